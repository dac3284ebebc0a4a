#nullable disable
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// The default scheduler. It bears the name that configurations know; inside, it is a queue ordered by due time and one timer
/// that is set for the earliest entry, so that a system with nothing due uses no processor time.
/// </summary>
public sealed class HashedWheelTimerScheduler : SchedulerBase, IDateTimeOffsetNowTimeProvider, IDisposable
{
    private const int CompactAt = 1024;
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly long _start;
    private readonly Lock _lock = new();
    private readonly PriorityQueue<Entry, long> _queue = new();
    private readonly ITimer _timer;
    private long _armedFor = long.MaxValue;
    private int _compactNext = CompactAt;
    private bool _stopped;

    /// <summary>With the scheduler's section of the configuration and a log.</summary>
    public HashedWheelTimerScheduler(Config scheduler, ILoggingAdapter log) : base(scheduler, log)
    {
        _start = _time.GetTimestamp();
        using (ExecutionContext.SuppressFlow())
            _timer = _time.CreateTimer(_ => RunDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public override TimeSpan MonotonicClock => _time.GetElapsedTime(_start);

    /// <inheritdoc/>
    public override TimeSpan HighResMonotonicClock => _time.GetElapsedTime(_start);

    /// <inheritdoc/>
    protected override DateTimeOffset TimeNow => _time.GetUtcNow();

    /// <summary>Ends the scheduler; what is still due never runs.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _stopped = true;
            _queue.Clear();
        }

        _timer.Dispose();
    }

    /// <inheritdoc/>
    protected override void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(delay, TimeSpan.Zero, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => Add(delay, TimeSpan.Zero, action, cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) => Add(delay, TimeSpan.Zero, action.Run, cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Add(initialDelay, interval, action, cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        Add(initialDelay, interval, action.Run, cancelable);

    private void Add(TimeSpan delay, TimeSpan interval, Action action, ICancelable cancelable)
    {
        if (cancelable is { IsCancellationRequested: true }) return;
        var due = MonotonicClock.Ticks + delay.Ticks;
        if (due < 0) return; // beyond the end of time
        lock (_lock)
        {
            if (_stopped) throw new SchedulerException("cannot enqueue after timer shutdown");
            if (_queue.Count >= CompactAt && _queue.Count >= _compactNext) DropCancelled();
            _queue.Enqueue(new Entry(action, interval.Ticks, cancelable), due);
            Arm();
        }
    }

    private void DropCancelled()
    {
        var live = _queue.UnorderedItems.Where(item => item.Element.Cancelable is not { IsCancellationRequested: true }).ToArray();
        _queue.Clear();
        _queue.EnqueueRange(live);
        _compactNext = Math.Max(CompactAt, _queue.Count * 2);
    }

    private void Arm()
    {
        if (!_queue.TryPeek(out _, out var due) || due == _armedFor) return;
        _armedFor = due;
        var wait = (due - MonotonicClock.Ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;
        _timer.Change(TimeSpan.FromMilliseconds(Math.Clamp(wait, 0, uint.MaxValue - 1)), Timeout.InfiniteTimeSpan);
    }

    private void RunDue()
    {
        while (true)
        {
            Entry entry;
            lock (_lock)
            {
                if (_stopped) return;
                if (!_queue.TryPeek(out entry, out var due) || due > MonotonicClock.Ticks)
                {
                    _armedFor = long.MaxValue;
                    Arm();
                    return;
                }

                _queue.Dequeue();
                if (entry.Failed || entry.Cancelable is { IsCancellationRequested: true }) continue;
                if (entry.Interval > 0) _queue.Enqueue(entry, Math.Max(due + entry.Interval, MonotonicClock.Ticks));
            }

            Run(entry);
        }
    }

    private void Run(Entry entry)
    {
        try
        {
            entry.Action();
        }
        catch (Exception thrown)
        {
            Log?.Error(thrown, "An action of the scheduler failed. It is not run again.");
            entry.Failed = true;
        }
    }

    private sealed class Entry(Action action, long interval, ICancelable cancelable)
    {
        public Action Action { get; } = action;

        public long Interval { get; } = interval;

        public ICancelable Cancelable { get; } = cancelable;

        public bool Failed { get; set; }
    }
}
