using System.Diagnostics;

namespace Orchestrator.Benchmarks.Tmux;

/// <summary>From the kill of a pane's program to its signal being known.</summary>
internal static class ExitBenchmark
{
    private const int Rounds = 200, PollRounds = 10;

    public static async Task RunAsync()
    {
        await using var bench = await BenchServer.StartAsync();
        var adapter = new Samples();
        for (var i = 0; i < Rounds; i++)
        {
            var pane = await bench.Server.CreateWindowAsync(bench.Window("cat"));
            var program = await ProgramAsync(pane);
            var exit = pane.WaitForExitAsync();
            await bench.Server.FindPaneAsync(pane.PaneId); // the watch is in place
            var start = Stopwatch.GetTimestamp();
            program.Kill();
            if ((await exit).Signal != 9) throw new InvalidOperationException("Another signal than the one sent.");
            adapter.AddSince(start);
            program.Dispose();
            await bench.Server.KillWindowAsync(pane.WindowId);
        }

        var polling = new Samples();
        for (var i = 0; i < PollRounds; i++)
        {
            var pane = await bench.Server.CreateWindowAsync(bench.Window("cat"));
            using var program = await ProgramAsync(pane);
            var start = Stopwatch.GetTimestamp();
            program.Kill();
            do
                await Task.Delay(500);
            while ((await bench.ForkAsync("list-panes", "-t", pane.PaneId, "-F", "#{pane_dead}")).Trim() != "1");
            polling.AddSince(start);
            await bench.Server.KillWindowAsync(pane.WindowId);
        }

        Report.Title("Program killed → exit known, p50 / p99");
        Report.Row("fork tmux every 500 ms (dead or not; no signal)", polling.ToString());
        Report.Row("adapter, with signal and last screen", adapter.ToString(), Report.Ratio(adapter.Percentile(50), polling.Percentile(50)));
    }

    private static async Task<Process> ProgramAsync(TmuxAdapter.TmuxPane pane)
    {
        while (pane.ReadProgram() is not { Name: "cat" }) await Task.Delay(1);
        return Process.GetProcessById(pane.ReadProgram()!.Pid);
    }
}
