using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Akka.Persistence.Sql.Sqlite;

/// <summary>One connection with its prepared statements. Used by one thread at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    public SqliteSession(SqliteConnection connection) => _connection = connection;

    public void Insert(in JournalRow row)
    {
        Statement("INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid) VALUES (?1, 0, ?2, ?3, ?4, ?5, ?6, ?7)")
            .Bind(1, row.Created).Bind(2, row.PersistenceId).Bind(3, row.SequenceNr).Bind(4, row.Message)
            .Bind(5, row.Manifest).Bind(6, row.SerializerId).Bind(7, row.Writer).Execute();
        if (row.Tags.Count == 0)
            return;
        var ordering = raw.sqlite3_last_insert_rowid(_connection.Handle!);
        foreach (var tag in row.Tags)
            Statement("INSERT INTO tags (ordering_id, tag, sequence_nr, persistence_id) VALUES (?1, ?2, ?3, ?4)")
                .Bind(1, ordering).Bind(2, tag).Bind(3, row.SequenceNr).Bind(4, row.PersistenceId).Execute();
    }

    /// <summary>The highest of the deleted rows stays as a marker, so that its number is never given again.</summary>
    public void DeleteTo(string persistenceId, long toSequenceNr)
    {
        Statement("UPDATE journal SET deleted = 1 WHERE persistence_id = ?1 AND sequence_number <= ?2 AND deleted = 0").Bind(1, persistenceId).Bind(2, toSequenceNr).Execute();
        const string Obsolete = "persistence_id = ?1 AND sequence_number < (SELECT max(sequence_number) FROM journal WHERE persistence_id = ?1 AND deleted = 1)";
        Statement($"DELETE FROM tags WHERE ordering_id IN (SELECT ordering FROM journal WHERE {Obsolete})").Bind(1, persistenceId).Execute();
        Statement($"DELETE FROM journal WHERE {Obsolete}").Bind(1, persistenceId).Execute();
    }

    public long HighestSequenceNr(string persistenceId)
    {
        var statement = Statement("SELECT max(sequence_number) FROM journal WHERE persistence_id = ?1").Bind(1, persistenceId);
        try
        {
            return statement.Step() ? statement.Int64(0) : 0L;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>Reads rows in order, each handed over before the next is read.</summary>
    public void Read(string persistenceId, long fromSequenceNr, long toSequenceNr, long max, Action<JournalRow> take)
    {
        var statement = Statement("SELECT sequence_number, created, message, manifest, identifier, writer_uuid FROM journal WHERE persistence_id = ?1 AND sequence_number BETWEEN ?2 AND ?3 AND deleted = 0 ORDER BY sequence_number LIMIT ?4")
            .Bind(1, persistenceId).Bind(2, fromSequenceNr).Bind(3, toSequenceNr).Bind(4, max);
        try
        {
            while (statement.Step())
                take(new JournalRow(persistenceId, statement.Int64(0), statement.Int64(1), statement.Blob(2), statement.Text(3), (int)statement.Int64(4), statement.Text(5), []));
        }
        finally
        {
            statement.Reset();
        }
    }

    public void Save(SnapshotRow row) =>
        Statement("INSERT OR REPLACE INTO snapshot (persistence_id, sequence_number, created, snapshot, manifest, serializer_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
            .Bind(1, row.PersistenceId).Bind(2, row.SequenceNr).Bind(3, row.Created).Bind(4, row.Snapshot).Bind(5, row.Manifest).Bind(6, row.SerializerId).Execute();

    public SnapshotRow? NewestSnapshot(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        var statement = Matching("SELECT sequence_number, created, snapshot, manifest, serializer_id FROM snapshot WHERE {0} ORDER BY sequence_number DESC LIMIT 1", persistenceId, criteria);
        try
        {
            return statement.Step()
                ? new SnapshotRow(persistenceId, statement.Int64(0), statement.Int64(1), statement.Blob(2), statement.Text(3), (int)statement.Int64(4))
                : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    public void DeleteSnapshots(string persistenceId, SnapshotSelectionCriteria criteria) => Matching("DELETE FROM snapshot WHERE {0}", persistenceId, criteria).Execute();

    public void Run(string sql) => Statement(sql).Execute();

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _connection.Dispose();
    }

    private SqliteStatement Matching(string sql, string persistenceId, SnapshotSelectionCriteria criteria) =>
        Statement(sql.Replace("{0}", "persistence_id = ?1 AND sequence_number BETWEEN ?2 AND ?3 AND created BETWEEN ?4 AND ?5", StringComparison.Ordinal))
            .Bind(1, persistenceId).Bind(2, criteria.MinSequenceNr).Bind(3, criteria.MaxSequenceNr)
            .Bind(4, criteria.MinTimestamp.GetValueOrDefault().Ticks).Bind(5, criteria.MaxTimeStamp.Ticks);

    private SqliteStatement Statement(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
            _statements[sql] = statement = new SqliteStatement(_connection, sql);
        return statement;
    }
}
