using Orchestrator.Benchmarks.Agents;
using Orchestrator.Benchmarks.Tmux;
using Orchestrator.TmuxAdapter;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Orchestrator.Benchmarks.Events;

/// <summary><c>seq 1 5000000</c> to readers of one pane: how quickly, and whether every byte comes.</summary>
internal static class Completeness
{
    private const int Lines = 5_000_000;

    public static async Task RunAsync(RatioTable table)
    {
        var (expected, length) = Expected();
        var bare = await BareAsync(length);
        table.AddRate($"events: seq 1 {Lines} to three readers, checksums equal", await AdapterAsync(expected), "MB/s", 0.8 * bare, ("bare FIFO reader, counting", bare));
        table.AddRate($"events: seq 1 {Lines} through the daemon's API, checksum equal", await DaemonAsync(expected, length), "MB/s", null, ("bare FIFO reader, counting", bare));
    }

    private static async Task<double> AdapterAsync(string expected)
    {
        await using var bench = await BenchServer.StartAsync();
        var sinks = Enumerable.Range(0, 3).Select(_ => new HashingConsumer()).ToList();
        var pane = await bench.Server.CreateWindowAsync(Counting(bench));
        var pumps = sinks.Select(sink => new OutputPump(sink, TimeProvider.System)).ToList();
        foreach (var pump in pumps) await pump.AttachAsync(pane);
        var clock = Stopwatch.StartNew();
        await pane.PasteAsync("go\n", new PasteOptions());
        await (await pumps[0].Output).Complete;
        foreach (var pump in pumps) await pump.DisposeAsync();
        var rate = sinks[0].Count / 1e6 / clock.Elapsed.TotalSeconds;
        return sinks.All(sink => sink.Hash == expected) ? rate : throw new InvalidOperationException("The checksums differ: bytes were lost.");
    }

    private static async Task<double> BareAsync(long length)
    {
        await using var bench = await BenchServer.StartAsync();
        var pane = await bench.Server.CreateWindowAsync(Counting(bench));
        using var reader = await BareReader.StartAsync(bench, pane);
        var clock = Stopwatch.StartNew();
        await pane.PasteAsync("go\n", new PasteOptions());
        while (reader.Count < length) await Task.Delay(1);
        return length / 1e6 / clock.Elapsed.TotalSeconds;
    }

    private static async Task<double> DaemonAsync(string expected, long length)
    {
        using var home = new DaemonHome();
        home.Tmux("new-session", "-d", "-s", "count", "-x", "200", "-y", "50", $"read go; seq 1 {Lines}; exec sleep 1000");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (count, clock) = (0L, new Stopwatch());
        await using var events = await home.StreamAsync("count", "0");
        await EventStream.ReadAsync(
            events,
            onStarted: () =>
            {
                clock.Start();
                home.Tmux("send-keys", "-t", "=count:", "go", "Enter");
            },
            onOutput: bytes =>
            {
                hash.AppendData(bytes.Span);
                return (count += bytes.Length) < length;
            });
        var rate = length / 1e6 / clock.Elapsed.TotalSeconds;
        return Convert.ToHexString(hash.GetHashAndReset()) == expected ? rate : throw new InvalidOperationException("The checksum differs: bytes were lost.");
    }

    private static WindowSpec Counting(BenchServer bench) => bench.Window("sh", "-c", $"read go; exec seq 1 {Lines}");

    private static (string Hash, long Length) Expected()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var text = new StringBuilder("go\r\n");
        for (var i = 1; i <= Lines; i++) text.Append(CultureInfo.InvariantCulture, $"{i}\r\n");
        var bytes = Encoding.ASCII.GetBytes(text.ToString());
        hash.AppendData(bytes);
        return (Convert.ToHexString(hash.GetHashAndReset()), bytes.Length);
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
