using System.Collections.Concurrent;

namespace Akka.Persistence.Sql.Sqlite;

/// <summary>Connections that read, each used by one reader at a time.</summary>
internal sealed class SqliteReaders(Func<SqliteSession> open, int count) : IDisposable
{
    private readonly SemaphoreSlim _free = new(count);
    private readonly ConcurrentBag<SqliteSession> _idle = [];

    /// <summary>Reads on a thread of the pool.</summary>
    public async Task<T> ReadAsync<T>(Func<SqliteSession, T> read)
    {
        await _free.WaitAsync().ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Read(read)).ConfigureAwait(false);
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose()
    {
        for (var held = 0; held < count; held++)
            _free.Wait(); // for those that read just now
        foreach (var session in _idle)
            session.Dispose();
        _free.Dispose();
    }

    private T Read<T>(Func<SqliteSession, T> read)
    {
        var session = _idle.TryTake(out var idle) ? idle : open();
        try
        {
            return read(session);
        }
        finally
        {
            _idle.Add(session);
        }
    }
}
