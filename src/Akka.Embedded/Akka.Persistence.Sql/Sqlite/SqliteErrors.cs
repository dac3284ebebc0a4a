using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Akka.Persistence.Sql.Sqlite;

/// <summary>Words SQLite's errors for a person, and says what they mean for the rest of a group.</summary>
internal static class SqliteErrors
{
    public static SqliteException Exception(sqlite3 database, int code, string sql)
    {
        var extended = raw.sqlite3_extended_errcode(database);
        var file = raw.sqlite3_db_filename(database, "main").utf8_to_string();
        var primary = code & 0xFF;
        var where = string.IsNullOrEmpty(file) ? "in memory" : file;
        return new SqliteException($"SQLite {where}: {raw.sqlite3_errmsg(database).utf8_to_string()} (code {code}). {Advice(primary)} [{sql}]".Replace("  ", " ", StringComparison.Ordinal), primary, extended);
    }

    /// <summary>The same error with the file's name and the way out; anything but an error of SQLite as it is.</summary>
    public static Exception WhileOpening(string name, Exception failed) => failed is SqliteException error
        ? new SqliteException($"The database {name} can't be opened: {error.Message} {Advice(error.SqliteErrorCode)}", error.SqliteErrorCode, error.SqliteExtendedErrorCode)
        : failed;

    /// <summary>Whether every other write would fail for the same reason.</summary>
    public static bool ConcernsAll(Exception failure) => failure is SqliteException
    {
        SqliteErrorCode: raw.SQLITE_FULL or raw.SQLITE_READONLY or raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_BUSY or raw.SQLITE_CANTOPEN
    };

    public static bool IsDamage(Exception failure) => failure is SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT };

    private static string Advice(int code) => code switch
    {
        raw.SQLITE_FULL => "The disk is full: make room.",
        raw.SQLITE_READONLY => "The file or its directory can't be written: see its owner and mode.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "Another process holds a lock on it.",
        raw.SQLITE_CORRUPT => "The file is damaged: it is checked and repaired at the next start.",
        raw.SQLITE_NOTADB => "The file is no SQLite database: move it away, or restore a backup.",
        raw.SQLITE_IOERR => "The disk failed or is full.",
        raw.SQLITE_CANTOPEN => "The file can't be opened: see that its directory exists and who may write there.",
        raw.SQLITE_CONSTRAINT => "Two writers use the same persistence id, or a sequence number was used twice.",
        _ => "",
    };
}
