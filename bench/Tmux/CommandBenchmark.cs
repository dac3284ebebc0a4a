using Orchestrator.TmuxAdapter.Protocol;
using System.Diagnostics;

namespace Orchestrator.Benchmarks.Tmux;

/// <summary>One command and its reply; many commands at once; against a process for each.</summary>
internal static class CommandBenchmark
{
    private const int Single = 5_000, Pipelined = 200_000, Forks = 200;

    public static async Task RunAsync()
    {
        await using var bench = await BenchServer.StartAsync();
        var command = new TmuxCommand("display-message", "-p", "x");
        for (var i = 0; i < 2_000; i++) await bench.Server.RunAsync(command);

        var round = new Samples();
        for (var i = 0; i < Single; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await bench.Server.RunAsync(command);
            round.AddSince(start);
        }

        var fork = new Samples();
        for (var i = 0; i < Forks; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await bench.ForkAsync("display-message", "-p", "x");
            fork.AddSince(start);
        }

        var clock = Stopwatch.StartNew();
        var replies = new Task[Pipelined];
        for (var i = 0; i < Pipelined; i++) replies[i] = bench.Server.RunAsync(command);
        await Task.WhenAll(replies);
        var rate = Pipelined / clock.Elapsed.TotalSeconds;

        Report.Title("One command, p50 / p99");
        Report.Row("fork tmux", fork.ToString());
        Report.Row("adapter", round.ToString(), Report.Ratio(round.Percentile(50), fork.Percentile(50)));
        Report.Title("Commands a second");
        var forkRate = 1e6 / fork.Percentile(50);
        Report.Row("fork tmux, one after the other", $"{forkRate:n0}");
        Report.Row("adapter, pipelined", $"{rate:n0}", Report.Ratio(rate, forkRate));
    }
}
