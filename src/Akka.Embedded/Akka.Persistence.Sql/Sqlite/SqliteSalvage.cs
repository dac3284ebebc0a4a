using Microsoft.Data.Sqlite;
using System.Globalization;

namespace Akka.Persistence.Sql.Sqlite;

/// <summary>
/// Carries what can be read of a damaged file over to a new one, and says what was saved and what was lost. The damaged file is
/// kept beside it. Every step can be cut off by a crash: until the last rename the damaged file is in its place.
/// </summary>
internal static class SqliteSalvage
{
    private const string Unfinished = ".salvage";
    private const string Finished = ".salvaged";

    /// <summary>Puts a finished copy in its place, when a crash came between the two renames.</summary>
    public static void FinishInterrupted(string file)
    {
        if (!File.Exists(file) && File.Exists(file + Finished))
            File.Move(file + Finished, file);
    }

    /// <summary>Salvages a file.</summary>
    /// <returns>The report; it is also written beside the damaged file.</returns>
    /// <exception cref="SqliteException">Not even the list of tables can be read, or the disk is full. Nothing was changed.</exception>
    public static string Run(SqliteSettings settings, string file, DateTimeOffset now)
    {
        File.Delete(file + Unfinished);
        File.Delete(file + Finished);
        var aside = $"{file}.damaged-{now.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}";
        string report;
        using (var damaged = SqliteDatabase.Connect(settings))
        using (var copy = SqliteDatabase.Connect(settings with { ConnectionString = $"Data Source={file}{Unfinished}" }))
        {
            SqliteSchema.Execute(damaged, "PRAGMA writable_schema = ON"); // or SQLite reads nothing of a file that was cut short
            SqliteSchema.Prepare(copy, autoInitialize: true);
            using var transaction = copy.BeginTransaction();
            var tables = SqliteSchema.TableNames.Select(table => SqliteTableCopy.Run(damaged, copy, transaction, table)).ToList();
            var gaps = SqliteGaps.Remove(copy, transaction);
            transaction.Commit();
            report = Report(file, aside, tables, gaps);
        }
        File.Move(file + Unfinished, file + Finished);
        File.WriteAllText(aside + ".txt", report);
        if (File.Exists(file + "-wal"))
            File.Move(file + "-wal", aside + "-wal");
        File.Delete(file + "-shm");
        File.Move(file, aside);
        File.Move(file + Finished, file);
        return report;
    }

    private static string Report(string file, string aside, List<SqliteTableCopy.Result> tables, List<string> gaps)
    {
        var lines = new List<string> { $"{file} was damaged. What could be read is in its place now; the damaged file is kept as {aside}." };
        foreach (var table in tables)
        {
            lines.Add($"{table.Table}: saved {table.Saved} rows, lost {(table.Unreadable.Count == 0 ? "none that is known" : $"those numbered {string.Join(", ", table.Unreadable)}")}.");
        }
        lines.AddRange(gaps);
        return string.Join(Environment.NewLine, lines);
    }
}
