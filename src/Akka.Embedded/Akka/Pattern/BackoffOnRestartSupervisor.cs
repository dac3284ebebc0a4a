#nullable disable
using Akka.Actor;
using Akka.Event;

namespace Akka.Pattern;

/// <summary>Keeps one child: when it failed and its strategy says Restart, it is stopped and started anew after a growing wait.</summary>
internal sealed class BackoffOnRestartSupervisor : BackoffSupervisorBase
{
    private readonly TimeSpan _minBackoff;
    private readonly TimeSpan _maxBackoff;
    private readonly double _randomFactor;
    private readonly OneForOneStrategy _strategy;

    public BackoffOnRestartSupervisor(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, IBackoffReset reset, double randomFactor,
        OneForOneStrategy strategy, object replyWhileStopped, Func<object, bool> finalStopMessage)
        : base(childProps, childName, reset, replyWhileStopped, finalStopMessage)
    {
        _minBackoff = minBackoff;
        _maxBackoff = maxBackoff;
        _randomFactor = randomFactor;
        _strategy = strategy;
    }

    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(_strategy.MaxNumberOfRetries, _strategy.WithinTimeRangeMilliseconds, Decide);

    protected override bool Receive(object message)
    {
        if (message is not Terminated terminated || !terminated.ActorRef.Equals(Child)) return HandleBackoff(message);
        Context.GetLogger().Debug("Terminating, because child {0} terminated itself", Child);
        Context.Stop(Self);
        return true;
    }

    private Directive Decide(Exception cause)
    {
        var directive = _strategy.Decider.Decide(cause);
        if (directive != Directive.Restart) return directive;
        var failed = Sender; // while a failure is decided, the failing child is the sender
        if (_strategy.MaxNumberOfRetries >= 0 && RestartCountN >= _strategy.MaxNumberOfRetries)
        {
            Context.GetLogger().Debug("Terminating on restart #{0} which exceeds max allowed restarts ({1})", RestartCountN + 1, _strategy.MaxNumberOfRetries);
            Context.Stop(Self);
            return Directive.Stop;
        }

        Become(m => WaitForEnd(m, failed));
        return Directive.Stop;
    }

    private bool WaitForEnd(object message, IActorRef failed)
    {
        if (message is not Terminated terminated || !terminated.ActorRef.Equals(failed)) return HandleBackoff(message);
        Become(Receive);
        Child = null;
        Context.System.Scheduler.ScheduleTellOnce(BackoffSupervisor.CalculateDelay(RestartCountN, _minBackoff, _maxBackoff, _randomFactor), Self, BackoffSupervisor.StartChild.Instance, Self);
        RestartCountN++;
        return true;
    }
}
