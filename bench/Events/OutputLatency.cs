using Orchestrator.Benchmarks.Agents;
using Orchestrator.Benchmarks.Tmux;
using Orchestrator.TmuxAdapter;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Orchestrator.Benchmarks.Events;

/// <summary>From a write to a pane's terminal to the subscriber's callback: by the adapter, by a bare reader of control mode, by a bare reader of a FIFO, and by
/// looking at every pane each half second. All of them take turns on the same server.</summary>
internal static class OutputLatency
{
    private const int Writes = 800, Warmup = 100, Polls = 8;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(500);

    public static async Task RunAsync(int panes, RatioTable table)
    {
        await using var bench = await BenchServer.StartAsync();
        var sinks = Enumerable.Range(0, panes).Select(_ => new LastByteSink()).ToList();
        var ours = await Task.WhenAll(sinks.Select(sink => bench.Server.CreateWindowAsync(Sleeping(bench, "ours") with { Output = sink })));
        var theirs = await Task.WhenAll(Enumerable.Range(0, panes).Select(_ => bench.Server.CreateWindowAsync(Sleeping(bench, "theirs"))));
        var single = await bench.Server.CreateWindowAsync(Sleeping(bench, "single"));
        using var fifo = await BareReader.StartAsync(bench, single);
        await Task.Delay(500); // until all the windows' processes have started
        using var control = await ControlReader.StartAsync(bench, "theirs");

        var (byAdapter, byControl, byFifo) = (new Samples(), new Samples(), new Samples());
        var (ourTerminals, theirTerminals) = (ours.Select(Open).ToList(), theirs.Select(Open).ToList());
        using var singleTerminal = Open(single);
        for (var i = 0; i < Writes + Warmup; i++)
        {
            var at = i % panes;
            Measure(byAdapter, i, ourTerminals[at], () => sinks[at].Count, () => sinks[at].LastAt);
            Measure(byControl, i, theirTerminals[at], () => control.Count, () => control.LastAt);
            Measure(byFifo, i, singleTerminal, () => fifo.Count, () => fifo.LastAt);
        }

        var byPolling = await PollAsync(bench, theirs, theirTerminals);
        ourTerminals.Concat(theirTerminals).ToList().ForEach(terminal => terminal.Dispose());
        var what = $"events: output → subscriber, {panes} pane(s)";
        Add("p50", 50, goal: 1.5 * byFifo.Percentile(50));
        Add("p99", 99, goal: 5_000);

        void Add(string name, int percentile, double goal) => table.Add($"{what}, {name}", byAdapter.Percentile(percentile), "µs", goal,
            ("bare control-mode reader", byControl.Percentile(percentile)), ("bare FIFO reader, 1 pane", byFifo.Percentile(percentile)),
            ("capture-pane of each every 500 ms", byPolling.Percentile(percentile)));
    }

    private static void Measure(Samples samples, int round, FileStream terminal, Func<long> count, Func<long> lastAt)
    {
        var before = count();
        var start = Stopwatch.GetTimestamp();
        terminal.Write("x"u8);
        while (count() == before) Thread.Sleep(0);
        if (round >= Warmup) samples.Add(Stopwatch.GetElapsedTime(start, lastAt()));
        Thread.Sleep(Random.Shared.Next(1, 3));
    }

    /// <summary>What watching by looking costs: every pane is captured by a process of its own, each half second.</summary>
    private static async Task<Samples> PollAsync(BenchServer bench, TmuxPane[] panes, List<FileStream> terminals)
    {
        var samples = new Samples();
        using var timer = new PeriodicTimer(PollInterval);
        for (var i = 0; i < Polls; i++)
        {
            await Task.Delay(Random.Shared.Next((int)PollInterval.TotalMilliseconds)); // a write comes at any moment between two looks
            var (at, word) = (i % panes.Length, string.Create(CultureInfo.InvariantCulture, $"poll{i}."));
            var start = Stopwatch.GetTimestamp();
            terminals[at].Write(Encoding.ASCII.GetBytes(word));
            for (var isSeen = false; !isSeen;)
            {
                await timer.WaitForNextTickAsync();
                foreach (var pane in panes)
                {
                    if (!(await bench.ForkAsync("capture-pane", "-p", "-J", "-t", pane.PaneId)).Contains(word, StringComparison.Ordinal)) continue;
                    samples.AddSince(start);
                    isSeen = true;
                    break;
                }
            }
        }

        return samples;
    }

    private static WindowSpec Sleeping(BenchServer bench, string session) => bench.Window("sleep", "1000") with { Session = session };

    private static FileStream Open(TmuxPane pane) => new(pane.Tty, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
}
