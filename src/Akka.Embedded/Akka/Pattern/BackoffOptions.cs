#nullable disable
using Akka.Actor;

namespace Akka.Pattern;

/// <summary>Options of a supervisor that starts its child again after growing waits.</summary>
public static class Backoff
{
    /// <summary>Starts the child again, and a new one each time, after it stopped.</summary>
    /// <param name="childProps">The child.</param>
    /// <param name="childName">Its name.</param>
    /// <param name="minBackoff">The first wait; each next one is twice as long.</param>
    /// <param name="maxBackoff">The longest wait.</param>
    /// <param name="randomFactor">Up to which part of itself a wait is lengthened at random: 0.2 for up to 20 %.</param>
    public static BackoffOptions OnStop(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        BackoffOptionsImpl.Checked(BackoffKind.OnStop, childProps, childName, minBackoff, maxBackoff, randomFactor);

    /// <summary>Starts the child again after it stopped, no more often than given.</summary>
    public static BackoffOptions OnStop(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        OnStop(childProps, childName, minBackoff, maxBackoff, randomFactor).WithMaxNrOfRetries(maxNrOfRetries);

    /// <summary>Starts the child again after it failed, when the strategy says Restart.</summary>
    public static BackoffOptions OnFailure(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        BackoffOptionsImpl.Checked(BackoffKind.OnFailure, childProps, childName, minBackoff, maxBackoff, randomFactor);

    /// <summary>Starts the child again after it failed, no more often than given.</summary>
    public static BackoffOptions OnFailure(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        OnFailure(childProps, childName, minBackoff, maxBackoff, randomFactor).WithMaxNrOfRetries(maxNrOfRetries);
}

/// <summary>Options of a supervisor that starts its child again after growing waits.</summary>
public abstract class BackoffOptions
{
    /// <summary>The waits are short again once the child has run this long; by default for the shortest wait.</summary>
    public abstract BackoffOptions WithAutoReset(TimeSpan resetBackoff);

    /// <summary>The waits are short again once the child sends <see cref="BackoffSupervisor.Reset"/>.</summary>
    public abstract BackoffOptions WithManualReset();

    /// <summary>With a strategy; its Restart is what waits.</summary>
    public abstract BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy);

    /// <summary>With a strategy that stops the child at each failure.</summary>
    public abstract BackoffOptions WithDefaultStoppingStrategy();

    /// <summary>With a limit of starts in a row; negative for none.</summary>
    public abstract BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries);

    /// <summary>Answers messages this while the child is away; otherwise they are dead letters.</summary>
    public abstract BackoffOptions WithReplyWhileStopped(object replyWhileStopped);

    /// <summary>After such a message, the child's stop is the supervisor's.</summary>
    public abstract BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage);

    internal abstract Props Props { get; }
}

/// <summary>When the waits are short again.</summary>
public interface IBackoffReset;

internal sealed record ManualReset : IBackoffReset;

internal sealed record AutoReset(TimeSpan ResetBackoff) : IBackoffReset;

internal enum BackoffKind
{
    OnStop,
    OnFailure,
}

internal sealed class BackoffOptionsImpl : BackoffOptions
{
    private readonly Settings _settings;

    private BackoffOptionsImpl(Settings settings) => _settings = settings;

    internal override Props Props
    {
        get
        {
            var s = _settings;
            var reset = s.Reset ?? new AutoReset(s.MinBackoff);
            return s.Kind == BackoffKind.OnStop
                ? Props.Create(() => new BackoffSupervisor(s.ChildProps, s.ChildName, s.MinBackoff, s.MaxBackoff, reset, s.RandomFactor, s.Strategy, s.ReplyWhileStopped, s.IsFinalStop))
                : Props.Create(() => new BackoffOnRestartSupervisor(s.ChildProps, s.ChildName, s.MinBackoff, s.MaxBackoff, reset, s.RandomFactor, s.Strategy, s.ReplyWhileStopped, s.IsFinalStop));
        }
    }

    public static BackoffOptions Checked(BackoffKind kind, Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor)
    {
        if (minBackoff <= TimeSpan.Zero) throw new ArgumentException("MinBackoff must be greater than 0", nameof(minBackoff));
        if (maxBackoff < minBackoff) throw new ArgumentException("MaxBackoff must be greater than MinBackoff", nameof(maxBackoff));
        if (randomFactor is < 0.0 or > 1.0) throw new ArgumentException("RandomFactor must be between 0.0 and 1.0", nameof(randomFactor));
        return new BackoffOptionsImpl(new Settings(kind, childProps, childName, minBackoff, maxBackoff, randomFactor));
    }

    public override BackoffOptions WithAutoReset(TimeSpan resetBackoff)
    {
        if (resetBackoff < _settings.MinBackoff || resetBackoff > _settings.MaxBackoff)
            throw new ArgumentException("ResetBackoff must lie between MinBackoff and MaxBackoff", nameof(resetBackoff));
        return new BackoffOptionsImpl(_settings with { Reset = new AutoReset(resetBackoff) });
    }

    public override BackoffOptions WithManualReset() => new BackoffOptionsImpl(_settings with { Reset = new ManualReset() });

    public override BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy) => new BackoffOptionsImpl(_settings with { Strategy = supervisorStrategy });

    public override BackoffOptions WithDefaultStoppingStrategy() =>
        WithSupervisorStrategy(new OneForOneStrategy(_settings.Strategy.MaxNumberOfRetries, -1, _ => Directive.Stop));

    public override BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries) => WithSupervisorStrategy(_settings.Strategy.WithMaxNrOfRetries(maxNrOfRetries));

    public override BackoffOptions WithReplyWhileStopped(object replyWhileStopped) => new BackoffOptionsImpl(_settings with { ReplyWhileStopped = replyWhileStopped });

    public override BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage) => new BackoffOptionsImpl(_settings with { IsFinalStop = isFinalStopMessage });

    private sealed record Settings(BackoffKind Kind, Props ChildProps, string ChildName, TimeSpan MinBackoff, TimeSpan MaxBackoff, double RandomFactor)
    {
        public IBackoffReset Reset { get; init; }

        public OneForOneStrategy Strategy { get; init; } = new(SupervisorStrategy.DefaultDecider);

        public object ReplyWhileStopped { get; init; }

        public Func<object, bool> IsFinalStop { get; init; }
    }
}
