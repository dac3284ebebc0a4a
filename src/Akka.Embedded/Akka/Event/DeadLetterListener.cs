#nullable disable
using Akka.Actor;

namespace Akka.Event;

/// <summary>Logs dead letters, as many as the configuration allows.</summary>
public class DeadLetterListener : ActorBase
{
    private int _count;
    private bool _pending;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));
        Context.System.EventStream.Subscribe(Self, typeof(Dropped));
        Context.System.EventStream.Subscribe(Self, typeof(UnhandledMessage));
    }

    /// <inheritdoc/>
    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    /// <inheritdoc/>
    protected override void PostRestart(Exception reason)
    {
    }

    /// <inheritdoc/>
    protected override void PreRestart(Exception reason, object message)
    {
    }

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case AllDeadLetters letter:
                if (_pending) _count++;
                else Log(letter);
                return true;
            case LogAgain again:
                _pending = false;
                Context.System.Log.Info("Dead letters are logged again; {0} came meanwhile.", _count - again.CountThen);
                _count = 0;
                return true;
            default:
                return false;
        }
    }

    private void Log(AllDeadLetters letter)
    {
        var settings = Context.System.Settings;
        _count++;
        var done = _count >= settings.LogDeadLetters && settings.LogDeadLetters != int.MaxValue;
        var suspends = done && settings.LogDeadLettersSuspendDuration is { Ticks: > 0 } and { Ticks: < long.MaxValue };
        var what = letter switch
        {
            Dropped dropped => "was dropped: " + dropped.Reason,
            UnhandledMessage => "was unhandled",
            _ => "was not delivered",
        };
        var more = done ? suspends ? ", no more dead letters will be logged in next " + settings.LogDeadLettersSuspendDuration : ", no more dead letters will be logged" : "";
        Context.System.EventStream.Publish(new Info(letter.Recipient.Path.ToString(), letter.Recipient.GetType(), FormattableString.Invariant(
            $"Message [{letter.Message.GetType().Name}] from {letter.Sender ?? Context.System.DeadLetters} to {letter.Recipient} {what}. [{_count}] dead letters encountered{more}. ")
            + "This logging can be turned off or adjusted with configuration settings 'akka.log-dead-letters' and 'akka.log-dead-letters-during-shutdown'. "
            + $"Message content: {letter.Message}"));
        if (!done) return;
        if (!suspends)
        {
            Context.Stop(Self);
            return;
        }

        _pending = true;
        Context.System.Scheduler.ScheduleTellOnce(settings.LogDeadLettersSuspendDuration, Self, new LogAgain(_count), Self);
    }

    private sealed record LogAgain(int CountThen) : IDeadLetterSuppression;
}
