namespace Akka.Persistence;

/// <summary>What a persistent actor recovers from: a snapshot, then events up to a number.</summary>
public sealed class Recovery
{
    /// <summary>The newest snapshot and all events after it.</summary>
    public Recovery() : this(SnapshotSelectionCriteria.Latest) { }

    /// <summary>The newest snapshot that fits and all events after it.</summary>
    public Recovery(SnapshotSelectionCriteria fromSnapshot) : this(fromSnapshot, long.MaxValue) { }

    /// <summary>The newest snapshot that fits and the events up to a number.</summary>
    public Recovery(SnapshotSelectionCriteria fromSnapshot, long toSequenceNr) : this(fromSnapshot, toSequenceNr, long.MaxValue) { }

    /// <summary>The newest snapshot that fits and the events up to a number, at most so many.</summary>
    public Recovery(SnapshotSelectionCriteria fromSnapshot = null, long toSequenceNr = long.MaxValue, long replayMax = long.MaxValue)
    {
        FromSnapshot = fromSnapshot ?? SnapshotSelectionCriteria.Latest;
        ToSequenceNr = toSequenceNr;
        ReplayMax = replayMax;
    }

    /// <summary>The newest snapshot and all events after it.</summary>
    public static Recovery Default { get; } = new(SnapshotSelectionCriteria.Latest);

    /// <summary>Nothing: only the highest sequence number is read, so that new events get the right ones.</summary>
    public static Recovery None { get; } = new(SnapshotSelectionCriteria.None, 0L);

    /// <summary>Which snapshots may be used.</summary>
    public SnapshotSelectionCriteria FromSnapshot { get; }

    /// <summary>The last event's sequence number, inclusive.</summary>
    public long ToSequenceNr { get; }

    /// <summary>At most so many events.</summary>
    public long ReplayMax { get; }
}

/// <summary>The last message of a recovery.</summary>
public sealed class RecoveryCompleted
{
    /// <summary>The only one there is.</summary>
    public static readonly RecoveryCompleted Instance = new();

    private RecoveryCompleted() { }

    /// <inheritdoc />
    public override bool Equals(object obj) => obj is RecoveryCompleted;

    /// <inheritdoc />
    public override int GetHashCode() => nameof(RecoveryCompleted).GetHashCode(StringComparison.Ordinal);
}
