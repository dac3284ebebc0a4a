using Orchestrator.TmuxAdapter;
using Orchestrator.TmuxAdapter.Protocol;
using System.Diagnostics;

namespace Orchestrator.Benchmarks.Tmux;

/// <summary>What one would write without the adapter: a thread that blocks in read on the FIFO of one pane.</summary>
internal sealed class BareReader : IDisposable
{
    private readonly FileStream _fifo;
    private readonly Action<byte[], int>? _onOutput;
    private long _count;
    private long _lastAt;

    private BareReader(string path, Action<byte[], int>? onOutput)
    {
        _onOutput = onOutput;
        _fifo = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        new Thread(Read) { IsBackground = true }.Start();
    }

    public long Count => Volatile.Read(ref _count);

    public long LastAt => Volatile.Read(ref _lastAt);

    /// <param name="bench">The server.</param>
    /// <param name="pane">Whose output.</param>
    /// <param name="onOutput">Called with what was read, before it is counted; null for none.</param>
    public static async Task<BareReader> StartAsync(BenchServer bench, TmuxPane pane, Action<byte[], int>? onOutput = null)
    {
        var path = Path.Combine(bench.Folder, $"bare{pane.PaneId}");
        using (var mkfifo = Process.Start("mkfifo", [path])) await mkfifo.WaitForExitAsync();
        var reader = new BareReader(path, onOutput);
        await bench.Server.RunAsync(new TmuxCommand("pipe-pane", "-O", "-t", pane.PaneId, TmuxFormat.EscapeWithTime($"exec cat > '{path}'")));
        return reader;
    }

    public void Dispose() => _fifo.Dispose();

    private void Read()
    {
        var buffer = new byte[1 << 16];
        try
        {
            while (_fifo.Read(buffer) is > 0 and var read)
            {
                Volatile.Write(ref _lastAt, Stopwatch.GetTimestamp());
                _onOutput?.Invoke(buffer, read);
                Volatile.Write(ref _count, _count + read);
            }
        }
        catch (ObjectDisposedException)
        {
            // The measurement is over.
        }
    }
}
