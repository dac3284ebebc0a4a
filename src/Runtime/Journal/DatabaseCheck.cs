using Microsoft.Data.Sqlite;

namespace Orchestrator.Runtime.Journal;

/// <summary>What is wrong with a database, and the way out.</summary>
/// <param name="Problem">For a person: names the file and the fault.</param>
/// <param name="Hint">How to mend it.</param>
public sealed record DatabaseProblem(string Problem, string Hint);

/// <summary>Looks whether a journal's file can be used, before an actor stumbles over it.</summary>
public static class DatabaseCheck
{
    // As the journal's writer knows it: it would refuse a newer one too, but only actor by actor.
    private const long NewestSchema = 1;
    private const long QuicklyRead = 16 * 1024 * 1024;
    private const int Busy = 5;
    private const int ReadOnly = 8;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NoDatabase = 26;

    static DatabaseCheck() => SQLitePCL.Batteries_V2.Init();

    /// <summary>Opens the file for writing, writes nothing.</summary>
    /// <param name="path">The file; that it is not there is no problem.</param>
    /// <param name="thorough">Whether to read every page, which takes seconds for a gigabyte. A file up to 16 MiB is read whole in any case.</param>
    /// <returns><c>null</c> when it can be used.</returns>
    public static DatabaseProblem? Look(string path, bool thorough = false)
    {
        if (!File.Exists(path)) return null;
        try
        {
            using var connection = Open(path, SqliteOpenMode.ReadWrite);
            Run(connection, "SELECT COUNT(*) FROM sqlite_master");
            if (Run(connection, "PRAGMA user_version") is long version and > NewestSchema)
                return new DatabaseProblem($"The database {path} has schema version {version}; this program knows up to {NewestSchema}.", "Use the newer program that wrote it, or restore an older backup.");
            Run(connection, "BEGIN IMMEDIATE");
            Run(connection, "ROLLBACK");
            if ((thorough || new FileInfo(path).Length <= QuicklyRead) && Run(connection, "PRAGMA quick_check(1)") is string said and not "ok")
                return Damaged(path, said);
            return null;
        }
        catch (SqliteException e)
        {
            return Explain(path, e);
        }
    }

    /// <summary>Opens the file for a short time; another's lock is waited for, at most five seconds.</summary>
    internal static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            Run(connection, "PRAGMA busy_timeout = 5000");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    internal static DatabaseProblem Explain(string path, SqliteException e) => e.SqliteErrorCode switch
    {
        NoDatabase or Corrupt => Damaged(path, e.Message),
        ReadOnly or CannotOpen => new DatabaseProblem($"The database {path} cannot be written: {e.Message}", $"Make it and its directory writable: chmod u+rw {path}"),
        Full => new DatabaseProblem($"The disk of the database {path} is full.", "Make room, then start again; nothing stored is lost."),
        Busy => new DatabaseProblem($"Another program holds the database {path}.", $"See which: fuser {path}"),
        _ => new DatabaseProblem($"The database {path} cannot be used: {e.Message}", "orc doctor tells more."),
    };

    internal static DatabaseProblem Damaged(string path, string said) => new(
        $"The database {path} is damaged: {said}",
        $"Stop the daemon (orc daemon stop), then put a backup in its place, or what can be read: sqlite3 {path} .recover | sqlite3 {path}.new. "
        + "The embedded engine does the latter by itself at its next start where it can, and keeps the damaged file beside the new one.");

    internal static object? Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants only
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
