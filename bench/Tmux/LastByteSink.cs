using Orchestrator.TmuxAdapter;
using System.Diagnostics;

namespace Orchestrator.Benchmarks.Tmux;

/// <summary>Counts, and notes when the last byte came.</summary>
internal sealed class LastByteSink : IPaneOutputSink
{
    private long _count;
    private long _lastAt;

    public long Count => Volatile.Read(ref _count);

    public long LastAt => Volatile.Read(ref _lastAt);

    public bool OnOutput(ReadOnlySpan<byte> bytes)
    {
        Volatile.Write(ref _lastAt, Stopwatch.GetTimestamp());
        Volatile.Write(ref _count, _count + bytes.Length);
        return true;
    }
}
