namespace Akka.Persistence;

/// <summary>Asks a snapshot store for the newest snapshot that fits.</summary>
public sealed class LoadSnapshot : ISnapshotRequest, IEquatable<LoadSnapshot>
{
    /// <summary>Makes the message.</summary>
    public LoadSnapshot(string persistenceId, SnapshotSelectionCriteria criteria, long toSequenceNr)
    {
        PersistenceId = persistenceId;
        Criteria = criteria;
        ToSequenceNr = toSequenceNr;
    }

    /// <summary>Whose events.</summary>
    public string PersistenceId { get; }

    /// <summary>Which snapshots.</summary>
    public SnapshotSelectionCriteria Criteria { get; }

    /// <summary>The last sequence number, inclusive.</summary>
    public long ToSequenceNr { get; }

    /// <inheritdoc />
    public bool Equals(LoadSnapshot other) => other is not null && Equals(PersistenceId, other.PersistenceId) && Equals(Criteria, other.Criteria) && ToSequenceNr == other.ToSequenceNr;

    /// <inheritdoc />
    public override bool Equals(object obj) => Equals(obj as LoadSnapshot);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(PersistenceId, Criteria, ToSequenceNr);

    /// <inheritdoc />
    public override string ToString() => $"LoadSnapshot<PersistenceId: {PersistenceId}, Criteria: {Criteria}, ToSequenceNr: {ToSequenceNr}>";
}

/// <summary>Asks a snapshot store to keep a snapshot.</summary>
public sealed class SaveSnapshot : ISnapshotRequest, IEquatable<SaveSnapshot>
{
    /// <summary>Makes the message.</summary>
    public SaveSnapshot(SnapshotMetadata metadata, object snapshot)
    {
        Metadata = metadata;
        Snapshot = snapshot;
    }

    /// <summary>Which snapshot.</summary>
    public SnapshotMetadata Metadata { get; }

    /// <summary>The state.</summary>
    public object Snapshot { get; }

    /// <inheritdoc />
    public bool Equals(SaveSnapshot other) => other is not null && Equals(Metadata, other.Metadata) && Equals(Snapshot, other.Snapshot);

    /// <inheritdoc />
    public override bool Equals(object obj) => Equals(obj as SaveSnapshot);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Metadata, Snapshot);

    /// <inheritdoc />
    public override string ToString() => $"SaveSnapshot<Metadata: {Metadata}, Snapshot: {Snapshot}>";
}

/// <summary>Asks a snapshot store to delete one snapshot.</summary>
public sealed class DeleteSnapshot : ISnapshotRequest, IEquatable<DeleteSnapshot>
{
    /// <summary>Makes the message.</summary>
    public DeleteSnapshot(SnapshotMetadata metadata) => Metadata = metadata;

    /// <summary>Which snapshot.</summary>
    public SnapshotMetadata Metadata { get; }

    /// <inheritdoc />
    public bool Equals(DeleteSnapshot other) => other is not null && Equals(Metadata, other.Metadata);

    /// <inheritdoc />
    public override bool Equals(object obj) => Equals(obj as DeleteSnapshot);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Metadata);

    /// <inheritdoc />
    public override string ToString() => $"DeleteSnapshot<Metadata: {Metadata}>";
}

/// <summary>Asks a snapshot store to delete all snapshots that fit.</summary>
public sealed class DeleteSnapshots : ISnapshotRequest, IEquatable<DeleteSnapshots>
{
    /// <summary>Makes the message.</summary>
    public DeleteSnapshots(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        PersistenceId = persistenceId;
        Criteria = criteria;
    }

    /// <summary>Whose events.</summary>
    public string PersistenceId { get; }

    /// <summary>Which snapshots.</summary>
    public SnapshotSelectionCriteria Criteria { get; }

    /// <inheritdoc />
    public bool Equals(DeleteSnapshots other) => other is not null && Equals(PersistenceId, other.PersistenceId) && Equals(Criteria, other.Criteria);

    /// <inheritdoc />
    public override bool Equals(object obj) => Equals(obj as DeleteSnapshots);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(PersistenceId, Criteria);

    /// <inheritdoc />
    public override string ToString() => $"DeleteSnapshots<PersistenceId: {PersistenceId}, Criteria: {Criteria}>";
}
