using Orchestrator.Agents.Terminals;
using Orchestrator.TmuxAdapter;

namespace Orchestrator.Agents.Streams;

/// <summary>The recordings of all panes that are being recorded or streamed: one a pane, shared, gone with its last user unless it is to be kept. Safe for many threads.</summary>
/// <param name="directory">Where recordings are.</param>
/// <param name="options">Their sizes.</param>
/// <param name="time">The clock.</param>
public sealed class PaneStreams(string directory, StreamOptions options, TimeProvider time)
{
    /// <summary>Why a recording ends whose pane's program has ended.</summary>
    internal const string Exited = "exited";

    private const string KeepName = "keep";

    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Stream> _open = [];
    private readonly Dictionary<string, Task> _closing = [];

    /// <summary>Removes what an earlier daemon left of panes that were not recorded, and the oldest recordings above the limit.</summary>
    public void Clean()
    {
        if (!Directory.Exists(directory)) return;
        var kept = new List<DirectoryInfo>();
        foreach (var one in new DirectoryInfo(directory).EnumerateDirectories())
        {
            if (File.Exists(Path.Combine(one.FullName, KeepName))) kept.Add(one);
            else one.Delete(recursive: true);
        }

        foreach (var old in kept.OrderByDescending(d => d.LastWriteTimeUtc).Skip(options.Panes)) old.Delete(recursive: true);
    }

    /// <summary>Opens a pane's recording, and keeps it open until the lease is given back.</summary>
    /// <exception cref="TmuxException">The pane is gone, or tmux does not answer.</exception>
    public async Task<StreamLease> OpenAsync(FoundPane pane)
    {
        var key = KeyOf(pane);
        Stream? stream = null;
        while (stream is null)
        {
            Task? closing;
            lock (_gate)
            {
                if (!_closing.TryGetValue(key, out closing))
                {
                    if (!_open.TryGetValue(key, out stream) || stream.Recording.EndReason is not null)
                        _open[key] = stream = new Stream(Path.Combine(directory, key), pane, options, time);
                    stream.Users++;
                }
            }

            if (closing is not null) await closing; // two must not write into one directory
        }

        var lease = new StreamLease(this, key, stream);
        try
        {
            await stream.Attached;
            return lease;
        }
        catch
        {
            await lease.DisposeAsync();
            throw;
        }
    }

    internal async ValueTask CloseAsync(string key, Stream stream)
    {
        Task closing;
        lock (_gate)
        {
            if (--stream.Users > 0) return;
            closing = stream.DisposeAsync().AsTask();
            if (_open.GetValueOrDefault(key) == stream)
            {
                _open.Remove(key);
                _closing[key] = closing;
            }
        }

        try
        {
            await closing;
        }
        finally
        {
            lock (_gate)
                if (_closing.GetValueOrDefault(key) == closing) _closing.Remove(key);
        }
    }

    /// <summary>The name of a pane's recording: of one pane of one life of the server.</summary>
    private static string KeyOf(FoundPane pane) => $"{TerminalBinder.NameOf(pane.Server.Identity)}-{pane.Info.PaneId.TrimStart('%')}";

    /// <summary>One pane's recording and its pump.</summary>
    internal sealed class Stream : IAsyncDisposable
    {
        private readonly string _directory;
        private readonly OutputPump _pump;
        private readonly bool _isKept;

        public Stream(string directory, FoundPane pane, StreamOptions options, TimeProvider time)
        {
            _isKept = StreamTags.IsRecorded(pane.Info, options);
            _directory = directory = _isKept ? directory : $"{directory}-{Guid.NewGuid():N}";
            Recording = _isKept
                ? new PaneRecording(directory, options.FileSize, options.Files)
                : new PaneRecording(directory, Math.Max(options.SpoolSize / 4, 1 << 10), 4);
            if (_isKept) File.WriteAllText(Path.Combine(directory, KeepName), $"{pane.Info.SessionName} {pane.Name}\n");
            _pump = new OutputPump(Recording, time);
            Attached = AttachAsync(pane.Open(), time);
        }

        public PaneRecording Recording { get; }

        public Task Attached { get; }

        public bool IsKept => _isKept;

        public IDisposable Hold() => _pump.Output.Result.Hold(); // attached: see OpenAsync

        public int Users { get; set; } // guarded by the owner

        public async ValueTask DisposeAsync()
        {
            await _pump.DisposeAsync();
            Recording.Dispose();
            if (!_isKept) Directory.Delete(_directory, recursive: true);
        }

        private async Task AttachAsync(TmuxPane pane, TimeProvider time)
        {
            var output = await _pump.AttachAsync(pane);
            _ = FollowEndAsync(pane, output, time);
        }

        private async Task FollowEndAsync(TmuxPane pane, PaneOutput output, TimeProvider time)
        {
            try
            {
                var exited = pane.WaitForExitAsync();
                if (await Task.WhenAny(exited, output.Ended, _pump.Ended) == exited)
                {
                    await exited;
                    // A dead pane's pipe stays open: what is still under way comes now, or never.
                    await Task.WhenAny(output.Complete, output.Ended, Task.Delay(LastWords, time));
                }

                await _pump.DisposeAsync();
                await _pump.Ended;
                Recording.Finish(output.Ended is { IsCompletedSuccessfully: true, Result: not (PaneOutputEnd.Disposed or PaneOutputEnd.PaneClosed) and var end }
                    ? end == PaneOutputEnd.TakenOver ? "taken_over" : "disconnected"
                    : Exited);
            }
            catch (Exception e) when (e is TmuxException or IOException or UnauthorizedAccessException)
            {
                Recording.Finish(e is TmuxException ? "disconnected" : $"failed: {e.Message}");
            }
        }
    }
}

/// <summary>Somebody's use of a pane's recording.</summary>
public sealed class StreamLease : IAsyncDisposable
{
    private readonly PaneStreams _owner;
    private readonly string _key;
    private readonly PaneStreams.Stream _stream;
    private int _isClosed;

    internal StreamLease(PaneStreams owner, string key, PaneStreams.Stream stream) => (_owner, _key, _stream) = (owner, key, stream);

    /// <summary>The recording.</summary>
    public PaneRecording Recording => _stream.Recording;

    /// <summary>Whether it began before this lease and stays after it.</summary>
    public bool IsRecorded => _stream.IsKept;

    /// <summary>Stops the pane's program from writing until the result is disposed of; see <see cref="PaneOutput.Hold"/>.</summary>
    public IDisposable Hold() => _stream.Hold();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _isClosed, 1) == 0 ? _owner.CloseAsync(_key, _stream) : ValueTask.CompletedTask;
}
