using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Sql.Sqlite;

/// <summary>The tables: those of Akka.Persistence.Sql, so that either engine opens the other's file.</summary>
internal static class SqliteSchema
{
    /// <summary>Files of Akka.Persistence.Sql itself have 0; ours 1, with the same tables.</summary>
    public const int Version = 1;

    /// <summary>The tables' names.</summary>
    public static readonly IReadOnlyList<string> TableNames = ["journal", "tags", "snapshot"];

    private const string Tables = """
        CREATE TABLE [journal] (
          [ordering] INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
          [created] BigInt NOT NULL,
          [deleted] Bit NOT NULL,
          [persistence_id] NVarChar(255) NOT NULL,
          [sequence_number] BigInt NOT NULL,
          [message] VarBinary NOT NULL,
          [manifest] NVarChar(500) NULL,
          [identifier] INTEGER NULL,
          [writer_uuid] NVarChar(128) NULL);
        CREATE UNIQUE INDEX journal_uq ON journal (persistence_id, sequence_number);
        CREATE INDEX journal_created_idx ON journal (created);
        CREATE INDEX journal_sequence_number_idx ON journal (sequence_number);
        CREATE TABLE [tags] (
          [ordering_id] INTEGER NOT NULL,
          [tag] NVarChar(64) NOT NULL,
          [sequence_nr] INTEGER NOT NULL,
          [persistence_id] NVarChar(255) NOT NULL,
          CONSTRAINT [PK_tags] PRIMARY KEY ([ordering_id], [tag]));
        CREATE INDEX tags_persistence_id_sequence_nr_idx ON tags (persistence_id, sequence_nr);
        CREATE INDEX tags_tag_idx ON tags (tag);
        CREATE TABLE [snapshot] (
          [persistence_id] NVarChar(255) NOT NULL,
          [sequence_number] BigInt NOT NULL,
          [created] BigInt NOT NULL,
          [snapshot] VarBinary NULL,
          [manifest] NVarChar(500) NULL,
          [serializer_id] INTEGER NULL,
          CONSTRAINT [PK_snapshot] PRIMARY KEY ([persistence_id], [sequence_number]));
        CREATE INDEX snapshot_sequence_number_idx ON snapshot (sequence_number);
        CREATE INDEX snapshot_created_idx ON snapshot (created);
        """;

    /// <summary>Makes sure that the tables are there and of a version we know.</summary>
    /// <exception cref="InvalidOperationException">The file is newer, or tables are missing and may not be made.</exception>
    public static void Prepare(SqliteConnection connection, bool autoInitialize)
    {
        var version = Number(connection, "PRAGMA user_version");
        if (version > Version)
            throw new InvalidOperationException($"{connection.DataSource} has schema version {version}; this program knows up to {Version}. Use the newer program, or restore an older backup.");
        using var transaction = connection.BeginTransaction();
        var isNew = Number(connection, "SELECT count(*) FROM sqlite_master WHERE name IN ('journal', 'snapshot', 'tags')", transaction) == 0;
        if (isNew && !autoInitialize)
            throw new InvalidOperationException($"{connection.DataSource} has no journal and no snapshot table: set auto-initialize = true, or name the right file.");
        if (isNew)
            Execute(connection, $"{Tables} PRAGMA user_version = {Version}", transaction);
        else
            AddMissing(connection, autoInitialize, transaction);
        transaction.Commit();
    }

    /// <summary>Akka.Persistence.Sql makes each table when its plugin first starts, so a file of it may have only some.</summary>
    private static void AddMissing(SqliteConnection connection, bool autoInitialize, SqliteTransaction transaction)
    {
        var missing = TableNames
            .Where(table => Number(connection, $"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '{table}'", transaction) == 0).ToList();
        if (missing.Count > 0 && !autoInitialize)
            throw new InvalidOperationException($"{connection.DataSource} lacks the tables {string.Join(", ", missing)}: set auto-initialize = true, or name the right file.");
        foreach (var statement in Tables.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(statement => missing.Exists(table => statement.Contains($"TABLE [{table}]", StringComparison.Ordinal) || statement.Contains($" ON {table} ", StringComparison.Ordinal))))
            Execute(connection, statement, transaction);
    }

    public static long Number(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public static void Execute(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }
}
