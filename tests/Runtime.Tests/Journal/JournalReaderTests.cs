using Microsoft.Data.Sqlite;
using Orchestrator.Runtime.Journal;
using System.Text;
using Xunit;

namespace Orchestrator.Runtime.Tests.Journal;

public sealed class JournalReaderTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private readonly string _directory = Directory.CreateTempSubdirectory("orc-journal-").FullName;

    private string Database => Path.Combine(_directory, "orchestrator.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void Events_after_a_place_come_in_the_order_in_which_they_were_stored()
    {
        Write(("agent/shop:a", 1, "x.v1", 0), ("agent/shop:b", 1, "y.v1", 1), ("agent/shop:a", 2, "x.v1", 2));
        var reader = new JournalReader(Database);

        Assert.Equal(["agent/shop:a 1", "agent/shop:b 1", "agent/shop:a 2"], reader.ReadAfter(0, 10).Select(r => $"{r.PersistenceId} {r.SequenceNr}"));
        Assert.Equal([2L], reader.ReadAfter(1, 1).Select(r => r.Sequence));
        Assert.Equal(3, reader.LastSequence());
        var row = reader.ReadAfter(2, 1)[0];
        Assert.Equal((Noon.AddMinutes(2), "x.v1", "{}"), (row.Created, row.Manifest, Encoding.UTF8.GetString(row.Payload)));
    }

    [Fact]
    public void Events_before_a_place_come_newest_first_and_only_those_named()
    {
        Write(("a", 1, "x.v1", 0), ("a", 2, "y.v1", 1), ("a", 3, "x.v1", 2), ("a", 4, "z.v1", 3));
        var reader = new JournalReader(Database);
        Assert.Equal([3L, 1L], reader.ReadBefore(long.MaxValue, 10, "x.v1").Select(r => r.Sequence));
        Assert.Equal([2L], reader.ReadBefore(3, 1, "x.v1", "y.v1").Select(r => r.Sequence));
    }

    [Fact]
    public void One_actors_events_are_read_alone()
    {
        Write(("a", 1, "x.v1", 0), ("b", 1, "x.v1", 1), ("a", 2, "y.v1", 2));
        Assert.Equal([1L, 3L], new JournalReader(Database).ReadOf("a", "x.v1", "y.v1").Select(r => r.Sequence));
        Assert.Empty(new JournalReader(Database).ReadOf("a' OR 1=1 --", "x.v1"));
    }

    [Fact]
    public void A_time_is_turned_into_the_place_before_its_first_event()
    {
        Write(("a", 1, "x.v1", 0), ("a", 2, "x.v1", 10), ("a", 3, "x.v1", 20));
        var reader = new JournalReader(Database);
        Assert.Equal(1, reader.SequenceBefore(Noon.AddMinutes(10)));
        Assert.Equal(1, reader.SequenceBefore(Noon.AddMinutes(5)));
        Assert.Equal(0, reader.SequenceBefore(Noon));
        Assert.Equal(3, reader.SequenceBefore(Noon.AddMinutes(21)));
    }

    [Fact]
    public void A_file_that_is_no_database_is_said_to_be_damaged()
    {
        File.WriteAllText(Database, new string('?', 5000));
        var problem = DatabaseCheck.Look(Database);
        Assert.NotNull(problem);
        Assert.Contains(Database, problem.Problem, StringComparison.Ordinal);
        Assert.Contains("damaged", problem.Problem, StringComparison.Ordinal);
        Assert.Contains(".recover", problem.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_overwritten_in_the_middle_is_found_by_the_thorough_look()
    {
        Write([.. Enumerable.Range(1, 2000).Select(i => ("actor", (long)i, "x.v1", i))]);
        Assert.Null(DatabaseCheck.Look(Database, thorough: true));
        SqliteConnection.ClearAllPools();
        using (var file = File.OpenWrite(Database))
        {
            file.Seek(file.Length / 2, SeekOrigin.Begin);
            file.Write(Enumerable.Repeat((byte)0xAA, 8192).ToArray());
        }
        Assert.NotNull(DatabaseCheck.Look(Database, thorough: true));
    }

    [Fact]
    public void A_database_that_is_not_there_yet_is_no_problem() => Assert.Null(DatabaseCheck.Look(Database));

    private void Write(params (string Id, long Number, string Manifest, int Minutes)[] rows)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection($"Data Source={Database}");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        Run(connection, """
            CREATE TABLE journal (ordering INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, created BigInt NOT NULL, deleted Bit NOT NULL,
            persistence_id NVarChar(255) NOT NULL, sequence_number BigInt NOT NULL, message VarBinary NOT NULL, manifest NVarChar(500) NULL,
            identifier INTEGER NULL, writer_uuid NVarChar(128) NULL)
            """);
        foreach (var (id, number, manifest, minutes) in rows)
        {
            Run(connection, "INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier) VALUES ($c, 0, $p, $s, $b, $m, 7411)",
                ("$c", Noon.AddMinutes(minutes).UtcTicks), ("$p", id), ("$s", number), ("$b", "{}"u8.ToArray()), ("$m", manifest));
        }
        transaction.Commit();
    }

    private static void Run(SqliteConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the statements above
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }
}
