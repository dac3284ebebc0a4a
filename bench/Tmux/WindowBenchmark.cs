using System.Diagnostics;

namespace Orchestrator.Benchmarks.Tmux;

/// <summary>A hundred windows: bare, by hand-written control mode; and set up for an agent, by the adapter.</summary>
internal static class WindowBenchmark
{
    private const int Windows = 100;

    public static async Task RunAsync()
    {
        var forked = await ForkedAsync();
        var bare = await BareAsync("new-window -d -t =bench: -- cat", blocks: 1);
        var bareSetUp = await BareAsync(
            "new-window -d -t =bench: -n w# -- cat ; set-option -p -t =bench:=w# @agent # ; set-option -w -t =bench:=w# remain-on-exit on ; "
            + "set-option -w -t =bench:=w# automatic-rename off ; set-option -w -t =bench:=w# allow-rename off ; resize-window -t =bench:=w# -x 200 -y 50 ; "
            + "pipe-pane -O -t =bench:=w# \"exec cat > /dev/null\"", blocks: 7);
        var adapter = await AdapterAsync();
        Report.Title($"{Windows} windows");
        Report.Row("fork tmux new-window", Samples.Show(forked.TotalMicroseconds));
        Report.Row("bare control mode, nothing set up", Samples.Show(bare.TotalMicroseconds));
        Report.Row("bare control mode, options, size and output pipe", Samples.Show(bareSetUp.TotalMicroseconds));
        Report.Row("adapter: set up, tagged, wrapped, with output and exit watch", Samples.Show(adapter.TotalMicroseconds),
            $"{Report.Ratio(adapter.TotalSeconds, bareSetUp.TotalSeconds)} of bare with set-up, {Report.Ratio(adapter.TotalSeconds, forked.TotalSeconds)} of fork");
    }

    public static async Task<TimeSpan> ForkedAsync()
    {
        await using var bench = await BenchServer.StartAsync();
        await bench.ForkAsync("new-session", "-d", "-s", "bench", "cat");
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < Windows; i++) await bench.ForkAsync("new-window", "-d", "-t", "=bench:", "--", "cat");
        return clock.Elapsed;
    }

    public static async Task<TimeSpan> BareAsync(string command, int blocks)
    {
        await using var bench = await BenchServer.StartAsync();
        await bench.ForkAsync("new-session", "-d", "-s", "bench", "cat");
        using var control = bench.StartTmux("-C", "attach-session", "-t", "bench", "-f", "no-output,ignore-size");
        while (await control.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith("%session-changed", StringComparison.Ordinal))
        {
        }

        var clock = Stopwatch.StartNew();
        for (var i = 0; i < Windows; i++) await control.StandardInput.WriteAsync(command.Replace("#", $"{i}", StringComparison.Ordinal) + "\n");
        await control.StandardInput.FlushAsync();
        for (var ended = 0; ended < Windows * blocks;)
        {
            var line = await control.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("tmux ended.");
            if (line.StartsWith("%error", StringComparison.Ordinal)) throw new InvalidOperationException("tmux refused a command.");
            if (line.StartsWith("%end", StringComparison.Ordinal)) ended++;
        }

        var elapsed = clock.Elapsed;
        control.StandardInput.Close();
        await control.WaitForExitAsync();
        return elapsed;
    }

    private static async Task<TimeSpan> AdapterAsync()
    {
        await using var bench = await BenchServer.StartAsync();
        var clock = Stopwatch.StartNew();
        var panes = await Task.WhenAll(Enumerable.Range(0, Windows).Select(i => bench.Server.CreateWindowAsync(bench.Window("cat") with
        {
            Name = $"w{i}",
            PaneOptions = new Dictionary<string, string> { ["@agent"] = $"{i}" },
            Output = new LastByteSink(),
        })));
        foreach (var pane in panes) _ = pane.WaitForExitAsync();
        return clock.Elapsed;
    }
}
