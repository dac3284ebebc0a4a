using Microsoft.Data.Sqlite;

namespace Orchestrator.Benchmarks.Persistence;

/// <summary>The same rows in the same table without an actor: what the disk and SQLite allow.</summary>
public sealed class BareSqlite : IDisposable
{
    private const string Tables = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        CREATE TABLE journal (ordering INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, created BigInt NOT NULL, deleted Bit NOT NULL,
          persistence_id NVarChar(255) NOT NULL, sequence_number BigInt NOT NULL, message VarBinary NOT NULL, manifest NVarChar(500) NULL,
          identifier INTEGER NULL, writer_uuid NVarChar(128) NULL);
        CREATE UNIQUE INDEX journal_uq ON journal (persistence_id, sequence_number);
        CREATE INDEX journal_created_idx ON journal (created);
        CREATE INDEX journal_sequence_number_idx ON journal (sequence_number);
        """;

    private readonly SqliteConnection _connection;
    private readonly byte[] _message = new byte[150];
    private long _next;

    public BareSqlite(string file)
    {
        _connection = new SqliteConnection($"Data Source={file};Pooling=False");
        _connection.Open();
        using var command = _connection.CreateCommand();
        command.CommandText = Tables;
        command.ExecuteNonQuery();
    }

    /// <summary>Inserts rows, so many in one transaction.</summary>
    public void Insert(int count, int perTransaction)
    {
        using var insert = _connection.CreateCommand();
        insert.CommandText = "INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid) VALUES ($created, 0, $id, $number, $message, '', 1, 'a4f2c9de-0000-0000-0000-000000000000')";
        var created = insert.Parameters.Add("$created", SqliteType.Integer);
        var id = insert.Parameters.Add("$id", SqliteType.Text);
        var number = insert.Parameters.Add("$number", SqliteType.Integer);
        insert.Parameters.Add("$message", SqliteType.Blob).Value = _message;
        for (var done = 0; done < count; done += perTransaction)
        {
            using var transaction = perTransaction > 1 ? _connection.BeginTransaction() : null;
            insert.Transaction = transaction;
            for (var i = 0; i < perTransaction; i++)
            {
                created.Value = _next;
                id.Value = $"bare-{_next % 1000}";
                number.Value = _next++;
                insert.ExecuteNonQuery();
            }
            transaction?.Commit();
        }
    }

    /// <summary>Reads all rows in the order of a replay.</summary>
    public void ReadAll()
    {
        using var select = _connection.CreateCommand();
        select.CommandText = "SELECT persistence_id, sequence_number, created, message, manifest, identifier, writer_uuid FROM journal ORDER BY persistence_id, sequence_number LIMIT 100000";
        using var reader = select.ExecuteReader();
        while (reader.Read())
            _ = reader.GetValues(new object[7]);
    }

    public void Dispose() => _connection.Dispose();
}
