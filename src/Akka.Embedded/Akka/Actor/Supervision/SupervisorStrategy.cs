#nullable disable
using Akka.Actor.Internal;
using Akka.Event;
using Akka.Util;
using System.Reflection;

namespace Akka.Actor;

/// <summary>What a supervisor does about failing children.</summary>
public abstract class SupervisorStrategy : ISurrogated
{
    /// <summary>Stops an actor that could not be created or was killed, or whose watched actor ended; restarts all others.</summary>
    public static readonly IDecider DefaultDecider = Actor.Decider.From(
        Directive.Restart,
        Directive.Stop.When<ActorInitializationException>(),
        Directive.Stop.When<ActorKilledException>(),
        Directive.Stop.When<DeathPactException>());

    /// <summary>The default decider, for the failing child alone, without limit.</summary>
    public static readonly SupervisorStrategy DefaultStrategy = new OneForOneStrategy(DefaultDecider);

    /// <summary>Stops every failing child.</summary>
    public static readonly OneForOneStrategy StoppingStrategy = new(_ => Directive.Stop);

    /// <summary>Who chooses the directive.</summary>
    public abstract IDecider Decider { get; }

    /// <summary>Whether failures are logged.</summary>
    protected bool LoggingEnabled { get; set; } = true;

    /// <inheritdoc/>
    public abstract ISurrogate ToSurrogate(ActorSystem system);

    /// <summary>Called when a child has ended.</summary>
    public abstract void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children);

    /// <summary>Restarts or stops after a failure, within the strategy's limits.</summary>
    public abstract void ProcessFailure(IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats,
        IReadOnlyCollection<ChildRestartStats> children);

    /// <summary>Chooses the directive for a child's failure.</summary>
    protected abstract Directive Handle(IActorRef child, Exception exception);

    internal Directive Choose(IActorRef child, Exception exception) => Handle(child, exception);

    /// <summary>Applies the directive.</summary>
    /// <returns>False when the failure is escalated.</returns>
    internal bool HandleFailure(ActorCell actorCell, IActorRef child, Exception cause, ChildRestartStats stats, IReadOnlyCollection<ChildRestartStats> children)
    {
        var directive = Handle(child, cause);
        switch (directive)
        {
            case Directive.Escalate:
                LogFailure(actorCell, child, cause, directive);
                return false;
            case Directive.Resume:
                LogFailure(actorCell, child, cause, directive);
                ResumeChild(child, cause);
                return true;
            default:
                LogFailure(actorCell, child, cause, directive);
                ProcessFailure(actorCell, directive == Directive.Restart, child, cause, stats, children);
                return true;
        }
    }

    /// <summary>Lets the child go on.</summary>
    protected void ResumeChild(IActorRef child, Exception exception) => ((IInternalActorRef)child).Resume(exception);

    /// <summary>Gives the child a new instance.</summary>
    /// <param name="child">The child.</param>
    /// <param name="cause">Why.</param>
    /// <param name="suspendFirst">True for a child that did not fail itself and therefore is not suspended yet.</param>
    protected void RestartChild(IActorRef child, Exception cause, bool suspendFirst)
    {
        var actor = (IInternalActorRef)child;
        if (suspendFirst) actor.Suspend();
        actor.Restart(cause);
    }

    /// <summary>Logs a failure: a warning when the child resumes, an error when it restarts or stops; an escalated one is logged above.</summary>
    protected virtual void LogFailure(IActorContext context, IActorRef child, Exception cause, Directive directive)
    {
        if (!LoggingEnabled || directive == Directive.Escalate) return;
        var reason = cause is ActorInitializationException { InnerException: { } inner } ? inner : cause;
        while (reason is TargetInvocationException { InnerException: { } target }) reason = target;
        context.System.EventStream.Publish(directive == Directive.Resume
            ? new Warning(child.Path.ToString(), GetType(), reason.Message)
            : new Error(cause, child.Path.ToString(), GetType(), reason.Message));
    }
}

/// <summary>Makes the strategy that the configuration names.</summary>
public abstract class SupervisorStrategyConfigurator
{
    /// <summary>The configurator of a type.</summary>
    public static SupervisorStrategyConfigurator CreateConfigurator(string typeName) =>
        (SupervisorStrategyConfigurator)Activator.CreateInstance(Type.GetType(typeName, throwOnError: true));

    /// <summary>The strategy.</summary>
    public abstract SupervisorStrategy Create();
}

/// <summary>Makes the default strategy.</summary>
public class DefaultSupervisorStrategy : SupervisorStrategyConfigurator
{
    /// <inheritdoc/>
    public override SupervisorStrategy Create() => SupervisorStrategy.DefaultStrategy;
}

/// <summary>Makes the strategy that stops every failing child.</summary>
public class StoppingSupervisorStrategy : SupervisorStrategyConfigurator
{
    /// <inheritdoc/>
    public override SupervisorStrategy Create() => SupervisorStrategy.StoppingStrategy;
}
