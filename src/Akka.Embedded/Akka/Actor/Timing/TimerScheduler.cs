#nullable disable
using Akka.Event;

namespace Akka.Actor;

/// <summary>An actor's timers. Each start has a generation of its own, so that a late message of an earlier one is known and dropped.</summary>
internal sealed class TimerScheduler(ActorCell cell) : ITimerScheduler
{
    private readonly Dictionary<object, Timer> _timers = [];
    private int _generation;

    /// <summary>The message of a timer on its way to the actor.</summary>
    internal interface ITimerMessage : IAutoReceivedMessage, INoSerializationVerificationNeeded
    {
        object Key { get; }

        int Generation { get; }

        TimerScheduler Owner { get; }
    }

    public IReadOnlyCollection<object> ActiveTimers => _timers.Keys;

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) => Start(key, msg, interval, interval, cell.Self);

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender) => Start(key, msg, interval, interval, sender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval) => Start(key, msg, initialDelay, interval, cell.Self);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender) =>
        Start(key, msg, initialDelay, interval, sender);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout) => Start(key, msg, timeout, null, cell.Self);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender) => Start(key, msg, timeout, null, sender);

    public bool IsTimerActive(object key) => _timers.ContainsKey(key);

    public void Cancel(object key)
    {
        if (_timers.Remove(key, out var timer)) timer.Task.Cancel();
    }

    public void CancelAll()
    {
        foreach (var timer in _timers.Values) timer.Task.Cancel();
        _timers.Clear();
    }

    /// <summary>What the timer's message carries; null when the timer was replaced, cancelled, or another instance's.</summary>
    internal object Open(ITimerMessage message)
    {
        if (!ReferenceEquals(message.Owner, this) || !_timers.TryGetValue(message.Key, out var timer) || timer.Generation != message.Generation)
        {
            if (cell.SystemImpl.Settings.DebugTimerScheduler)
                cell.SystemImpl.EventStream.Publish(new Debug(cell.Self.Path.ToString(), typeof(TimerScheduler), $"Dropping the message of timer [{message.Key}], which was replaced or cancelled"));
            return null;
        }

        if (!timer.Repeats) _timers.Remove(message.Key);
        return timer.Message;
    }

    private void Start(object key, object msg, TimeSpan delay, TimeSpan? interval, IActorRef sender)
    {
        Cancel(key);
        var generation = ++_generation;
        ITimerMessage message = msg is INotInfluenceReceiveTimeout
            ? new QuietTimerMessage(key, generation, this)
            : new TimerMessage(key, generation, this);
        var scheduler = cell.SystemImpl.Scheduler;
        var task = interval is { } period
            ? scheduler.ScheduleTellRepeatedlyCancelable(delay, period, cell.Self, message, sender)
            : scheduler.ScheduleTellOnceCancelable(delay, cell.Self, message, sender);
        _timers[key] = new Timer(msg, generation, interval is not null, task);
    }

    private sealed record Timer(object Message, int Generation, bool Repeats, ICancelable Task);

    private sealed record TimerMessage(object Key, int Generation, TimerScheduler Owner) : ITimerMessage, IDeadLetterSuppression;

    private sealed record QuietTimerMessage(object Key, int Generation, TimerScheduler Owner)
        : ITimerMessage, INotInfluenceReceiveTimeout, IDeadLetterSuppression;
}
