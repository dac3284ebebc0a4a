using Akka.Actor;

namespace Akka.Persistence;

/// <summary>A part of a <see cref="WriteMessages"/>.</summary>
public interface IPersistentEnvelope
{
    /// <summary>What is in it.</summary>
    object Payload { get; }

    /// <summary>Who sent the command that led to it.</summary>
    IActorRef Sender { get; }

    /// <summary>How many events it has.</summary>
    int Size { get; }
}

/// <summary>What is not stored, but answered in order with what is.</summary>
internal sealed class NonPersistentMessage(object payload, IActorRef sender) : IPersistentEnvelope
{
    public object Payload { get; } = payload;
    public IActorRef Sender { get; } = sender;
    public int Size => 1;
}
