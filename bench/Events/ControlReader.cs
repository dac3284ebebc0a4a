using Orchestrator.Benchmarks.Tmux;
using System.Diagnostics;

namespace Orchestrator.Benchmarks.Events;

/// <summary>What one would write without the adapter: <c>tmux -C attach</c>, and a thread that reads its <c>%output</c> lines of all panes of a session.</summary>
internal sealed class ControlReader : IDisposable
{
    private readonly Process _client;
    private readonly TaskCompletionSource _attached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _count;
    private long _lastAt;

    private ControlReader(Process client)
    {
        _client = client;
        new Thread(Read) { IsBackground = true }.Start();
    }

    /// <summary>Lines of output so far.</summary>
    public long Count => Volatile.Read(ref _count);

    public long LastAt => Volatile.Read(ref _lastAt);

    /// <summary>Attaches to a session; nothing else may change on the server meanwhile.</summary>
    public static async Task<ControlReader> StartAsync(BenchServer bench, string session)
    {
        var reader = new ControlReader(bench.StartTmux("-u", "-C", "attach-session", "-t", "=" + session, "-f", "ignore-size"));
        await reader._attached.Task;
        return reader;
    }

    public void Dispose()
    {
        _client.StandardInput.Close();
        _client.WaitForExit();
        _client.Dispose();
    }

    private void Read()
    {
        var (buffer, filled) = (new byte[1 << 16], 0);
        var output = _client.StandardOutput.BaseStream;
        while (output.Read(buffer, filled, buffer.Length - filled) is > 0 and var read)
        {
            filled += read;
            var rest = buffer.AsSpan(0, filled);
            while (rest.IndexOf((byte)'\n') is >= 0 and var end)
            {
                if (rest.StartsWith("%output "u8))
                {
                    Volatile.Write(ref _lastAt, Stopwatch.GetTimestamp());
                    Volatile.Write(ref _count, _count + 1);
                }
                else if (rest.StartsWith("%session-changed"u8))
                {
                    _attached.TrySetResult();
                }

                rest = rest[(end + 1)..];
            }

            rest.CopyTo(buffer);
            filled = rest.Length;
        }
    }
}
