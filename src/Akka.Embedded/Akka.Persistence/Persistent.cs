using Akka.Actor;

namespace Akka.Persistence;

/// <summary>One event as a journal sees it.</summary>
public class Persistent : IPersistentRepresentation, IEquatable<IPersistentRepresentation>
{
    /// <summary>An event with its circumstances.</summary>
    public Persistent(object payload, long sequenceNr = 0L, string persistenceId = null, string manifest = null, bool isDeleted = false,
        IActorRef sender = null, string writerGuid = null, long timestamp = 0L)
    {
        Payload = payload;
        SequenceNr = sequenceNr;
        PersistenceId = persistenceId ?? Undefined;
        Manifest = manifest ?? Undefined;
        IsDeleted = isDeleted;
        Sender = sender;
        WriterGuid = writerGuid ?? Undefined;
        Timestamp = timestamp;
    }

    /// <summary>The empty text, where there is nothing to say.</summary>
    public static string Undefined { get; } = "";

    /// <inheritdoc />
    public object Payload { get; }

    /// <inheritdoc />
    public string Manifest { get; }

    /// <inheritdoc />
    public string PersistenceId { get; }

    /// <inheritdoc />
    public long SequenceNr { get; }

    /// <inheritdoc />
    public string WriterGuid { get; }

    /// <inheritdoc />
    public bool IsDeleted { get; }

    /// <inheritdoc />
    public IActorRef Sender { get; }

    /// <inheritdoc />
    public long Timestamp { get; }

    /// <inheritdoc />
    public IPersistentRepresentation WithPayload(object payload) => new Persistent(payload, SequenceNr, PersistenceId, Manifest, IsDeleted, Sender, WriterGuid, Timestamp);

    /// <inheritdoc />
    public IPersistentRepresentation WithManifest(string manifest) =>
        manifest == Manifest ? this : new Persistent(Payload, SequenceNr, PersistenceId, manifest, IsDeleted, Sender, WriterGuid, Timestamp);

    /// <inheritdoc />
    public IPersistentRepresentation WithTimestamp(long newTimestamp) =>
        newTimestamp == Timestamp ? this : new Persistent(Payload, SequenceNr, PersistenceId, Manifest, IsDeleted, Sender, WriterGuid, newTimestamp);

    /// <inheritdoc />
    public IPersistentRepresentation Update(long sequenceNr, string persistenceId, bool isDeleted, IActorRef sender, string writerGuid) =>
        new Persistent(Payload, sequenceNr, persistenceId, Manifest, isDeleted, sender, writerGuid, Timestamp);

    /// <inheritdoc />
    public bool Equals(IPersistentRepresentation other) => other is not null && Equals(Payload, other.Payload) && SequenceNr == other.SequenceNr
        && PersistenceId == other.PersistenceId && Manifest == other.Manifest && IsDeleted == other.IsDeleted
        && Equals(Sender, other.Sender) && WriterGuid == other.WriterGuid;

    /// <inheritdoc cref="Equals(IPersistentRepresentation)" />
    public bool Equals(Persistent other) => Equals((IPersistentRepresentation)other);

    /// <inheritdoc />
    public override bool Equals(object obj) => Equals(obj as IPersistentRepresentation);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Payload, SequenceNr, PersistenceId, Manifest, IsDeleted, Sender, WriterGuid);

    /// <inheritdoc />
    public override string ToString() =>
        $"Persistent<PersistenceId: {PersistenceId}, SequenceNr: {SequenceNr}, Payload: {Payload}, WriterGuid: {WriterGuid}, IsDeleted: {IsDeleted}, Manifest: {Manifest}, Sender: {Sender}>";
}
