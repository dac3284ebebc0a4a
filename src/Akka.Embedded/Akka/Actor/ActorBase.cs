#nullable disable
namespace Akka.Actor;

/// <summary>Handles one message.</summary>
/// <returns>Whether the message was handled.</returns>
public delegate bool Receive(object message);

/// <summary>Handles one message; every message counts as handled.</summary>
public delegate void UntypedReceive(object message);

/// <summary>Gives access to an actor's context.</summary>
public interface IInternalActor
{
    /// <summary>The context.</summary>
    IActorContext ActorContext { get; }
}

/// <summary>The base of all actors: one message at a time, a supervisor above, children below.</summary>
public abstract partial class ActorBase : IInternalActor
{
    private SupervisorStrategy _strategy;

    /// <summary>Created by the engine only.</summary>
    /// <exception cref="ActorInitializationException">It was created by <c>new</c> outside a props factory.</exception>
    protected ActorBase()
    {
        Cell = ActorCell.Current ?? throw new ActorInitializationException(
            "Do not create actors using 'new', always create them using an ActorContext/System");
        if (this is IActorStash stashing) stashing.Stash = Cell.CreateStash(stashing);
        if (this is IWithTimers timed) timed.Timers = Cell.Timers;
    }

    /// <summary>The context of the actor that runs on this thread.</summary>
    /// <exception cref="NotSupportedException">No actor does, as in a continuation that left its actor.</exception>
    protected static IActorContext Context => ActorCell.Current ?? throw NoContext();

    /// <summary>Handles no message.</summary>
    protected static Receive EmptyReceive => _ => false;

    /// <summary>This actor's reference.</summary>
    protected IActorRef Self => Cell.Self;

    /// <summary>Who sent the current message; dead letters when nobody did.</summary>
    protected IActorRef Sender => Cell.Sender;

    IActorContext IInternalActor.ActorContext => Cell;

    internal ActorCell Cell { get; }

    internal SupervisorStrategy SupervisorStrategyInternal => _strategy ??= Cell.Props.SupervisorStrategy ?? SupervisorStrategy() ?? Cell.SystemImpl.DefaultStrategy;

    internal Receive ReceiveMessage => Receive;

    internal static NotSupportedException NoContext() => new(
        "There is no active ActorContext, this is most likely due to use of async operations from within this actor.");

    /// <summary>The behavior before any Become.</summary>
    /// <returns>Whether the message was handled; if not, <see cref="Unhandled"/> is called.</returns>
    protected abstract bool Receive(object message);

    /// <summary>Called with each message and the behavior it is for; the default calls that behavior.</summary>
    protected internal virtual bool AroundReceive(Receive receive, object message)
    {
        var handled = receive(message);
        if (!handled) Unhandled(message);
        return handled;
    }

    /// <summary>Called with each message that no handler took; the default publishes it as unhandled.</summary>
    /// <exception cref="DeathPactException">The message is the end of a watched actor.</exception>
    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated) throw new DeathPactException(terminated.ActorRef);
        Cell.System.EventStream.Publish(new Event.UnhandledMessage(message, Sender, Self));
    }

    /// <summary>Replaces the current behavior.</summary>
    protected void Become(Receive receive) => Cell.Become(receive);

    /// <summary>Puts a behavior on top of the current one.</summary>
    protected void BecomeStacked(Receive receive) => Cell.BecomeStacked(receive);

    /// <summary>Returns to the behavior below; the first one stays.</summary>
    protected void UnbecomeStacked() => Cell.UnbecomeStacked();

    /// <summary>Asks for a <see cref="ReceiveTimeout"/> after each silence of this length; null ends that.</summary>
    protected void SetReceiveTimeout(TimeSpan? timeout) => Cell.SetReceiveTimeout(timeout);
}
