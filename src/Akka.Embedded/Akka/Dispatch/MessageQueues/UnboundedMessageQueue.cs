#nullable disable
using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>
/// A linked queue without locks: a producer swings the tail with one exchange, the consumer needs none.
/// In front of it stands a list that only the consumer touches, for messages that were stashed and come back.
/// </summary>
public class UnboundedMessageQueue : IMessageQueue, IUnboundedMessageQueueSemantics
{
    private Node _front;
    private Node _head;
    private Node _tail;

    /// <summary>An empty queue.</summary>
    public UnboundedMessageQueue() => _head = _tail = new Node(default);

    /// <inheritdoc/>
    public bool HasMessages => _front is not null || Volatile.Read(ref _head.Next) is not null;

    /// <inheritdoc/>
    public int Count
    {
        get
        {
            var count = 0;
            for (var node = _front; node is not null; node = node.Next) count++;
            for (var node = Volatile.Read(ref _head.Next); node is not null; node = Volatile.Read(ref node.Next)) count++;
            return count;
        }
    }

    /// <inheritdoc/>
    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        var node = new Node(envelope);
        var previous = Interlocked.Exchange(ref _tail, node);
        Volatile.Write(ref previous.Next, node);
    }

    /// <inheritdoc/>
    public bool TryDequeue(out Envelope envelope)
    {
        if (_front is { } returned)
        {
            envelope = returned.Envelope;
            _front = returned.Next;
            return true;
        }

        if (Volatile.Read(ref _head.Next) is not { } next)
        {
            envelope = default;
            return false;
        }

        envelope = next.Envelope;
        next.Envelope = default; // the node stays as the new head and must not keep the message alive
        _head = next;
        return true;
    }

    /// <inheritdoc/>
    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope)) deadletters.Enqueue(owner, envelope);
    }

    /// <summary>Puts a message before all others. Only the actor itself may do so.</summary>
    internal void EnqueueFirst(Envelope envelope) => _front = new Node(envelope) { Next = _front };

    private sealed class Node(Envelope envelope)
    {
        public Envelope Envelope = envelope;
        public Node Next;
    }
}
