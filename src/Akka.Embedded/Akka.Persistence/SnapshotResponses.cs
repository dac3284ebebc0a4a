namespace Akka.Persistence;

/// <summary>The snapshot, or that there is none.</summary>
public sealed class LoadSnapshotResult : ISnapshotResponse, IEquatable<LoadSnapshotResult>
{
    /// <summary>Makes the message.</summary>
    public LoadSnapshotResult(SelectedSnapshot snapshot, long toSequenceNr)
    {
        Snapshot = snapshot;
        ToSequenceNr = toSequenceNr;
    }

    /// <summary>The snapshot; null for none.</summary>
    public SelectedSnapshot Snapshot { get; }

    /// <summary>The last sequence number, inclusive.</summary>
    public long ToSequenceNr { get; }

    /// <inheritdoc />
    public bool Equals(LoadSnapshotResult other) => other is not null && Equals(Snapshot, other.Snapshot) && ToSequenceNr == other.ToSequenceNr;

    /// <inheritdoc />
    public override bool Equals(object obj) => Equals(obj as LoadSnapshotResult);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Snapshot, ToSequenceNr);

    /// <inheritdoc />
    public override string ToString() => $"LoadSnapshotResult<Snapshot: {Snapshot}, ToSequenceNr: {ToSequenceNr}>";
}

/// <summary>Whether there is a snapshot could not be found out.</summary>
public sealed class LoadSnapshotFailed : ISnapshotResponse
{
    /// <summary>Makes the message.</summary>
    public LoadSnapshotFailed(Exception cause) => Cause = cause;

    /// <summary>Why.</summary>
    public Exception Cause { get; }

    /// <inheritdoc />
    public override bool Equals(object obj) => obj is LoadSnapshotFailed other && Equals(Cause, other.Cause);

    /// <inheritdoc />
    public override int GetHashCode() => Cause?.GetHashCode() ?? 0;

    /// <inheritdoc />
    public override string ToString() => $"LoadSnapshotFailed<Cause: {Cause}>";
}

/// <summary>The snapshot is kept.</summary>
public sealed class SaveSnapshotSuccess : ISnapshotResponse, IEquatable<SaveSnapshotSuccess>
{
    /// <summary>Makes the message.</summary>
    public SaveSnapshotSuccess(SnapshotMetadata metadata) => Metadata = metadata;

    /// <summary>Which snapshot.</summary>
    public SnapshotMetadata Metadata { get; }

    /// <inheritdoc />
    public bool Equals(SaveSnapshotSuccess other) => other is not null && Equals(Metadata, other.Metadata);

    /// <inheritdoc />
    public override bool Equals(object obj) => Equals(obj as SaveSnapshotSuccess);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Metadata);

    /// <inheritdoc />
    public override string ToString() => $"SaveSnapshotSuccess<Metadata: {Metadata}>";
}

/// <summary>The snapshot could not be kept.</summary>
public sealed class SaveSnapshotFailure : ISnapshotResponse, IEquatable<SaveSnapshotFailure>
{
    /// <summary>Makes the message.</summary>
    public SaveSnapshotFailure(SnapshotMetadata metadata, Exception cause)
    {
        Metadata = metadata;
        Cause = cause;
    }

    /// <summary>Which snapshot.</summary>
    public SnapshotMetadata Metadata { get; }

    /// <summary>Why.</summary>
    public Exception Cause { get; }

    /// <inheritdoc />
    public bool Equals(SaveSnapshotFailure other) => other is not null && Equals(Metadata, other.Metadata) && Equals(Cause, other.Cause);

    /// <inheritdoc />
    public override bool Equals(object obj) => Equals(obj as SaveSnapshotFailure);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Metadata, Cause);

    /// <inheritdoc />
    public override string ToString() => $"SaveSnapshotFailure<Metadata: {Metadata}, Cause: {Cause}>";
}

/// <summary>The snapshot is deleted, or was not there.</summary>
public sealed class DeleteSnapshotSuccess : ISnapshotResponse, IEquatable<DeleteSnapshotSuccess>
{
    /// <summary>Makes the message.</summary>
    public DeleteSnapshotSuccess(SnapshotMetadata metadata) => Metadata = metadata;

    /// <summary>Which snapshot.</summary>
    public SnapshotMetadata Metadata { get; }

    /// <inheritdoc />
    public bool Equals(DeleteSnapshotSuccess other) => other is not null && Equals(Metadata, other.Metadata);

    /// <inheritdoc />
    public override bool Equals(object obj) => Equals(obj as DeleteSnapshotSuccess);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Metadata);

    /// <inheritdoc />
    public override string ToString() => $"DeleteSnapshotSuccess<Metadata: {Metadata}>";
}

/// <summary>The snapshot could not be deleted.</summary>
public sealed class DeleteSnapshotFailure : ISnapshotResponse, IEquatable<DeleteSnapshotFailure>
{
    /// <summary>Makes the message.</summary>
    public DeleteSnapshotFailure(SnapshotMetadata metadata, Exception cause)
    {
        Metadata = metadata;
        Cause = cause;
    }

    /// <summary>Which snapshot.</summary>
    public SnapshotMetadata Metadata { get; }

    /// <summary>Why.</summary>
    public Exception Cause { get; }

    /// <inheritdoc />
    public bool Equals(DeleteSnapshotFailure other) => other is not null && Equals(Metadata, other.Metadata) && Equals(Cause, other.Cause);

    /// <inheritdoc />
    public override bool Equals(object obj) => Equals(obj as DeleteSnapshotFailure);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Metadata, Cause);

    /// <inheritdoc />
    public override string ToString() => $"DeleteSnapshotFailure<Metadata: {Metadata}, Cause: {Cause}>";
}

/// <summary>The snapshots are deleted.</summary>
public sealed class DeleteSnapshotsSuccess : ISnapshotResponse, IEquatable<DeleteSnapshotsSuccess>
{
    /// <summary>Makes the message.</summary>
    public DeleteSnapshotsSuccess(SnapshotSelectionCriteria criteria) => Criteria = criteria;

    /// <summary>Which snapshots.</summary>
    public SnapshotSelectionCriteria Criteria { get; }

    /// <inheritdoc />
    public bool Equals(DeleteSnapshotsSuccess other) => other is not null && Equals(Criteria, other.Criteria);

    /// <inheritdoc />
    public override bool Equals(object obj) => Equals(obj as DeleteSnapshotsSuccess);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Criteria);

    /// <inheritdoc />
    public override string ToString() => $"DeleteSnapshotsSuccess<Criteria: {Criteria}>";
}

/// <summary>The snapshots could not be deleted.</summary>
public sealed class DeleteSnapshotsFailure : ISnapshotResponse, IEquatable<DeleteSnapshotsFailure>
{
    /// <summary>Makes the message.</summary>
    public DeleteSnapshotsFailure(SnapshotSelectionCriteria criteria, Exception cause)
    {
        Criteria = criteria;
        Cause = cause;
    }

    /// <summary>Which snapshots.</summary>
    public SnapshotSelectionCriteria Criteria { get; }

    /// <summary>Why.</summary>
    public Exception Cause { get; }

    /// <inheritdoc />
    public bool Equals(DeleteSnapshotsFailure other) => other is not null && Equals(Criteria, other.Criteria) && Equals(Cause, other.Cause);

    /// <inheritdoc />
    public override bool Equals(object obj) => Equals(obj as DeleteSnapshotsFailure);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Criteria, Cause);

    /// <inheritdoc />
    public override string ToString() => $"DeleteSnapshotsFailure<Criteria: {Criteria}, Cause: {Cause}>";
}
