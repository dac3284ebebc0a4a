#nullable disable
namespace Akka.Actor;

/// <summary>Knows the tree: resolves paths, and gives temporary actors theirs.</summary>
public interface IActorRefProvider
{
    /// <summary>The root of all paths.</summary>
    ActorPath RootPath { get; }

    /// <summary>The settings.</summary>
    Settings Settings { get; }

    /// <summary>Takes what no actor takes.</summary>
    IActorRef DeadLetters { get; }

    /// <summary>The root of the tree.</summary>
    IInternalActorRef RootGuardian { get; }

    /// <summary>The parent of all actors of the application.</summary>
    LocalActorRef Guardian { get; }

    /// <summary>The parent of all actors of the engine and its extensions.</summary>
    LocalActorRef SystemGuardian { get; }

    /// <summary>The parent of temporary actors.</summary>
    IInternalActorRef TempContainer { get; }

    /// <summary>Completes once all actors have ended.</summary>
    Task TerminationTask { get; }

    /// <summary>The system's address.</summary>
    Address DefaultAddress { get; }

    /// <summary>This system, as serializers write references of it.</summary>
    Serialization.Information SerializationInformation { get; }

    /// <summary>A path for a temporary actor.</summary>
    ActorPath TempPath();

    /// <summary>The root of the tree at an address; dead letters for another system's.</summary>
    IActorRef RootGuardianAt(Address address);

    /// <summary>Makes a temporary actor findable.</summary>
    void RegisterTempActor(IInternalActorRef actorRef, ActorPath path);

    /// <summary>Forgets a temporary actor.</summary>
    void UnregisterTempActor(ActorPath path);

    /// <summary>The actor at a path; where none is, a reference that leads to dead letters.</summary>
    IActorRef ResolveActorRef(string path);

    /// <summary>The actor at a path; where none is, a reference that leads to dead letters.</summary>
    IActorRef ResolveActorRef(ActorPath actorPath);
}
