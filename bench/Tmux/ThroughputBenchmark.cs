using System.Diagnostics;

namespace Orchestrator.Benchmarks.Tmux;

/// <summary>Panes that write as fast as they can, until the last byte has been received.</summary>
internal static class ThroughputBenchmark
{
    private const string Line = "The quick brown fox jumps over the lazy dog; a line of text as agents print it.";

    public static async Task RunAsync(int panes, int megabytes)
    {
        var bare = await BareAsync(panes, megabytes);
        var adapter = await AdapterAsync(panes, megabytes);
        Report.Title($"{megabytes} MB of text from {panes} pane(s), MB/s");
        Report.Row("bare FIFO readers, a thread a pane", $"{bare:0.0}");
        Report.Row("adapter, one thread, every byte counted", $"{adapter:0.0}", Report.Ratio(adapter, bare));
    }

    private static async Task<double> AdapterAsync(int panes, int megabytes)
    {
        await using var bench = await StartServerAsync();
        var sinks = Enumerable.Range(0, panes).Select(_ => new LastByteSink()).ToList();
        var size = megabytes * 1_000_000 / panes;
        var windows = await Task.WhenAll(sinks.Select(sink => bench.Server.CreateWindowAsync(Waiting(bench, size) with { Output = sink })));
        var clock = await StartAsync(bench, panes);
        await Task.WhenAll(windows.Select(window => window.Output!.Complete));
        var elapsed = clock.Elapsed;
        var expected = Expected(size);
        if (sinks.Any(sink => sink.Count != expected)) throw new InvalidOperationException("Bytes were lost.");
        return (double)expected * panes / 1e6 / elapsed.TotalSeconds;
    }

    private static async Task<double> BareAsync(int panes, int megabytes)
    {
        await using var bench = await StartServerAsync();
        var size = megabytes * 1_000_000 / panes;
        var expected = Expected(size);
        var windows = await Task.WhenAll(Enumerable.Range(0, panes).Select(_ => bench.Server.CreateWindowAsync(Waiting(bench, size))));
        var readers = await Task.WhenAll(windows.Select(window => BareReader.StartAsync(bench, window)));
        var clock = await StartAsync(bench, panes);
        while (readers.Any(reader => reader.Count < expected)) await Task.Delay(1);
        var elapsed = clock.Elapsed;
        foreach (var reader in readers) reader.Dispose();
        return (double)expected * panes / 1e6 / elapsed.TotalSeconds;
    }

    /// <summary>A window that begins to write when it reads a line from a pipe.</summary>
    private static TmuxAdapter.WindowSpec Waiting(BenchServer bench, int size) =>
        bench.Window("sh", "-c", $"read go < '{bench.Folder}/go'; yes '{Line}' | head -c {size}");

    private static async Task<Stopwatch> StartAsync(BenchServer bench, int panes)
    {
        using var go = new FileStream(Path.Combine(bench.Folder, "go"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        await Task.Delay(500); // until all have opened it
        var clock = Stopwatch.StartNew();
        go.Write(Enumerable.Repeat((byte)'\n', panes).ToArray());
        await Task.Delay(100); // all have read their line before it is closed
        return clock;
    }

    private static async Task<BenchServer> StartServerAsync()
    {
        var bench = await BenchServer.StartAsync();
        using var mkfifo = Process.Start("mkfifo", [Path.Combine(bench.Folder, "go")]);
        await mkfifo.WaitForExitAsync();
        return bench;
    }

    /// <summary>The terminal makes two bytes of each line end.</summary>
    private static long Expected(int size) => size + (size / (Line.Length + 1));
}
