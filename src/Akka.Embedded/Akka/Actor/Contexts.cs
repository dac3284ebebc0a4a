#nullable disable
namespace Akka.Actor;

/// <summary>Creates and finds actors.</summary>
public interface IActorRefFactory
{
    /// <summary>Creates an actor below; without a name it gets one of its own.</summary>
    /// <exception cref="InvalidActorNameException">The name is malformed or taken.</exception>
    IActorRef ActorOf(Props props, string name = null);

    /// <summary>The actors at a path.</summary>
    ActorSelection ActorSelection(ActorPath actorPath);

    /// <summary>The actors at a path, which may be relative and hold the wildcards <c>*</c> and <c>?</c>.</summary>
    ActorSelection ActorSelection(string actorPath);
}

/// <summary>Watches other actors' ends.</summary>
public interface ICanWatch
{
    /// <summary>Asks for one <see cref="Terminated"/> when the actor ends or if it has ended.</summary>
    IActorRef Watch(IActorRef subject);

    /// <summary>Asks for one <paramref name="message"/> instead.</summary>
    /// <exception cref="InvalidOperationException">The actor is watched with another message already.</exception>
    IActorRef WatchWith(IActorRef subject, object message);

    /// <summary>Ends a watch; a notice that waits in the mailbox is not delivered.</summary>
    IActorRef Unwatch(IActorRef subject);
}

/// <summary>What an actor sees of its cell. Valid on the actor's own thread only.</summary>
public interface IActorContext : IActorRefFactory, ICanWatch
{
    /// <summary>This actor's reference.</summary>
    IActorRef Self { get; }

    /// <summary>What this actor was made from.</summary>
    Props Props { get; }

    /// <summary>Who sent the current message; dead letters when nobody did.</summary>
    IActorRef Sender { get; }

    /// <summary>The system.</summary>
    ActorSystem System { get; }

    /// <summary>The supervisor.</summary>
    IActorRef Parent { get; }

    /// <summary>Who runs this actor.</summary>
    Dispatch.MessageDispatcher Dispatcher { get; }

    /// <summary>After which silence a <see cref="Actor.ReceiveTimeout"/> comes; null for never.</summary>
    TimeSpan? ReceiveTimeout { get; }

    /// <summary>Replaces the current behavior.</summary>
    void Become(Receive receive);

    /// <summary>Puts a behavior on top of the current one.</summary>
    void BecomeStacked(Receive receive);

    /// <summary>Returns to the behavior below; the first one stays.</summary>
    void UnbecomeStacked();

    /// <summary>The child with a name; nobody when there is none.</summary>
    IActorRef Child(string name);

    /// <summary>The children.</summary>
    IEnumerable<IActorRef> GetChildren();

    /// <summary>Asks for a <see cref="Actor.ReceiveTimeout"/> after each silence of this length; null ends that.</summary>
    void SetReceiveTimeout(TimeSpan? timeout);

    /// <summary>Stops an actor after its current message.</summary>
    void Stop(IActorRef child);
}

/// <summary>The context of an untyped actor.</summary>
public interface IUntypedActorContext : IActorContext
{
    /// <summary>Replaces the current behavior.</summary>
    void Become(UntypedReceive receive);

    /// <summary>Puts a behavior on top of the current one.</summary>
    void BecomeStacked(UntypedReceive receive);
}

/// <summary>Shorthands for creating and finding actors.</summary>
public static class ActorRefFactoryExtensions
{
    /// <summary>Creates an actor of a type with a constructor without parameters.</summary>
    public static IActorRef ActorOf<TActor>(this IActorRefFactory factory, string name = null)
        where TActor : ActorBase, new() => factory.ActorOf(Props.Create<TActor>(), name);

    /// <summary>The actors at a path relative to an actor.</summary>
    public static ActorSelection ActorSelection(this IActorRefFactory factory, IActorRef anchorRef, string actorPath) =>
        ActorRefFactoryShared.ActorSelection(anchorRef, actorPath);
}
