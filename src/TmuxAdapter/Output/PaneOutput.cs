using Orchestrator.TmuxAdapter.Native;
using Orchestrator.TmuxAdapter.Processes;
using Orchestrator.TmuxAdapter.Protocol;
using System.Runtime.InteropServices;

namespace Orchestrator.TmuxAdapter;

/// <summary>The stream of what one pane's program writes, from the moment it was opened.</summary>
public sealed class PaneOutput : IAsyncDisposable
{
    private const int MostEmptyOpenings = 3;

    [ThreadStatic]
    private static byte[]? _buffer; // of the I/O thread, for all panes

    private readonly Lock _gate = new();
    private readonly TmuxServer _server;
    private readonly IPaneOutputSink _sink;
    private readonly EndMarker _marker = new();
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<TmuxPane> _pane = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<PaneOutputEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PaneFifo _fifo;
    private long _watch; // 0 while paused, reopening or ended
    private int _resumed;
    private bool _isPaused, _hasRead;
    private int _emptyOpenings;

    internal PaneOutput(TmuxServer server, IPaneOutputSink sink)
    {
        (_server, _sink) = (server, sink);
        _fifo = new PaneFifo(server.Options.FifoDirectory);
        server.OpenOutputs[this] = true;
        Watch();
    }

    /// <summary>Completes when no more bytes will come; fails with what the sink threw.</summary>
    public Task<PaneOutputEnd> Ended => _ended.Task;

    /// <summary>Completes when the window's program has ended and its last byte has been received: nothing was lost and nothing is under way.</summary>
    /// <remarks>Never, when the program was not started by <see cref="TmuxServer.CreateWindowAsync(WindowSpec, CancellationToken)"/>, or the pane was killed
    /// under it: wait for <see cref="TmuxPane.WaitForExitAsync"/> as well.</remarks>
    public Task Complete => _complete.Task;

    /// <summary>Goes on after the sink returned false. May be called from any thread, also before the sink has returned.</summary>
    public void Resume()
    {
        lock (_gate)
        {
            _resumed++;
            if (!_isPaused || _ended.Task.IsCompleted) return;
            _isPaused = false;
            Watch();
        }

        SetFlow(isStopped: false);
    }

    /// <summary>Closes the pipe. What the program writes from now on is not received.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!End(PaneOutputEnd.Disposed)) return;
        if (!_pane.Task.IsCompletedSuccessfully) return;
        SetFlow(isStopped: false);
        try
        {
            await _server.RunAsync(new TmuxCommand("pipe-pane", "-t", _pane.Task.Result.PaneId));
        }
        catch (TmuxException)
        {
            // The pane or the server is gone, and the pipe with it.
        }
    }

    internal TmuxCommand Connect(string target) => _fifo.Connect(target);

    internal void Bind(TmuxPane pane)
    {
        _pane.TrySetResult(pane);
        bool isPaused;
        lock (_gate) isPaused = _isPaused; // the first bytes come before the pane's id
        SetFlow(isPaused);                 // or on again: an earlier owner may have been killed while it was paused
    }

    internal bool End(PaneOutputEnd end)
    {
        lock (_gate)
        {
            if (!_ended.TrySetResult(end)) return false;
            Close();
            return true;
        }
    }

    private void Watch() => _watch = _server.Loop.Add(_fifo.Handle, IoLoop.Readable, (_, _) => Read());

    private void Unwatch()
    {
        _server.Loop.Remove(_watch, _fifo.Handle);
        _watch = 0;
    }

    private void Close()
    {
        Unwatch();
        _fifo.Dispose();
        _server.OpenOutputs.TryRemove(this, out _);
    }

    private void Read()
    {
        var buffer = _buffer ??= new byte[1 << 16];
        try
        {
            var resumed = Volatile.Read(ref _resumed);
            var count = ReadInto(buffer);
            if (count == 0)
            {
                lock (_gate) Unwatch();
                _marker.Flush(_sink);
                _ = ReopenAsync();
            }
            else if (count > 0)
            {
                _hasRead = true;
                if (!_marker.Pass(buffer.AsSpan(0, count), _sink)) Pause(resumed);
                if (_marker.HasCome) _complete.TrySetResult();
            }
        }
        catch (Exception e)
        {
            if (!_ended.TrySetException(e)) return; // closed by another thread meanwhile
            lock (_gate) Close();
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

    private void Pause(int resumed)
    {
        lock (_gate)
        {
            if (_resumed != resumed || _ended.Task.IsCompleted) return;
            _isPaused = true;
            Unwatch();
        }

        SetFlow(isStopped: true);
        lock (_gate) if (_isPaused) return;
        SetFlow(isStopped: false); // resumed in between
    }

    // Without this, a pipe that is not read would make the tmux server's memory grow without limit.
    private void SetFlow(bool isStopped)
    {
        if (_pane.Task.IsCompletedSuccessfully) Tty.SetFlow(_pane.Task.Result, isStopped);
    }

    private async Task ReopenAsync()
    {
        try
        {
            var pane = await _pane.Task;
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
        lock (_gate)
        {
            if (_ended.Task.IsCompleted) return;
            _fifo.Dispose();
            _fifo = new PaneFifo(_server.Options.FifoDirectory);
            _hasRead = false;
            Watch();
        }

        _sink.OnReopened();
        await _server.RunAsync(_fifo.Connect(pane.PaneId));
    }
}
