using Orchestrator.TmuxAdapter;
using Orchestrator.TmuxAdapter.Protocol;
using System.Diagnostics;
using System.Text;

namespace Orchestrator.Benchmarks.Tmux;

/// <summary>From a write to a pane's terminal to the subscriber's callback.</summary>
internal static class LatencyBenchmark
{
    private const int Writes = 1_000, Polls = 20;

    public static async Task RunAsync(int panes)
    {
        await using var bench = await BenchServer.StartAsync();
        var sinks = Enumerable.Range(0, panes).Select(_ => new LastByteSink()).ToList();
        var windows = await Task.WhenAll(sinks.Select(sink => bench.Server.CreateWindowAsync(bench.Window("sleep", "1000") with { Output = sink })));
        var bareWindow = await bench.Server.CreateWindowAsync(bench.Window("sleep", "1000"));
        using var bare = await BareReader.StartAsync(bench, bareWindow);
        await Task.Delay(500); // until all the windows' processes have started

        var (adapter, fifo) = (new Samples(), new Samples());
        var random = new Random(1);
        var terminals = windows.Select(window => Open(window.Tty)).ToList();
        var bareTerminal = Open(bareWindow.Tty);
        for (var i = 0; i < Writes + 100; i++)
        {
            var at = i % panes;
            var ours = Measure(terminals[at], () => sinks[at].Count, () => sinks[at].LastAt);
            Thread.Sleep(random.Next(1, 4));
            var theirs = Measure(bareTerminal, () => bare.Count, () => bare.LastAt);
            Thread.Sleep(random.Next(1, 4));
            if (i < 100) continue; // warm-up
            adapter.Add(ours);
            fifo.Add(theirs);
        }

        var poll = panes == 1 ? await PollAsync(bench, bareWindow, bareTerminal) : null;
        terminals.ForEach(terminal => terminal.Dispose());
        bareTerminal.Dispose();
        Report.Title($"Byte written in a pane → callback, {panes} pane(s), p50 / p99");
        if (poll is not null) Report.Row("fork tmux capture-pane every 500 ms", poll.ToString());
        Report.Row("bare FIFO reader, a thread that blocks in read", fifo.ToString());
        Report.Row("adapter", adapter.ToString(), Report.Ratio(adapter.Percentile(50), fifo.Percentile(50)));
    }

    private static TimeSpan Measure(FileStream terminal, Func<long> count, Func<long> lastAt)
    {
        var before = count();
        var start = Stopwatch.GetTimestamp();
        terminal.Write("x"u8);
        while (count() == before) Thread.Sleep(0);
        return Stopwatch.GetElapsedTime(start, lastAt());
    }

    private static async Task<Samples> PollAsync(BenchServer bench, TmuxPane pane, FileStream terminal)
    {
        var samples = new Samples();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        var random = new Random(1);
        for (var i = 0; i < Polls; i++)
        {
            await Task.Delay(random.Next(500)); // a write comes at any moment between two looks
            var start = Stopwatch.GetTimestamp();
            terminal.Write(Encoding.ASCII.GetBytes($"poll{i}."));
            do
                await timer.WaitForNextTickAsync();
            while (!(await bench.ForkAsync("capture-pane", "-p", "-J", "-t", pane.PaneId)).Contains($"poll{i}.", StringComparison.Ordinal));
            samples.AddSince(start);
        }

        return samples;
    }

    private static FileStream Open(string tty) => new(tty, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
}

/// <summary>What one would write without the adapter: a thread that blocks in read on the FIFO of one pane.</summary>
internal sealed class BareReader : IDisposable
{
    private readonly FileStream _fifo;
    private long _count;
    private long _lastAt;

    private BareReader(string path)
    {
        _fifo = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        new Thread(Read) { IsBackground = true }.Start();
    }

    public long Count => Volatile.Read(ref _count);

    public long LastAt => Volatile.Read(ref _lastAt);

    public static async Task<BareReader> StartAsync(BenchServer bench, TmuxPane pane)
    {
        var path = Path.Combine(bench.Folder, $"bare{pane.PaneId}");
        using (var mkfifo = Process.Start("mkfifo", [path])) await mkfifo.WaitForExitAsync();
        var reader = new BareReader(path);
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
                Volatile.Write(ref _count, _count + read);
            }
        }
        catch (ObjectDisposedException)
        {
            // The measurement is over.
        }
    }
}
