#nullable disable
using Akka.Dispatch.SysMsg;
using Akka.Util;

namespace Akka.Actor;

/// <summary>Anything that takes messages.</summary>
public interface ICanTell
{
    /// <summary>Sends a message; returns at once. At most once, in order per sender and receiver.</summary>
    void Tell(object message, IActorRef sender);
}

/// <summary>The handle of an actor. Two are equal when path and uid are.</summary>
public interface IActorRef : ICanTell, IEquatable<IActorRef>, IComparable<IActorRef>, ISurrogated, IComparable
{
    /// <summary>Where the actor stands, with its uid.</summary>
    ActorPath Path { get; }
}

/// <summary>Says whether a reference is served in this process.</summary>
public interface IActorRefScope
{
    /// <summary>Whether it is.</summary>
    bool IsLocal { get; }
}

/// <summary>A reference that is served in this process.</summary>
internal interface ILocalRef : IActorRefScope;

/// <summary>What the engine needs of a reference.</summary>
public interface IInternalActorRef : IActorRef, IActorRefScope
{
    /// <summary>The supervisor.</summary>
    IInternalActorRef Parent { get; }

    /// <summary>Who resolves paths for it.</summary>
    IActorRefProvider Provider { get; }

    /// <summary>Whether the actor has ended. False may be outdated, true never is.</summary>
    bool IsTerminated { get; }

    /// <summary>The actor below, by names; <c>..</c> goes up.</summary>
    IActorRef GetChild(IReadOnlyList<string> name);

    /// <summary>Resumes the actor after a suspension.</summary>
    void Resume(Exception causedByFailure = null);

    /// <summary>Starts the actor.</summary>
    void Start();

    /// <summary>Stops the actor.</summary>
    void Stop();

    /// <summary>Replaces the actor's instance.</summary>
    void Restart(Exception cause);

    /// <summary>Suspends ordinary messages.</summary>
    void Suspend();

    /// <summary>Sends a message of the engine's protocol.</summary>
    void SendSystemMessage(ISystemMessage message);
}

/// <summary>Refers to nobody's sender in <c>Tell</c>, and to no actor.</summary>
public static class ActorRefs
{
    /// <summary>No sender: the receiver sees the dead letters.</summary>
    public static readonly IActorRef NoSender;

    /// <summary>No actor: takes every message and drops it.</summary>
    public static readonly Nobody Nobody = Nobody.Instance;
}

/// <summary>Tells with the current actor as the sender.</summary>
public static class ActorRefImplicitSenderExtensions
{
    /// <summary>Sends a message from the current actor; outside an actor, without a sender.</summary>
    public static void Tell(this IActorRef receiver, object message) =>
        receiver.Tell(message, ActorCell.GetCurrentSelfOrNoSender());

    /// <summary>Passes a message on with its original sender.</summary>
    public static void Forward(this IActorRef receiver, object message) =>
        receiver.Tell(message, ActorCell.GetCurrentSenderOrNoSender());
}

/// <summary>Helper for references.</summary>
public static class ActorRefExtensions
{
    /// <summary>Whether it refers to no actor.</summary>
    public static bool IsNobody(this IActorRef actorRef) => actorRef is null or Nobody;

    /// <summary>The reference, or another when it refers to no actor.</summary>
    public static IActorRef GetOrElse(this IActorRef actorRef, Func<IActorRef> elseValue) =>
        actorRef.IsNobody() ? elseValue() : actorRef;
}
