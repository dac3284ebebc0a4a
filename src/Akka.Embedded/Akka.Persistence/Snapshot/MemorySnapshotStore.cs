namespace Akka.Persistence.Snapshot;

/// <summary>Keeps snapshots in memory, for tests: they are gone when the system stops.</summary>
public class MemorySnapshotStore : SnapshotStore
{
    private readonly List<SnapshotEntry> _snapshots = [];

    /// <summary>The snapshots.</summary>
    protected virtual List<SnapshotEntry> Snapshots => _snapshots;

    /// <inheritdoc />
    protected override Task<SelectedSnapshot> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        lock (Snapshots)
            return Task.FromResult(Snapshots.Where(entry => Fits(entry, persistenceId, criteria)).MaxBy(entry => entry.SequenceNr) is { } newest
                ? new SelectedSnapshot(Metadata(newest), newest.Snapshot)
                : null);
    }

    /// <inheritdoc />
    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot)
    {
        var id = $"{metadata.PersistenceId}_{metadata.SequenceNr}";
        lock (Snapshots)
        {
            Snapshots.RemoveAll(entry => entry.Id == id);
            Snapshots.Add(new SnapshotEntry
            {
                Id = id,
                PersistenceId = metadata.PersistenceId,
                SequenceNr = metadata.SequenceNr,
                Timestamp = metadata.Timestamp.Ticks,
                Snapshot = snapshot,
            });
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override Task DeleteAsync(SnapshotMetadata metadata)
    {
        lock (Snapshots)
            Snapshots.RemoveAll(entry => entry.PersistenceId == metadata.PersistenceId
                && (metadata.SequenceNr is <= 0 or long.MaxValue || entry.SequenceNr == metadata.SequenceNr)
                && (metadata.Timestamp == DateTime.MinValue || metadata.Timestamp == DateTime.MaxValue || entry.Timestamp == metadata.Timestamp.Ticks));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        lock (Snapshots)
            Snapshots.RemoveAll(entry => Fits(entry, persistenceId, criteria));
        return Task.CompletedTask;
    }

    private static bool Fits(SnapshotEntry entry, string persistenceId, SnapshotSelectionCriteria criteria) =>
        entry.PersistenceId == persistenceId && criteria.IsMatch(Metadata(entry));

    private static SnapshotMetadata Metadata(SnapshotEntry entry) => new(entry.PersistenceId, entry.SequenceNr, new DateTime(entry.Timestamp, DateTimeKind.Utc));
}

/// <summary>One snapshot in memory.</summary>
public class SnapshotEntry
{
    /// <summary>Persistence id and sequence number.</summary>
    public string Id { get; set; }

    /// <summary>Whose state.</summary>
    public string PersistenceId { get; set; }

    /// <summary>The last event in it.</summary>
    public long SequenceNr { get; set; }

    /// <summary>When it was kept, in ticks (UTC).</summary>
    public long Timestamp { get; set; }

    /// <summary>The state.</summary>
    public object Snapshot { get; set; }
}
