#nullable disable
using Akka.Actor;
using Akka.Event;

namespace Akka.Pattern;

/// <summary>Keeps one child: starts a new one after a growing wait when it has stopped, and passes all messages on to it.</summary>
public sealed class BackoffSupervisor : BackoffSupervisorBase
{
    private readonly TimeSpan _minBackoff;
    private readonly TimeSpan _maxBackoff;
    private readonly double _randomFactor;
    private readonly SupervisorStrategy _strategy;

    /// <summary>With the default strategy and reset.</summary>
    public BackoffSupervisor(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor)
        : this(childProps, childName, minBackoff, maxBackoff, new AutoReset(minBackoff), randomFactor, Actor.SupervisorStrategy.DefaultStrategy)
    {
    }

    /// <summary>With all options.</summary>
    public BackoffSupervisor(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, IBackoffReset reset, double randomFactor,
        SupervisorStrategy strategy, object replyWhileStopped = null, Func<object, bool> finalStopMessage = null)
        : base(childProps, childName, reset, replyWhileStopped, finalStopMessage)
    {
        _minBackoff = minBackoff;
        _maxBackoff = maxBackoff;
        _randomFactor = randomFactor;
        _strategy = strategy;
    }

    /// <summary>From options.</summary>
    public static Props Props(BackoffOptions options) => options.Props;

    /// <summary>With the default strategy.</summary>
    public static Props Props(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        Backoff.OnStop(childProps, childName, minBackoff, maxBackoff, randomFactor).Props;

    /// <summary>With a limit of starts in a row.</summary>
    public static Props Props(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        Backoff.OnStop(childProps, childName, minBackoff, maxBackoff, randomFactor, maxNrOfRetries).Props;

    /// <summary>With a strategy.</summary>
    public static Props PropsWithSupervisorStrategy(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, SupervisorStrategy strategy) =>
        Actor.Props.Create(() => new BackoffSupervisor(childProps, childName, minBackoff, maxBackoff, new AutoReset(minBackoff), randomFactor, strategy, null, null));

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => _strategy;

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        if (message is not Terminated terminated || !terminated.ActorRef.Equals(Child)) return HandleBackoff(message);
        Child = null;
        var limit = _strategy is OneForOneStrategy oneForOne ? oneForOne.MaxNumberOfRetries : -1;
        if (FinalStopMessageReceived || (limit >= 0 && RestartCountN + 1 > limit))
        {
            if (!FinalStopMessageReceived)
                Context.GetLogger().Debug("Terminating on restart #{0} which exceeds max allowed restarts ({1})", RestartCountN + 1, limit);
            Context.Stop(Self);
            return true;
        }

        var wait = CalculateDelay(RestartCountN, _minBackoff, _maxBackoff, _randomFactor);
        Context.System.Scheduler.ScheduleTellOnce(wait, Self, StartChild.Instance, Self);
        RestartCountN++;
        return true;
    }

    internal static TimeSpan CalculateDelay(int restartCount, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor)
    {
        var lengthened = 1.0 + (Random.Shared.NextDouble() * randomFactor);
        var ticks = Math.Min(maxBackoff.Ticks, minBackoff.Ticks * Math.Pow(2, restartCount)) * lengthened;
        return ticks >= long.MaxValue ? maxBackoff : TimeSpan.FromTicks((long)ticks);
    }

    /// <summary>Asks for the <see cref="CurrentChild"/>.</summary>
    public sealed class GetCurrentChild
    {
        /// <summary>The only instance.</summary>
        public static readonly GetCurrentChild Instance = new();

        private GetCurrentChild()
        {
        }
    }

    /// <summary>The child.</summary>
    public sealed class CurrentChild
    {
        /// <summary>With the child.</summary>
        public CurrentChild(IActorRef @ref) => Ref = @ref;

        /// <summary>The child; null while it is away.</summary>
        public IActorRef Ref { get; }
    }

    /// <summary>The child runs well: the waits are short again.</summary>
    public new sealed class Reset
    {
        /// <summary>The only instance.</summary>
        public static readonly Reset Instance = new();

        private Reset()
        {
        }
    }

    /// <summary>Asks for the <see cref="RestartCount"/>.</summary>
    public sealed class GetRestartCount
    {
        /// <summary>The only instance.</summary>
        public static readonly GetRestartCount Instance = new();

        private GetRestartCount()
        {
        }
    }

    /// <summary>How many starts there were in a row.</summary>
    public sealed class RestartCount
    {
        /// <summary>With the number.</summary>
        public RestartCount(int count) => Count = count;

        /// <summary>The number.</summary>
        public int Count { get; }
    }

    /// <summary>The wait is over.</summary>
    public sealed class StartChild : IDeadLetterSuppression
    {
        /// <summary>The only instance.</summary>
        public static readonly StartChild Instance = new();

        private StartChild()
        {
        }
    }

    /// <summary>The child has run long enough, if it still is the one of that count.</summary>
    public sealed class ResetRestartCount : IDeadLetterSuppression
    {
        /// <summary>With the count at its start.</summary>
        public ResetRestartCount(int current) => Current = current;

        /// <summary>The count at its start.</summary>
        public int Current { get; }
    }
}
