using Orchestrator.TmuxAdapter.Native;
using Orchestrator.TmuxAdapter.Processes;
using Orchestrator.TmuxAdapter.Protocol;
using System.Runtime.InteropServices;

namespace Orchestrator.TmuxAdapter;

/// <summary>The one pipe of one pane, and all who read from it.</summary>
/// <remarks>One sink that has enough holds up the pane's program, and so all of them: whoever would rather drop than do that drops in the sink.</remarks>
internal sealed class PaneFeed : IPaneOutputSink, IDisposable
{
    private const int MostEmptyOpenings = 3;

    [ThreadStatic]
    private static byte[]? _buffer; // of the I/O thread, for all panes

    private readonly Lock _gate; // of all the connection's feeds
    private readonly TmuxServer _server;
    private readonly EndMarker _marker = new();
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<TmuxPane?> _pane = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PaneOutput[] _outputs = []; // replaced under the gate, read without it
    private PaneFifo _fifo;
    private long _watch; // 0 while paused, reopening or ended
    private bool _isPaused, _hasRead, _hasEnded;
    private int _emptyOpenings, _holds;

    /// <summary>To be called under the gate.</summary>
    internal PaneFeed(TmuxServer server, Lock gate)
    {
        (_server, _gate) = (server, gate);
        _fifo = new PaneFifo(server.Options.FifoDirectory);
        Watch();
    }

    /// <summary>Completes with the program's last byte.</summary>
    public Task Complete => _complete.Task;

    /// <summary>Completes once the pane is known; with null when it never was made.</summary>
    public Task<TmuxPane?> Pane => _pane.Task;

    /// <summary>Completes when tmux has opened the pipe.</summary>
    public Task Opened { get; set; } = Task.CompletedTask;

    public bool HasEnded => _hasEnded;

    public bool IsStopped => Volatile.Read(ref _isPaused) || Volatile.Read(ref _holds) > 0;

    public TmuxCommand Connect(string target) => _fifo.Connect(target);

    /// <summary>To be called under the gate, while it has not ended.</summary>
    public PaneOutput Join(IPaneOutputSink sink)
    {
        var output = new PaneOutput(this, sink);
        _outputs = [.. _outputs, output];
        return output;
    }

    public void Bind(TmuxPane pane)
    {
        _pane.TrySetResult(pane);
        bool isPaused;
        lock (_gate) isPaused = _isPaused; // the first bytes come before the pane's id
        SetFlow(isPaused || _holds > 0);   // or on again: an earlier owner may have been killed while it was paused
    }

    /// <summary>Ends all that read from it.</summary>
    public bool End(PaneOutputEnd end)
    {
        lock (_gate)
        {
            if (!Close()) return false;
            foreach (var output in _outputs) output.End(end);
            return true;
        }
    }

    public void Dispose() => End(PaneOutputEnd.Disposed);

    /// <summary>Lets one go; the last one closes the pipe, in the same step, so that whoever opens it next comes after that.</summary>
    public async Task LeaveAsync(PaneOutput output, Func<bool> end)
    {
        Task closing;
        bool goesOn;
        lock (_gate)
        {
            if (!end() || !_outputs.Contains(output)) return;
            _outputs = [.. _outputs.Where(o => o != output)];
            goesOn = output.Unpause() && Continue();
            closing = _outputs.Length == 0 && Close() && _pane.Task is { IsCompletedSuccessfully: true, Result: { } pane }
                ? _server.RunAsync(new TmuxCommand("pipe-pane", "-t", pane.PaneId))
                : Task.CompletedTask;
        }

        if (goesOn || _hasEnded) SetFlow(isStopped: false);
        try
        {
            await closing;
        }
        catch (TmuxException)
        {
            // The pane or the server is gone, and the pipe with it.
        }
    }

    public void Resume(PaneOutput output)
    {
        lock (_gate)
            if (!output.Unpause() || !Continue()) return;
        SetFlow(isStopped: false);
    }

    /// <summary>Stops the program from writing more; what it has written comes on. Each is to be followed by <see cref="Release"/>.</summary>
    public void Hold()
    {
        lock (_gate)
        {
            _holds++;
            if (_hasEnded) return;
        }

        SetFlow(isStopped: true);
    }

    public void Release()
    {
        lock (_gate)
            if (--_holds > 0 || _isPaused) return;
        SetFlow(isStopped: false);
    }

    /// <returns>Whether the output has resumed before it could be paused.</returns>
    public bool HasResumed(PaneOutput output, Func<bool> pause)
    {
        lock (_gate) return !pause();
    }

