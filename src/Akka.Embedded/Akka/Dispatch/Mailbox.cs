#nullable disable
using Akka.Actor;
using Akka.Dispatch.MessageQueues;
using Akka.Dispatch.SysMsg;

namespace Akka.Dispatch;

/// <summary>
/// An actor's two queues and the right to run it. Bit 0 of the status: closed; bit 1: scheduled or running;
/// the rest counts suspensions. System messages are served while suspended, ordinary ones are not.
/// </summary>
internal sealed class Mailbox(IMessageQueue messageQueue) : IRunnable
{
    private const int Closed = 1;
    private const int Scheduled = 2;
    private const int SuspendUnit = 4;
    private static readonly SystemMessage NoMore = new Suspend();

    private int _status;
    private SystemMessage _systemQueue;
    private ActorCell _cell;

    public IMessageQueue MessageQueue { get; } = messageQueue;

    public bool IsClosed => (Volatile.Read(ref _status) & Closed) != 0;

    public bool IsSuspended => Volatile.Read(ref _status) >= SuspendUnit;

    public bool HasSystemMessages => Volatile.Read(ref _systemQueue) is { } first && !ReferenceEquals(first, NoMore);

    public void SetCell(ActorCell cell) => _cell = cell;

    public void Suspend() => ChangeStatus(SuspendUnit);

    public void Resume() => ChangeStatus(-SuspendUnit);

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        if (IsClosed)
        {
            DeadLetter(receiver, envelope);
            return;
        }

        MessageQueue.Enqueue(receiver, envelope);
        // The queue's last store may become visible only after the status is read, here and in TryClaim: a run that is just ending
        // would then not see the message, nor would it be seen to end, and the message would lie there until the next one came.
        Interlocked.MemoryBarrier();
        if (IsClosed) DrainMessages(); // it closed meanwhile: the message must not stay where nobody looks
    }

    public void EnqueueSystem(SystemMessage message)
    {
        while (true)
        {
            var head = Volatile.Read(ref _systemQueue);
            if (ReferenceEquals(head, NoMore))
            {
                DeadLetter(_cell.Self, new Envelope(message, _cell.Self));
                return;
            }

            message.Next = head;
            if (ReferenceEquals(Interlocked.CompareExchange(ref _systemQueue, message, head), head)) return;
        }
    }

    /// <summary>Claims the right to run when there is something to do.</summary>
    public bool TryClaim(bool hasMessageHint, bool hasSystemHint)
    {
        while (true)
        {
            var status = Volatile.Read(ref _status);
            if ((status & (Closed | Scheduled)) != 0) return false;
            var work = hasSystemHint || HasSystemMessages
                || (status < SuspendUnit && (hasMessageHint || MessageQueue.HasMessages));
            if (!work) return false;
            if (Interlocked.CompareExchange(ref _status, status | Scheduled, status) == status) return true;
        }
    }

    public void Run() => Execute();

    public void Execute()
    {
        var before = ActorCell.Current;
        ActorCell.Current = _cell;
        try
        {
            if (!IsClosed)
            {
                ProcessSystemMessages();
                ProcessMessages();
            }
        }
        finally
        {
            ActorCell.Current = before;
            Interlocked.And(ref _status, ~Scheduled);
            if (TryClaim(hasMessageHint: false, hasSystemHint: false)) _cell.Dispatcher.Requeue(this);
        }
    }

    /// <summary>Takes no more messages; what waits goes to the dead letters.</summary>
    public void CleanUp()
    {
        Interlocked.Or(ref _status, Closed);
        for (var message = Reverse(Interlocked.Exchange(ref _systemQueue, NoMore)); message is not null;)
        {
            var next = message.Next;
            message.Next = null;
            DeadLetter(_cell.Self, new Envelope(message, _cell.Self));
            message = next;
        }

        DrainMessages();
    }

    private void DrainMessages()
    {
        lock (MessageQueue) MessageQueue.CleanUp(_cell.Self, _cell.SystemImpl.DeadLetterQueue);
    }

    private void ProcessMessages()
    {
        var left = _cell.Dispatcher.Throughput;
        var deadline = _cell.Dispatcher.ThroughputDeadlineTicks;
        var start = deadline > 0 ? TimeProvider.System.GetTimestamp() : 0;
        while ((Volatile.Read(ref _status) & ~Scheduled) == 0 && MessageQueue.TryDequeue(out var envelope))
        {
            _cell.Invoke(envelope);
            if (HasSystemMessages) ProcessSystemMessages();
            if (--left == 0 || (deadline > 0 && TimeProvider.System.GetElapsedTime(start).Ticks > deadline)) return;
        }
    }

    private void ProcessSystemMessages()
    {
        while (HasSystemMessages && !IsClosed)
        {
            var message = Reverse(TakeSystemMessages());
            while (message is not null)
            {
                var next = message.Next;
                message.Next = null;
                if (IsClosed) DeadLetter(_cell.Self, new Envelope(message, _cell.Self));
                else _cell.SystemInvoke(message);
                message = next;
            }
        }
    }

    private SystemMessage TakeSystemMessages()
    {
        while (true)
        {
            var head = Volatile.Read(ref _systemQueue);
            if (head is null || ReferenceEquals(head, NoMore)) return null;
            if (ReferenceEquals(Interlocked.CompareExchange(ref _systemQueue, null, head), head)) return head;
        }
    }

    private void ChangeStatus(int change)
    {
        while (true)
        {
            var status = Volatile.Read(ref _status);
            if ((status & Closed) != 0 || (change < 0 && status < SuspendUnit)) return;
            if (Interlocked.CompareExchange(ref _status, status + change, status) == status) return;
        }
    }

    private void DeadLetter(IActorRef receiver, Envelope envelope) =>
        _cell.SystemImpl.DeadLetterQueue.Enqueue(receiver, envelope);

    private static SystemMessage Reverse(SystemMessage latestFirst)
    {
        SystemMessage oldestFirst = null;
        while (latestFirst is not null && !ReferenceEquals(latestFirst, NoMore))
        {
            var next = latestFirst.Next;
            latestFirst.Next = oldestFirst;
            oldestFirst = latestFirst;
            latestFirst = next;
        }

        return oldestFirst;
    }
}
