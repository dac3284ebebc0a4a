namespace Akka.Persistence.Snapshot;

/// <summary>Stands in while no snapshot store is configured: finds nothing, and refuses to save and delete.</summary>
public sealed class NoSnapshotStore : SnapshotStore
{
    /// <inheritdoc />
    protected override Task<SelectedSnapshot> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria) => Task.FromResult<SelectedSnapshot>(null);

    /// <inheritdoc />
    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot) => Refuse();

    /// <inheritdoc />
    protected override Task DeleteAsync(SnapshotMetadata metadata) => Refuse();

    /// <inheritdoc />
    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria) => Refuse();

    private static Task Refuse() => Task.FromException(new NoSnapshotStoreException("No snapshot store configured: set akka.persistence.snapshot-store.plugin."));

    /// <summary>A snapshot was to be kept or deleted, and there is no store.</summary>
    public class NoSnapshotStoreException : Exception
    {
        /// <summary>An exception without a message.</summary>
        public NoSnapshotStoreException() { }

        /// <summary>An exception with a message.</summary>
        public NoSnapshotStoreException(string message) : base(message) { }

        /// <summary>An exception with a message and its cause.</summary>
        public NoSnapshotStoreException(string message, Exception innerException) : base(message, innerException) { }
    }
}
