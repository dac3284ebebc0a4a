#nullable disable
namespace Akka.Actor.Internal;

/// <summary>Stops a child on behalf of a caller outside.</summary>
internal sealed record StopChild(IActorRef Child);

/// <summary>The root: ends once <c>/system</c> has.</summary>
internal sealed class RootGuardian : ActorBase
{
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Terminated: Context.Stop(Self); break;
            case StopChild stop: Context.Stop(stop.Child); break;
            default: Context.System.DeadLetters.Tell(new Event.DeadLetter(message, Sender, Self), Sender); break;
        }

        return true;
    }

    protected override void PreStart()
    {
    }
}

/// <summary>The parent of the application's actors.</summary>
internal sealed class UserGuardian : ActorBase
{
    protected override SupervisorStrategy SupervisorStrategy() =>
        SupervisorStrategyConfigurator.CreateConfigurator(Context.System.Settings.SupervisorStrategyClass).Create();

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Terminated: Context.Stop(Self); break;
            case StopChild stop: Context.Stop(stop.Child); break;
            default: Context.System.DeadLetters.Tell(new Event.DeadLetter(message, Sender, Self), Sender); break;
        }

        return true;
    }
}

/// <summary>The parent of the engine's actors: ends after the application's, once those who asked for it have finished.</summary>
internal sealed class SystemGuardian : ActorBase
{
    private readonly IActorRef _userGuardian;
    private readonly HashSet<IActorRef> _hooks = [];

    public SystemGuardian(IActorRef userGuardian) => _userGuardian = userGuardian;

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause => cause switch
    {
        ActorInitializationException or ActorKilledException or DeathPactException => Directive.Stop,
        _ => Directive.Restart,
    });

    protected override void PreRestart(Exception reason, object message)
    {
        // The children stay: they serve the whole system.
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Terminated terminated when terminated.ActorRef.Equals(_userGuardian):
                Become(Terminating);
                foreach (var hook in _hooks) hook.Tell(TerminationHook.Instance);
                StopWhenDone();
                break;
            case Terminated terminated: _hooks.Remove(terminated.ActorRef); break;
            case StopChild stop: Context.Stop(stop.Child); break;
            case RegisterTerminationHook:
                Context.Watch(Sender);
                _hooks.Add(Sender);
                break;
            default: Context.System.DeadLetters.Tell(new Event.DeadLetter(message, Sender, Self), Sender); break;
        }

        return true;
    }

    private bool Terminating(object message)
    {
        switch (message)
        {
            case Terminated terminated: Done(terminated.ActorRef); break;
            case TerminationHookDone: Done(Sender); break;
            default: Context.System.DeadLetters.Tell(new Event.DeadLetter(message, Sender, Self), Sender); break;
        }

        return true;
    }

    private void Done(IActorRef hook)
    {
        _hooks.Remove(hook);
        StopWhenDone();
    }

    private void StopWhenDone()
    {
        if (_hooks.Count > 0) return;
        var system = (ActorSystemImpl)Context.System;
        system.EventStream.StopLoggers(system.Settings);
        Context.Stop(Self);
    }
}

/// <summary>Asks the system guardian to be told before the engine's actors end.</summary>
internal sealed class RegisterTerminationHook
{
    public static readonly RegisterTerminationHook Instance = new();
}

/// <summary>The engine's actors are about to end; answered by <see cref="TerminationHookDone"/>.</summary>
internal sealed class TerminationHook
{
    public static readonly TerminationHook Instance = new();
}

/// <summary>The sender is ready to end.</summary>
internal sealed class TerminationHookDone
{
    public static readonly TerminationHookDone Instance = new();
}
