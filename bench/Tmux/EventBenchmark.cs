using Orchestrator.TmuxAdapter;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Orchestrator.Benchmarks.Tmux;

/// <summary>Events of panes: how soon, how many, and whether all of them.</summary>
internal static class EventBenchmark
{
    public static async Task RunAsync()
    {
        Console.WriteLine($"load before: {(await File.ReadAllTextAsync("/proc/loadavg")).Trim()}");
        await LatencyBenchmark.RunAsync(panes: 1);
        await LatencyBenchmark.RunAsync(panes: 10);
        await LatencyBenchmark.RunAsync(panes: 100);
        await PatternLatencyAsync();
        await CompletenessAsync();
        await PatternRateAsync();
        Console.WriteLine($"load after: {(await File.ReadAllTextAsync("/proc/loadavg")).Trim()}");
    }

    /// <summary>From a line written in a pane to the pattern's callback: pump, decoding and search included.</summary>
    private static async Task PatternLatencyAsync()
    {
        await using var bench = await BenchServer.StartAsync();
        var pane = await bench.Server.CreateWindowAsync(bench.Window("sleep", "1000"));
        var found = new Matches("event-\\d+");
        await using var pump = new OutputPump(found, TimeProvider.System);
        await pump.AttachAsync(pane);
        using var terminal = new FileStream(pane.Tty, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        var samples = new Samples();
        for (var i = 0; i < 1_100; i++)
        {
            var start = Stopwatch.GetTimestamp();
            terminal.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"event-{i}\n")));
            while (found.Count <= i) Thread.Sleep(0);
            if (i >= 100) samples.Add(Stopwatch.GetElapsedTime(start, found.LastAt));
            Thread.Sleep(2);
        }

        Report.Title("Line written in a pane → pattern's callback, p50 / p99");
        Report.Row("pump, decoder and regular expression", samples.ToString());
    }

    private static async Task CompletenessAsync()
    {
        const int Lines = 5_000_000;
        await using var bench = await BenchServer.StartAsync();
        var sinks = Enumerable.Range(0, 3).Select(_ => new HashingConsumer()).ToList();
        var pane = await bench.Server.CreateWindowAsync(bench.Window("sh", "-c", $"read go; exec seq 1 {Lines}"));
        var pumps = sinks.Select(sink => new OutputPump(sink, TimeProvider.System)).ToList();
        foreach (var pump in pumps) await pump.AttachAsync(pane);
        var clock = Stopwatch.StartNew();
        await pane.PasteAsync("go\n", new PasteOptions());
        await (await pumps[0].Output).Complete;
        foreach (var pump in pumps) await pump.DisposeAsync();
        var elapsed = clock.Elapsed;
        using var expected = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        expected.AppendData("go\r\n"u8);
        for (var i = 1; i <= Lines; i++) expected.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{i}\r\n")));
        var hash = Convert.ToHexString(expected.GetHashAndReset());
        if (sinks.Any(sink => sink.Hash != hash)) throw new InvalidOperationException("The checksums differ: bytes were lost.");
        Report.Title($"seq 1 {Lines} to three readers of one pane");
        Report.Row("all checksums equal; MB/s", string.Create(CultureInfo.InvariantCulture, $"{sinks[0].Count / 1e6 / elapsed.TotalSeconds:0.0}"));
    }

    private static async Task PatternRateAsync()
    {
        const int Events = 1_000_000;
        await using var bench = await BenchServer.StartAsync();
        var found = new Matches("event-\\d+");
        var pane = await bench.Server.CreateWindowAsync(bench.Window("sh", "-c", $"read go; seq -f 'event-%.0f of the log' 1 {Events}"));
        await using var pump = new OutputPump(found, TimeProvider.System);
        var output = await pump.AttachAsync(pane);
        var clock = Stopwatch.StartNew();
        await pane.PasteAsync("go\n", new PasteOptions());
        await output.Complete;
        await pump.DisposeAsync();
        if (found.Count != Events) throw new InvalidOperationException($"{found.Count} of {Events} events were found.");
        Report.Title($"{Events} lines with a match each");
        Report.Row("events/s, every one found", string.Create(CultureInfo.InvariantCulture, $"{Events / clock.Elapsed.TotalSeconds:0}"));
    }

    private sealed class Matches : IOutputConsumer
    {
        private readonly OutputText _text;
        private long _count, _lastAt;

        public Matches(string text)
        {
            if (!OutputPattern.TryParse(text, out var pattern, out var problem)) throw new ArgumentException(problem, nameof(text));
            _text = new OutputText(new PatternReader(pattern, _ =>
            {
                Volatile.Write(ref _lastAt, Stopwatch.GetTimestamp());
                Volatile.Write(ref _count, _count + 1);
            }));
        }

        public long Count => Volatile.Read(ref _count);

        public long LastAt => Volatile.Read(ref _lastAt);

        public void OnOutput(ReadOnlySpan<byte> bytes) => _text.Read(bytes);
    }

    private sealed class HashingConsumer : IOutputConsumer
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public long Count { get; private set; }

        public string Hash => Convert.ToHexString(_hash.GetCurrentHash());

        public void OnOutput(ReadOnlySpan<byte> bytes)
        {
            Count += bytes.Length;
            _hash.AppendData(bytes);
        }
    }
}
