namespace Orchestrator.TmuxAdapter;

/// <summary>One sink's share of what one pane's program writes, from the moment it joined. Any number of them share the pane's one pipe.</summary>
public sealed class PaneOutput : IAsyncDisposable
{
    private readonly PaneFeed _feed;
    private readonly IPaneOutputSink _sink;
    private readonly TaskCompletionSource<PaneOutputEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _resumed;

    internal PaneOutput(PaneFeed feed, IPaneOutputSink sink) => (_feed, _sink) = (feed, sink);

    /// <summary>Completes when no more bytes will come; fails with what the sink threw.</summary>
    public Task<PaneOutputEnd> Ended => _ended.Task;

    /// <summary>Completes when the window's program has ended and its last byte has been received: nothing was lost and nothing is under way.</summary>
    /// <remarks>Never, when the program was not started by <see cref="TmuxServer.CreateWindowAsync(WindowSpec, CancellationToken)"/>, or the pane was killed
    /// under it: wait for <see cref="TmuxPane.WaitForExitAsync"/> as well.</remarks>
    public Task Complete => _feed.Complete;

    /// <summary>Whether the program may not write just now, since a sink has enough or somebody holds it.</summary>
    internal bool IsStopped => _feed.IsStopped;

    /// <summary>Whether the sink returned false and has not resumed. Guarded by the feeds' gate.</summary>
    internal bool IsPaused { get; private set; }

    /// <summary>Goes on after the sink returned false. May be called from any thread, also before the sink has returned.</summary>
    public void Resume() => _feed.Resume(this);

    /// <summary>Stops the pane's program from writing, as by Ctrl-S, until the result is disposed of. What it wrote before still comes: once nothing does, the
    /// screen shows what was received and no more.</summary>
    public IDisposable Hold()
    {
        _feed.Hold();
        return new Held(_feed);
    }

    /// <summary>Leaves. What the program writes from now on is not received; the last to leave closes the pipe.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_ended.Task.IsCompleted) return;
        await _feed.LeaveAsync(this, () => _ended.TrySetResult(PaneOutputEnd.Disposed));
    }

    internal void End(PaneOutputEnd end) => _ended.TrySetResult(end);

    internal bool HasEnded => _ended.Task.IsCompleted;

    /// <summary>Hands bytes to the sink, on the I/O thread.</summary>
    /// <returns>Whether it wants more.</returns>
    internal bool Pass(ReadOnlySpan<byte> bytes)
    {
        if (HasEnded) return true;
        var resumed = Volatile.Read(ref _resumed);
        try
        {
            return _sink.OnOutput(bytes) || _feed.HasResumed(this, () => Pause(resumed));
        }
        catch (Exception e)
        {
            _ = _feed.LeaveAsync(this, () => _ended.TrySetException(e));
            return true;
        }
    }

    internal void Reopened()
    {
        if (!HasEnded) _sink.OnReopened();
    }

    internal void Typed(ReadOnlySpan<byte> input)
    {
        if (!HasEnded) _sink.OnInput(input);
    }

    /// <summary>Called under the feeds' gate.</summary>
    /// <returns>Whether it was paused until now.</returns>
    internal bool Unpause()
    {
        _resumed++;
        var was = IsPaused;
        IsPaused = false;
        return was;
    }

    private sealed class Held(PaneFeed feed) : IDisposable
    {
        private int _isReleased;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isReleased, 1) == 0) feed.Release();
        }
    }

    private bool Pause(int resumed) => !HasEnded && (IsPaused = _resumed == resumed);
}
