namespace Akka.Persistence.Sql.Sqlite;

/// <summary>
/// The one thread that writes to a database. Whatever waits when it gets free goes into one transaction, so many actors share
/// the cost of one commit; nobody is answered before that commit.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    /// <summary>Bounds how long a transaction and its answers take.</summary>
    private const int MaxGroup = 2_000;

    private readonly SqliteSession _session;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly Thread _thread;
    private List<WriteWork> _waiting = [];
    private bool _isBusy;
    private bool _isAwaited;
    private bool _isClosed;

    public SqliteWriter(SqliteSession session, string name)
    {
        _session = session;
        _thread = new Thread(Run) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Does a piece of work inside a transaction; the task ends after its commit.</summary>
    public Task WriteAsync(Action<SqliteSession> action)
    {
        var work = new WriteWork(action);
        lock (_lock)
        {
            if (_isClosed)
                return Task.FromException(new ObjectDisposedException(nameof(SqliteWriter), "The journal is closed; nothing was stored."));
            _waiting.Add(work);
            if (_isBusy || !_isAwaited)
                return work.Done;
            _isAwaited = false;
        }
        _wake.Release();
        return work.Done;
    }

    /// <summary>
    /// Does a piece of work on the caller's thread when nothing else is being written or waits: a single writer is spared the
    /// change of threads. Only for a caller that has nothing else to hand over, or what could share a commit would queue up behind it.
    /// </summary>
    public Task WriteNowAsync(Action<SqliteSession> action)
    {
        lock (_lock)
        {
            if (_isBusy || _isClosed || _waiting.Count > 0)
                return WriteAsync(action);
            _isBusy = true;
        }
        var work = new WriteWork(action);
        Commit([work]);
        SetFree();
        return work.Done;
    }

    /// <summary>Ends when everything handed over before is committed or has failed.</summary>
    public Task FlushAsync()
    {
        lock (_lock)
        {
            if (_waiting.Count == 0 && !_isBusy)
                return Task.CompletedTask;
        }
        return WriteAsync(static _ => { });
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
            _isAwaited = false;
        }
        _wake.Release();
        _thread.Join();
        _session.Dispose();
        _wake.Dispose();
    }

    private void Run()
    {
        var group = new List<WriteWork>();
        while (Take(ref group))
        {
            for (var from = 0; from < group.Count; from += MaxGroup)
                Commit(group.GetRange(from, Math.Min(MaxGroup, group.Count - from)));
            group.Clear();
            SetFree();
        }
    }

    private bool Take(ref List<WriteWork> group)
    {
        while (true)
        {
            lock (_lock)
            {
                if (_waiting.Count > 0 && !_isBusy)
                {
                    (_waiting, group) = (group, _waiting);
                    _isBusy = true;
                    return true;
                }
                if (_isClosed && !_isBusy)
                    return false;
                _isAwaited = true;
            }
            _wake.Wait();
        }
    }

    private void SetFree()
    {
        lock (_lock)
        {
            _isBusy = false;
            if (!_isAwaited || (_waiting.Count == 0 && !_isClosed))
                return;
            _isAwaited = false;
        }
        _wake.Release();
    }

    private void Commit(List<WriteWork> group)
    {
        var failure = TryTransaction(group);
        if (failure is null)
            group.ForEach(work => work.Succeed());
        else if (group.Count == 1 || SqliteErrors.ConcernsAll(failure))
            group.ForEach(work => work.Fail(failure));
        else
            group.ForEach(work => Commit([work])); // one of them failed: each for itself, so that only that one does
    }

    private Exception? TryTransaction(List<WriteWork> group)
    {
        try
        {
            _session.Run("BEGIN IMMEDIATE");
        }
        catch (Exception failed)
        {
            return failed;
        }
        try
        {
            foreach (var work in group)
                work.Action(_session);
            _session.Run("COMMIT");
            return null;
        }
        catch (Exception failed)
        {
            try
            {
                _session.Run("ROLLBACK");
            }
            catch (Microsoft.Data.Sqlite.SqliteException)
            {
                // SQLite has rolled back itself, as it does on a full disk.
            }
            return failed;
        }
    }

    private sealed class WriteWork(Action<SqliteSession> action)
    {
        // Continuations run on the writer's thread: they put answers into mailboxes, which is cheaper than another thread's waking up.
        private readonly TaskCompletionSource _done = new();

        public Action<SqliteSession> Action { get; } = action;
        public Task Done => _done.Task;

        public void Succeed() => _done.SetResult();

        public void Fail(Exception cause) => _done.SetException(cause);
    }
}
