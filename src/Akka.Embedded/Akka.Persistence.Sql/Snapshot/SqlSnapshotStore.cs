using Akka.Configuration;
using Akka.Event;
using Akka.Persistence.Snapshot;
using Akka.Persistence.Sql.Sqlite;
using Settings = Akka.Configuration.Config;

namespace Akka.Persistence.Sql.Snapshot;

/// <summary>Keeps snapshots in SQLite, in the table of Akka.Persistence.Sql.</summary>
public class SqlSnapshotStore : SnapshotStore
{
    private readonly SqlitePlugin _plugin;

    /// <summary>A store with the settings of its section; missing ones are those of <c>akka.persistence.snapshot-store.sql</c>.</summary>
    /// <exception cref="ConfigurationException">No connection string, or another database than SQLite.</exception>
    public SqlSnapshotStore(Settings snapshotConfig) =>
        _plugin = new SqlitePlugin(Context, Context.GetLogger(), snapshotConfig, "akka.persistence.snapshot-store.sql");

    /// <inheritdoc />
    protected override async Task<SelectedSnapshot> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        var row = await _plugin.Database.ReadAsync(session => session.NewestSnapshot(persistenceId, criteria)).ConfigureAwait(false);
        return row is null ? null! : new SelectedSnapshot(
            new SnapshotMetadata(row.PersistenceId, row.SequenceNr, new DateTime(row.Created, DateTimeKind.Utc)),
            _plugin.Deserialize(row.Snapshot, row.Manifest, row.SerializerId));
    }

    /// <inheritdoc />
    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot)
    {
        var (bytes, manifest, serializerId) = _plugin.Serialize(snapshot);
        var row = new SnapshotRow(metadata.PersistenceId, metadata.SequenceNr, metadata.Timestamp.Ticks, bytes, manifest, serializerId);
        return _plugin.Database.WriteAsync(session => session.Save(row));
    }

    /// <inheritdoc />
    protected override Task DeleteAsync(SnapshotMetadata metadata)
    {
        var hasTime = metadata.Timestamp != DateTime.MinValue && metadata.Timestamp != DateTime.MaxValue;
        var exactly = hasTime
            ? new SnapshotSelectionCriteria(metadata.SequenceNr, metadata.Timestamp, metadata.SequenceNr, metadata.Timestamp)
            : new SnapshotSelectionCriteria(metadata.SequenceNr, DateTime.MaxValue, metadata.SequenceNr);
        return DeleteAsync(metadata.PersistenceId, exactly);
    }

    /// <inheritdoc />
    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria) =>
        _plugin.Database.WriteAsync(session => session.DeleteSnapshots(persistenceId, criteria));

    /// <inheritdoc />
    protected override void PostStop()
    {
        _plugin.Close();
        base.PostStop();
    }
}
