namespace Akka.Persistence;

/// <summary>Which snapshot: whose, of which sequence number, and when.</summary>
public sealed class SnapshotMetadata : IEquatable<SnapshotMetadata>
{
    /// <summary>A snapshot that is not kept yet.</summary>
    public SnapshotMetadata(string persistenceId, long sequenceNr) : this(persistenceId, sequenceNr, DateTime.MinValue) { }

    /// <summary>A kept snapshot.</summary>
    public SnapshotMetadata(string persistenceId, long sequenceNr, DateTime timestamp)
    {
        PersistenceId = persistenceId;
        SequenceNr = sequenceNr;
        Timestamp = timestamp;
    }

    /// <summary>Orders by persistence id, then by sequence number, then by time.</summary>
    public static IComparer<SnapshotMetadata> Comparer { get; } = Comparer<SnapshotMetadata>.Create((x, y) =>
        string.CompareOrdinal(x?.PersistenceId, y?.PersistenceId) is not 0 and var byId ? byId
        : (x?.SequenceNr ?? -1).CompareTo(y?.SequenceNr ?? -1) is not 0 and var byNumber ? byNumber
        : (x?.Timestamp ?? default).CompareTo(y?.Timestamp ?? default));

    /// <summary>Whose state.</summary>
    public string PersistenceId { get; }

    /// <summary>The last event that is in it.</summary>
    public long SequenceNr { get; }

    /// <summary>When it was kept (UTC); the least time when it is not yet.</summary>
    public DateTime Timestamp { get; }

    /// <inheritdoc />
    public bool Equals(SnapshotMetadata other) => other is not null
        && PersistenceId == other.PersistenceId && SequenceNr == other.SequenceNr && Timestamp == other.Timestamp;

    /// <inheritdoc />
    public override bool Equals(object obj) => Equals(obj as SnapshotMetadata);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(PersistenceId, SequenceNr, Timestamp);

    /// <inheritdoc />
    public override string ToString() => $"SnapshotMetadata<PersistenceId: {PersistenceId}, SequenceNr: {SequenceNr}, Timestamp: {Timestamp:yyyy/MM/dd}>";
}
