using Microsoft.Data.Sqlite;
using Orchestrator.Runtime.Journal;
using Xunit;

namespace Orchestrator.Runtime.Tests.Journal;

public sealed class DatabaseUpkeepTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("orc-upkeep-").FullName;

    public DatabaseUpkeepTests()
    {
        SQLitePCL.Batteries_V2.Init();
        Execute(Database, """
            PRAGMA journal_mode = WAL;
            CREATE TABLE journal (ordering INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, deleted Bit NOT NULL, persistence_id NVarChar(255) NOT NULL,
                sequence_number BigInt NOT NULL, message VarBinary NOT NULL);
            CREATE UNIQUE INDEX journal_uq ON journal (persistence_id, sequence_number);
            CREATE TABLE tags (ordering_id INTEGER NOT NULL, tag NVarChar(64) NOT NULL);
            CREATE TABLE snapshot (persistence_id NVarChar(255) NOT NULL, sequence_number BigInt NOT NULL);
            PRAGMA user_version = 1;
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
                INSERT INTO journal (deleted, persistence_id, sequence_number, message) SELECT 0, 'agent/a', i, randomblob(300) FROM n;
            """);
    }

    private string Database => Path.Combine(_directory, "orchestrator.db");

    private string Copy => Path.Combine(_directory, "copy.db");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_sound_database_is_counted_and_has_no_problem()
    {
        var report = DatabaseInspection.Run(Database);
        Assert.Empty(report.Problems);
        Assert.Equal((1000L, 0L, 0L), (report.Rows["journal"], report.Rows["tags"], report.Rows["snapshot"]));
        Assert.Equal((1L, 1L), (report.SchemaVersion!.Value, report.PersistenceIds!.Value));
    }

    [Fact]
    public void It_is_looked_through_and_copied_while_another_writes()
    {
        using var writer = new SqliteConnection($"Data Source={Database};Pooling=False");
        writer.Open();
        Execute(writer, "BEGIN IMMEDIATE; INSERT INTO journal (deleted, persistence_id, sequence_number, message) VALUES (0, 'agent/a', 1001, x'00')");

        Assert.Equal(1000, DatabaseInspection.Run(Database).Rows["journal"]);
        DatabaseUpkeep.Backup(Database, Copy);
        Execute(writer, "COMMIT");

        Assert.Equal(1001, DatabaseInspection.Run(Database).Rows["journal"]);
        var copied = DatabaseInspection.Run(Copy);
        Assert.Empty(copied.Problems);
        Assert.Equal((1000L, 1L), (copied.Rows["journal"], copied.SchemaVersion!.Value));
    }

    [Fact]
    public void A_backup_never_overwrites_and_leaves_nothing_half_done()
    {
        File.WriteAllText(Copy, "dear");
        Assert.Throws<IOException>(() => DatabaseUpkeep.Backup(Database, Copy));
        Assert.Equal("dear", File.ReadAllText(Copy));
        Assert.DoesNotContain(Directory.GetFiles(_directory), f => f.Contains("unfinished", StringComparison.Ordinal));
    }

    [Fact]
    public void A_damaged_page_is_found_and_neither_copied_nor_compacted()
    {
        Execute(Database, "PRAGMA wal_checkpoint(TRUNCATE)");
        var bytes = File.ReadAllBytes(Database);
        var leaves = Enumerable.Range(1, (bytes.Length / 4096) - 1).Where(page => bytes[page * 4096] == 13).ToList(); // 13: leaf of a table
        using (var file = File.OpenWrite(Database))
        {
            file.Position = leaves[leaves.Count / 2] * 4096L;
            file.Write(Enumerable.Repeat((byte)0xFF, 4096).ToArray());
        }

        var problem = DatabaseInspection.Run(Database).Problems[0];
        Assert.Contains($"{Database} is damaged", problem.Problem, StringComparison.Ordinal);
        Assert.Contains("backup", problem.Hint, StringComparison.Ordinal);
        Assert.Contains("damaged", Assert.Throws<DatabaseException>(() => DatabaseUpkeep.Backup(Database, Copy)).Message, StringComparison.Ordinal);
        Assert.Contains("damaged", Assert.Throws<DatabaseException>(() => DatabaseUpkeep.Compact(Database)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Copy));
    }

    [Fact]
    public void A_newer_schema_is_named()
    {
        Execute(Database, "PRAGMA user_version = 9");
        var problem = Assert.Single(DatabaseInspection.Run(Database).Problems);
        Assert.Contains("schema version 9", problem.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_events_are_named_unless_a_snapshot_or_a_deletion_covers_them()
    {
        Execute(Database, """
            DELETE FROM journal WHERE sequence_number BETWEEN 500 AND 502;
            INSERT INTO journal (deleted, persistence_id, sequence_number, message) VALUES
                (0, 'covered', 8, x'00'), (1, 'deleted', 5, x'00'), (0, 'deleted', 6, x'00'), (0, 'late', 2, x'00');
            INSERT INTO snapshot VALUES ('covered', 7);
            """);
        Assert.Equal(
            ["Events 500 to 502 of agent/a are missing", "Events 1 to 1 of late are missing"],
            DatabaseInspection.Run(Database).Problems.Select(p => p.Problem.Split(':')[0]));
    }

    [Fact]
    public void Compacting_gives_room_back_and_needs_to_be_alone()
    {
        Execute(Database, "DELETE FROM journal WHERE sequence_number > 10");
        using (var reader = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            reader.Open();
            Execute(reader, "BEGIN; SELECT COUNT(*) FROM journal");
            Execute(Database, "DELETE FROM journal WHERE sequence_number > 9");
            Assert.Contains("Another program", Assert.Throws<DatabaseException>(() => DatabaseUpkeep.Compact(Database)).Message, StringComparison.Ordinal);
        }
        var (before, after) = DatabaseUpkeep.Compact(Database);
        Assert.True(after < before / 4, $"{before} to {after}");
        Assert.Equal(9, DatabaseInspection.Run(Database).Rows["journal"]);
    }

    [Fact]
    public void A_new_file_gets_a_write_ahead_log_but_never_stands_in_the_way_of_a_salvaged_one()
    {
        WriteAheadLog.Use(Copy);
        using (var connection = new SqliteConnection($"Data Source={Copy};Pooling=False"))
        {
            connection.Open();
            using var mode = connection.CreateCommand();
            mode.CommandText = "PRAGMA journal_mode";
            Assert.Equal("wal", mode.ExecuteScalar());
        }

        var cutOff = Path.Combine(_directory, "cut-off.db");
        File.WriteAllText(cutOff + ".salvaged", "");
        WriteAheadLog.Use(cutOff);
        Assert.False(File.Exists(cutOff));
    }

    private static void Execute(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        Execute(connection, sql);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the statements above
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
