using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Sql.Sqlite;

/// <summary>One open database: a writer and some readers. A journal and a snapshot store on the same file share it.</summary>
internal sealed class SqliteDatabase
{
    private static readonly Lock _gate = new();
    private static readonly Dictionary<string, SqliteDatabase> _open = new(StringComparer.Ordinal);

    private readonly string _key;
    private readonly SqliteWriter _writer;
    private readonly SqliteReaders? _readers;
    private int _users;

    private SqliteDatabase(string key, SqliteWriter writer, SqliteReaders? readers)
    {
        _key = key;
        _writer = writer;
        _readers = readers;
    }

    /// <summary>Opens a database, or shares it when it is open already. Each call needs a <see cref="Release"/>.</summary>
    /// <param name="settings">Which, and how.</param>
    /// <param name="now">The time, for the name of a damaged file that is set aside.</param>
    /// <param name="report">Gets what was saved and what was lost of a damaged file.</param>
    /// <exception cref="SqliteException">It can't be opened.</exception>
    /// <exception cref="InvalidOperationException">Its schema is newer or not ours.</exception>
    public static SqliteDatabase Acquire(SqliteSettings settings, DateTimeOffset now, Action<string> report)
    {
        lock (_gate)
        {
            if (!_open.TryGetValue(settings.Key, out var database))
                _open[settings.Key] = database = Open(settings, now, report);
            database._users++;
            return database;
        }
    }

    /// <summary>Gives it back; the last one closes it, after everything handed over is written.</summary>
    public void Release()
    {
        lock (_gate)
        {
            if (--_users > 0)
                return;
            _open.Remove(_key);
            _readers?.Dispose();
            _writer.Dispose();
        }
    }

    /// <summary>Changes something inside a transaction; the task ends after its commit.</summary>
    public Task WriteAsync(Action<SqliteSession> action) => _writer.WriteAsync(action);

    /// <summary>The same, on the caller's thread when the writer has nothing to do.</summary>
    public Task WriteNowAsync(Action<SqliteSession> action) => _writer.WriteNowAsync(action);

    /// <summary>Reads what all writes handed over before have left.</summary>
    public async Task<T> ReadAsync<T>(Func<SqliteSession, T> read)
    {
        if (_readers is null)
            return await ReadOnWriterAsync(read).ConfigureAwait(false); // a database in memory has one connection
        await _writer.FlushAsync().ConfigureAwait(false);
        return await _readers.ReadAsync(read).ConfigureAwait(false);
    }

    private async Task<T> ReadOnWriterAsync<T>(Func<SqliteSession, T> read)
    {
        T result = default!;
        await _writer.WriteAsync(session => result = read(session)).ConfigureAwait(false);
        return result;
    }

    private static SqliteDatabase Open(SqliteSettings settings, DateTimeOffset now, Action<string> report)
    {
        if (settings.File is { } file)
        {
            SqliteSalvage.FinishInterrupted(file);
            if (settings.IntegrityCheck && File.Exists(file) && !IsSound(settings))
                report(SqliteSalvage.Run(settings, file, now));
        }
        var connection = Connect(settings);
        try
        {
            if (settings.File is not null)
                SqliteSchema.Execute(connection, "PRAGMA journal_mode = WAL");
            SqliteSchema.Prepare(connection, settings.AutoInitialize);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
        var writer = new SqliteWriter(new SqliteSession(connection), $"sqlite-writer {Path.GetFileName(settings.Key)}");
        return new SqliteDatabase(settings.Key, writer, settings.File is null ? null : new SqliteReaders(() => new SqliteSession(Connect(settings)), settings.Readers));
    }

    /// <summary>Opens one connection as the settings say. Not pooled: a pool would keep the file open.</summary>
    public static SqliteConnection Connect(SqliteSettings settings)
    {
        var builder = new SqliteConnectionStringBuilder(settings.ConnectionString) { Pooling = false };
        var connection = new SqliteConnection(builder.ToString());
        try
        {
            connection.Open();
            SqliteSchema.Execute(connection, $"PRAGMA busy_timeout = {(long)settings.BusyTimeout.TotalMilliseconds}; PRAGMA synchronous = {settings.Synchronous}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static bool IsSound(SqliteSettings settings)
    {
        try
        {
            using var connection = Connect(settings);
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA quick_check(1)";
            return (string?)command.ExecuteScalar() == "ok";
        }
        catch (SqliteException damaged) when (SqliteErrors.IsDamage(damaged))
        {
            return false;
        }
    }
}
