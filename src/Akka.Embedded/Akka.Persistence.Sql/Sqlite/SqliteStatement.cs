using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Akka.Persistence.Sql.Sqlite;

/// <summary>One prepared statement, used again and again by one thread at a time. Parameters and columns are counted from 1 and from 0, as SQLite does.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly string _sql;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        _sql = sql;
        var code = raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement);
        if (code != raw.SQLITE_OK)
            throw SqliteErrors.Exception(_database, code, sql);
    }

    public SqliteStatement Bind(int index, long value)
    {
        raw.sqlite3_bind_int64(_statement, index, value);
        return this;
    }

    public SqliteStatement Bind(int index, string? value)
    {
        if (value is null)
            raw.sqlite3_bind_null(_statement, index);
        else
            raw.sqlite3_bind_text(_statement, index, value);
        return this;
    }

    public SqliteStatement Bind(int index, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
            raw.sqlite3_bind_zeroblob(_statement, index, 0); // an empty span would be bound as null
        else
            raw.sqlite3_bind_blob(_statement, index, value);
        return this;
    }

    /// <summary>Whether there is a further row.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        return code switch
        {
            raw.SQLITE_ROW => true,
            raw.SQLITE_DONE => false,
            _ => throw Failed(code),
        };
    }

    /// <summary>Runs it to its end and makes it ready for the next time.</summary>
    public void Execute()
    {
        try
        {
            while (Step())
            {
            }
        }
        finally
        {
            Reset();
        }
    }

    public void Reset() => raw.sqlite3_reset(_statement);

    public long Int64(int column) => raw.sqlite3_column_int64(_statement, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public string? Text(int column) => IsNull(column) ? null : raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public byte[] Blob(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();

    public void Dispose() => _statement.Dispose();

    private SqliteException Failed(int code) => SqliteErrors.Exception(_database, code, _sql);
}
