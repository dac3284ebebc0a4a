using Microsoft.Data.Sqlite;

namespace Orchestrator.Runtime.Journal;

/// <summary>Copies and compacts a database.</summary>
public static class DatabaseUpkeep
{
    private const int Full = 13;
    private const int CannotOpen = 14;

    /// <summary>Copies all that is committed when it begins, while others go on writing. A copy that is cut off leaves nothing under its name.</summary>
    /// <param name="path">The database.</param>
    /// <param name="copy">Where to; readable by this user alone.</param>
    /// <returns>The copy's size in bytes.</returns>
    /// <exception cref="IOException">There is a file already; it was not touched.</exception>
    /// <exception cref="DatabaseException">The database is damaged, or the copy could not be written.</exception>
    public static long Backup(string path, string copy)
    {
        if (File.Exists(copy)) throw new IOException($"{copy} is there already.");
        var unfinished = $"{copy}.unfinished-{Environment.ProcessId}";
        try
        {
            new FileStream(unfinished, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }).Dispose();
            using (var connection = DatabaseCheck.Open(path, SqliteOpenMode.ReadOnly))
            {
                RefuseDamaged(connection, path); // or the copy would carry the damage on, and look sound
                using var command = connection.CreateCommand();
                command.CommandText = "VACUUM INTO $copy";
                command.Parameters.AddWithValue("$copy", unfinished);
                command.ExecuteNonQuery();
            }
            using (var written = new FileStream(unfinished, FileMode.Open, FileAccess.ReadWrite))
                written.Flush(flushToDisk: true);
            File.Move(unfinished, copy, overwrite: false);
            return DatabaseInspection.SizeOf(copy);
        }
        catch (SqliteException e)
        {
            throw new DatabaseException(DatabaseCheck.Explain(e.SqliteErrorCode is Full or CannotOpen ? copy : path, e));
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Gives the room of deleted rows back to the disk and empties the write-ahead log.</summary>
    /// <param name="path">The database; nobody else may have it open. Needs as much room again on the disk while it works.</param>
    /// <returns>Bytes before and after, the write-ahead log among them.</returns>
    /// <exception cref="DatabaseException">Another program has it open, it is damaged, or the disk is full. It is as it was.</exception>
    public static (long Before, long After) Compact(string path)
    {
        var before = Size();
        try
        {
            using var connection = DatabaseCheck.Open(path, SqliteOpenMode.ReadWrite);
            RefuseDamaged(connection, path);
            EmptyLog(connection, path);
            DatabaseCheck.Run(connection, "VACUUM");
            EmptyLog(connection, path);
        }
        catch (SqliteException e)
        {
            throw new DatabaseException(DatabaseCheck.Explain(path, e));
        }
        return (before, Size());

        long Size() => DatabaseInspection.SizeOf(path) + DatabaseInspection.SizeOf(path + "-wal");
    }

    private static void EmptyLog(SqliteConnection connection, string path)
    {
        if (DatabaseCheck.Run(connection, "PRAGMA wal_checkpoint(TRUNCATE)") is not 0L) // 1: a reader or writer stood in the way
            throw new DatabaseException(new DatabaseProblem($"Another program has the database {path} open.", $"See which: fuser {path}"));
    }

    private static void RefuseDamaged(SqliteConnection connection, string path)
    {
        if (DatabaseCheck.Run(connection, "PRAGMA quick_check(1)") is string said and not "ok")
            throw new DatabaseException(DatabaseCheck.Damaged(path, said) with { Hint = "See: orc db check" });
    }
}