    /// <summary>Passes on what was typed into the pane through us.</summary>
    public void Typed(ReadOnlySpan<byte> input)
    {
        foreach (var output in Volatile.Read(ref _outputs)) output.Typed(input);
    }

    bool IPaneOutputSink.OnOutput(ReadOnlySpan<byte> bytes)
    {
        var wantMore = true;
        foreach (var output in Volatile.Read(ref _outputs)) wantMore &= output.Pass(bytes);
        return wantMore;
    }

    private void Watch() => _watch = _server.Loop.Add(_fifo.Handle, IoLoop.Readable, (_, _) => Read());

    private void Unwatch()
    {
        _server.Loop.Remove(_watch, _fifo.Handle);
        _watch = 0;
    }

    /// <summary>To be called under the gate.</summary>
    private bool Close()
    {
        if (_hasEnded) return false;
        _hasEnded = true;
        Unwatch();
        _fifo.Dispose();
        _pane.TrySetResult(null);
        _server.Feeds.Forget(this);
        return true;
    }

    /// <summary>To be called under the gate.</summary>
    /// <returns>Whether it was paused and nobody wants it to be any more.</returns>
    private bool Continue()
    {
        if (!_isPaused || _hasEnded || _outputs.Any(o => o.IsPaused)) return false;
        _isPaused = false;
        Watch();
        return true;
    }

    private void Read()
    {
        var buffer = _buffer ??= new byte[1 << 16];
        try
        {
            var count = ReadInto(buffer);
            if (count == 0)
            {
                lock (_gate) Unwatch();
                _marker.Flush(this);
                _ = ReopenAsync();
            }
            else if (count > 0)
            {
                _hasRead = true;
                if (!_marker.Pass(buffer.AsSpan(0, count), this)) Pause();
                if (_marker.HasCome) _complete.TrySetResult();
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or IOException)
        {
            End(PaneOutputEnd.Failed); // unless another thread has closed it meanwhile
        }
    }

    /// <returns>The number of bytes; 0 at the end; -1 when there is nothing now.</returns>
    private unsafe int ReadInto(byte[] buffer)
    {
        fixed (byte* start = buffer)
        {
            var count = (int)Libc.Read(_fifo.Handle, start, buffer.Length);
            return count >= 0 || Marshal.GetLastPInvokeError() is Libc.TryAgain or Libc.Interrupted ? count : throw Libc.LastError("read");
        }
    }

    private void Pause()
    {
        lock (_gate)
        {
            if (_hasEnded || _isPaused || !_outputs.Any(o => o.IsPaused)) return;
            _isPaused = true;
            Unwatch();
        }

        SetFlow(isStopped: true);
        lock (_gate) if (_isPaused && !_hasEnded) return;
        SetFlow(isStopped: false); // resumed in between
    }

    // Without this, a pipe that is not read would make the tmux server's memory grow without limit.
    private void SetFlow(bool isStopped)
    {
        if (_pane.Task is { IsCompletedSuccessfully: true, Result: { } pane }) Tty.SetFlow(pane, isStopped || (_holds > 0 && !_hasEnded));
    }

    private async Task ReopenAsync()
    {
        try
        {
            if (await _pane.Task is not { } pane) return;
            var now = await _server.FindPaneAsync(pane.PaneId);
            _emptyOpenings = _hasRead ? 0 : _emptyOpenings + 1;
            if (now is null or { IsDead: true }) End(PaneOutputEnd.PaneClosed);
            else if (now.HasPipe) End(PaneOutputEnd.TakenOver);
            else if (_emptyOpenings > MostEmptyOpenings) End(PaneOutputEnd.Failed);
            else await ReopenAsync(pane);
        }
        catch (TmuxCommandException)
        {
            End(PaneOutputEnd.PaneClosed);
        }
        catch (TmuxException)
        {
            End(PaneOutputEnd.Disconnected);
        }
    }

    private async Task ReopenAsync(TmuxPane pane)
    {
        Task opening;
        foreach (var output in Volatile.Read(ref _outputs)) output.Reopened(); // nothing comes before the pipe is connected
        lock (_gate)
        {
            if (_hasEnded) return;
            _fifo.Dispose();
            _fifo = new PaneFifo(_server.Options.FifoDirectory);
            _hasRead = false;
            if (!_isPaused) Watch();
            opening = _server.RunAsync(_fifo.Connect(pane.PaneId));
        }

        await opening;
    }
}
