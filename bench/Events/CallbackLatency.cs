using Orchestrator.Benchmarks.Agents;
using Orchestrator.Benchmarks.Tmux;
using Orchestrator.TmuxAdapter;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Orchestrator.Benchmarks.Events;

/// <summary>From a line written in a pane to who waits for a pattern in it: a callback in the process, a client of the daemon's stream, a command of a
/// subscription, whose firing is stored before.</summary>
internal static class CallbackLatency
{
    private const int Lines = 500, Commands = 100, Warmup = 50;

    public static async Task RunAsync(RatioTable table)
    {
        var callback = await CallbackAsync();
        table.Add("events: line → pattern's callback (decoded, searched), p50", callback.Percentile(50), "µs", null);
        table.Add("events: line → pattern's callback (decoded, searched), p99", callback.Percentile(99), "µs", 5_000);
        using var home = new DaemonHome();
        var stream = await StreamAsync(home);
        table.Add("events: line → client of the daemon's stream, p50", stream.Percentile(50), "µs", null, ("callback in the process", callback.Percentile(50)));
        table.Add("events: line → client of the daemon's stream, p99", stream.Percentile(99), "µs", 5_000, ("callback in the process", callback.Percentile(99)));
        var (command, fork) = (await CommandAsync(home), ForkOnce(home));
        table.Add("events: line → stored firing → its command has run, p50", command.Percentile(50), "µs", null, ("setsid sh -c by itself", fork.Percentile(50)));
        table.Add("events: line → stored firing → its command has run, p99", command.Percentile(99), "µs", null, ("setsid sh -c by itself", fork.Percentile(99)));
    }

    private static async Task<Samples> CallbackAsync()
    {
        await using var bench = await BenchServer.StartAsync();
        var pane = await bench.Server.CreateWindowAsync(bench.Window("sleep", "1000"));
        var found = new Matches("event-\\d+");
        await using var pump = new OutputPump(found, TimeProvider.System);
        await pump.AttachAsync(pane);
        using var terminal = new FileStream(pane.Tty, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        return Write(terminal, Lines, () => found.Count, () => found.LastAt);
    }

    private static async Task<Samples> StreamAsync(DaemonHome home)
    {
        var (terminal, pane) = home.Silent("stream");
        using var _ = terminal;
        var (count, lastAt, started) = (0L, 0L, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await using var events = await home.StreamAsync("stream", pane);
        var reading = Task.Run(() => EventStream.ReadAsync(events, () => started.SetResult(), bytes =>
        {
            Volatile.Write(ref lastAt, Stopwatch.GetTimestamp());
            Interlocked.Add(ref count, bytes.Span.Count((byte)'\n'));
            return Volatile.Read(ref count) < Lines + Warmup;
        }));
        await started.Task;
        var samples = Write(terminal, Lines, () => Volatile.Read(ref count), () => Volatile.Read(ref lastAt));
        await reading;
        return samples;
    }

    private static async Task<Samples> CommandAsync(DaemonHome home)
    {
        var (terminal, pane) = home.Silent("command");
        using var _ = terminal;
        using var done = new CommandFifo(Path.Combine(home.Path, "done"));
        await home.SubscribeAsync("command", pane, "event-\\d+", "run", $"echo x > '{done.Path}'");
        await home.WaitForPipesAsync(1);
        return Write(terminal, Commands, () => done.Count, () => done.LastAt);
    }

    /// <summary>What the same command costs when nobody waits for anything.</summary>
    private static Samples ForkOnce(DaemonHome home)
    {
        using var done = new CommandFifo(Path.Combine(home.Path, "bare"));
        var samples = new Samples();
        for (var i = 0; i < Commands; i++)
        {
            var start = Stopwatch.GetTimestamp();
            using var process = Process.Start("setsid", ["/bin/sh", "-c", $"echo x > '{done.Path}'"]);
            while (done.Count <= i) Thread.Sleep(0);
            samples.Add(Stopwatch.GetElapsedTime(start, done.LastAt));
            process.WaitForExit();
        }

        return samples;
    }

    private static Samples Write(FileStream terminal, int lines, Func<long> count, Func<long> lastAt)
    {
        var samples = new Samples();
        for (var i = 0; i < lines + Warmup; i++)
        {
            var start = Stopwatch.GetTimestamp();
            terminal.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"event-{i}\n")));
            while (count() <= i) Thread.Sleep(0);
            if (i >= Warmup) samples.Add(Stopwatch.GetElapsedTime(start, lastAt()));
            Thread.Sleep(2);
        }

        return samples;
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
}
