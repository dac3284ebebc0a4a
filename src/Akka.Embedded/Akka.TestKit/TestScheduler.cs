using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>A scheduler whose time stands still until the test moves it. What falls due runs on the thread that moves it.</summary>
public class TestScheduler : IScheduler, IAdvancedScheduler
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<(long Due, long Number), Work> _work = [];
    private readonly DateTimeOffset _start;
    private DateTimeOffset _now;
    private long _number;

    /// <summary>With the scheduler's section of the configuration and a log.</summary>
    public TestScheduler(Config schedulerConfig, ILoggingAdapter log) => _now = _start = TimeProvider.System.GetUtcNow();

    /// <summary>The time of day, as moved.</summary>
    public DateTimeOffset Now
    {
        get
        {
            lock (_lock) return _now;
        }
    }

    /// <summary>The time since the scheduler's start, as moved.</summary>
    public TimeSpan MonotonicClock => Now - _start;

    /// <summary>The time since the scheduler's start, as moved.</summary>
    public TimeSpan HighResMonotonicClock => MonotonicClock;

    /// <summary>The parts that actors seldom need.</summary>
    public IAdvancedScheduler Advanced => this;

    /// <summary>Moves the time and runs what falls due, in order; what repeats runs once and is due again one interval from the new time.</summary>
    public void Advance(TimeSpan offset)
    {
        List<Work> due = [];
        lock (_lock)
        {
            _now += offset;
            while (_work.Count > 0)
            {
                var (key, work) = _work.First();
                if (key.Due > _now.UtcTicks) break;
                _work.Remove(key);
                due.Add(work);
            }
        }

        foreach (var work in due)
        {
            if (work.Cancelable is { IsCancellationRequested: true }) continue;
            work.Action();
            if (work.Interval is { } interval) Add(interval, work);
        }
    }

    /// <summary>Moves the time to a moment and runs what falls due.</summary>
    /// <exception cref="InvalidOperationException">The moment lies in the past.</exception>
    public void AdvanceTo(DateTimeOffset when)
    {
        var now = Now;
        if (when < now) throw new InvalidOperationException("You can't reverse time...");
        Advance(when - now);
    }

    /// <inheritdoc/>
    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender) => ScheduleTellOnce(delay, receiver, message, sender, null);

    /// <inheritdoc/>
    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(delay, new Work(() => receiver.Tell(message, sender), null, cancelable));

    /// <inheritdoc/>
    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender) =>
        ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, null);

    /// <inheritdoc/>
    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(initialDelay, new Work(() => receiver.Tell(message, sender), interval, cancelable));

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, Action action) => ScheduleOnce(delay, action, null);

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => Add(delay, new Work(action, null, cancelable));

    /// <inheritdoc/>
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) => ScheduleRepeatedly(initialDelay, interval, action, null);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Add(initialDelay, new Work(action, interval, cancelable));

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, IRunnable action) => ScheduleOnce(delay, action.Run, null);

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) => ScheduleOnce(delay, action.Run, cancelable);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action) => ScheduleRepeatedly(initialDelay, interval, action.Run, null);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        ScheduleRepeatedly(initialDelay, interval, action.Run, cancelable);

    private void Add(TimeSpan delay, Work work)
    {
        if (work.Cancelable is { IsCancellationRequested: true }) return;
        lock (_lock) _work.Add((_now.UtcTicks + delay.Ticks, _number++), work);
    }

    private sealed record Work(Action Action, TimeSpan? Interval, ICancelable Cancelable);
}
