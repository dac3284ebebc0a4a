using Microsoft.Data.Sqlite;

namespace Orchestrator.Runtime.Journal;

/// <summary>SQLite's write-ahead log: readers beside the writer, and one sync a commit. A property of the file.</summary>
public static class WriteAheadLog
{
    /// <summary>Makes a file use it from now on; makes the file if it is not there.</summary>
    /// <param name="path">What cannot be opened is left alone: the journal says at its start what is wrong with it.</param>
    public static void Use(string path)
    {
        if (File.Exists(path + ".salvaged")) return; // the embedded engine is about to put it in the file's place
        try
        {
            using var connection = DatabaseCheck.Open(path, SqliteOpenMode.ReadWriteCreate);
            DatabaseCheck.Run(connection, "PRAGMA journal_mode = WAL");
        }
        catch (SqliteException)
        {
            // Without it all works as well, only slower, and whoever opens a damaged file next reports it.
        }
    }
}
