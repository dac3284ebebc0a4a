using Akka.Actor;
using Akka.Persistence.Serialization;
using System.Collections.Immutable;

namespace Akka.Persistence;

/// <summary>Events of one actor that are stored all together or not at all.</summary>
public sealed class AtomicWrite : IPersistentEnvelope, IMessage
{
    /// <summary>A write of one event.</summary>
    public AtomicWrite(IPersistentRepresentation @event) : this(ImmutableArray.Create(@event)) { }

    /// <summary>A write of several events.</summary>
    /// <exception cref="ArgumentException">There is none, or they are not of one actor.</exception>
    public AtomicWrite(IImmutableList<IPersistentRepresentation> payload)
    {
        if (payload is null || payload.Count == 0)
            throw new ArgumentException("An atomic write needs at least one event.", nameof(payload));
        var first = payload[0];
        if (payload.Count > 1 && payload.Any(p => p.PersistenceId != first.PersistenceId))
            throw new ArgumentException($"An atomic write is for one persistence id, not for: {string.Join(", ", payload.Select(p => p.PersistenceId).Distinct())}.", nameof(payload));
        Payload = payload;
        PersistenceId = first.PersistenceId;
        Sender = first.Sender;
        Size = payload.Count;
        LowestSequenceNr = first.SequenceNr;
        HighestSequenceNr = payload[^1].SequenceNr;
    }

    /// <summary>The events: an immutable list of <see cref="IPersistentRepresentation"/>.</summary>
    public object Payload { get; }

    /// <summary>Who sent the command that led to them.</summary>
    public IActorRef Sender { get; }

    /// <summary>How many they are.</summary>
    public int Size { get; }

    /// <summary>Whose events.</summary>
    public string PersistenceId { get; }

    /// <summary>The first one's sequence number.</summary>
    public long LowestSequenceNr { get; }

    /// <summary>The last one's sequence number.</summary>
    public long HighestSequenceNr { get; }

    internal IImmutableList<IPersistentRepresentation> Events => (IImmutableList<IPersistentRepresentation>)Payload;

    /// <summary>Whether both are writes of equal events.</summary>
    public bool Equals(AtomicWrite other) => other is not null && Events.SequenceEqual(other.Events);

    /// <inheritdoc />
    public override bool Equals(object obj) => Equals(obj as AtomicWrite);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(PersistenceId, LowestSequenceNr, HighestSequenceNr);

    /// <inheritdoc />
    public override string ToString() => $"AtomicWrite<PersistenceId: {PersistenceId}, SequenceNr: {LowestSequenceNr} to {HighestSequenceNr}>";
}
