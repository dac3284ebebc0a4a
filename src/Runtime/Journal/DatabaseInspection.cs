using Microsoft.Data.Sqlite;
using System.Globalization;

namespace Orchestrator.Runtime.Journal;

/// <summary>Looks through a whole database: pages, indices, schema version, and whether an actor's events are complete.</summary>
/// <remarks>Reads only, so it may run beside the daemon that writes. Reads every page: seconds for a gigabyte.</remarks>
public static class DatabaseInspection
{
    /// <summary>The newest schema that this program knows.</summary>
    public const long NewestSchema = 1;

    private const int MostProblems = 20;
    private static readonly string[] Tables = ["journal", "tags", "snapshot"];

    // As recovery sees it: what a snapshot covers may be missing, and so may what lies before the newest deleted event.
    private const string Gaps = """
        SELECT persistence_id, previous, sequence_number FROM (
            SELECT persistence_id, sequence_number, deleted,
                   LAG(sequence_number, 1, 0) OVER (PARTITION BY persistence_id ORDER BY sequence_number) AS previous
            FROM journal) AS j
        WHERE deleted = 0 AND sequence_number <> previous + 1
          AND sequence_number > 1 + COALESCE((SELECT MAX(s.sequence_number) FROM snapshot AS s WHERE s.persistence_id = j.persistence_id), 0)
        ORDER BY persistence_id, sequence_number LIMIT 20
        """;

    /// <summary>Looks through a file.</summary>
    /// <param name="path">It must exist.</param>
    /// <returns>What was found, the problems among it.</returns>
    public static DatabaseReport Run(string path)
    {
        var problems = new List<DatabaseProblem>();
        var rows = new Dictionary<string, long>();
        long? version = null, actors = null;
        try
        {
            using var connection = DatabaseCheck.Open(path, SqliteOpenMode.ReadOnly);
            version = (long)DatabaseCheck.Run(connection, "PRAGMA user_version")!;
            if (version > NewestSchema) problems.Add(Newer(path, version.Value));
            problems.AddRange(Faults(connection).Select(said => DatabaseCheck.Damaged(path, said)));
            var tables = Column(connection, "SELECT name FROM sqlite_master WHERE type = 'table'").ToHashSet(StringComparer.Ordinal);
            foreach (var table in Tables.Where(tables.Contains))
                rows[table] = (long)DatabaseCheck.Run(connection, $"SELECT COUNT(*) FROM {table}")!;
            if (tables.Contains("journal"))
                actors = (long)DatabaseCheck.Run(connection, "SELECT COUNT(DISTINCT persistence_id) FROM journal")!;
            if (tables.IsSupersetOf(["journal", "snapshot"]))
                problems.AddRange(MissingEvents(connection));
        }
        catch (SqliteException e)
        {
            var problem = DatabaseCheck.Explain(path, e);
            if (problems.Count == 0) problems.Add(problem); // else it is the same damage once more
        }
        return new DatabaseReport(path, SizeOf(path), SizeOf(path + "-wal"), version, rows, actors, problems);
    }

    /// <summary>A file's bytes; 0 when it is not there.</summary>
    internal static long SizeOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    private static IEnumerable<string> Faults(SqliteConnection connection) =>
        Column(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA integrity_check({MostProblems})")).Where(said => said != "ok");

    private static List<DatabaseProblem> MissingEvents(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Gaps;
        using var reader = command.ExecuteReader();
        var problems = new List<DatabaseProblem>();
        while (reader.Read())
        {
            var (id, first, last) = (reader.GetString(0), reader.GetInt64(1) + 1, reader.GetInt64(2) - 1);
            problems.Add(new DatabaseProblem(
                string.Create(CultureInfo.InvariantCulture, $"Events {first} to {last} of {id} are missing: it would recover into a state that never was."),
                "Stop the daemon (orc daemon stop) and put a backup in the database's place."));
        }
        return problems;
    }

    private static DatabaseProblem Newer(string path, long version) => new(
        string.Create(CultureInfo.InvariantCulture, $"The database {path} has schema version {version}; this program knows up to {NewestSchema}."),
        "Use the newer program, or restore a backup that this one wrote.");

    private static List<string> Column(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants only
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read()) values.Add(reader.GetString(0));
        return values;
    }
}
