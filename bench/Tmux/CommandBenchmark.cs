using Orchestrator.Benchmarks.Agents;
using Orchestrator.TmuxAdapter.Protocol;
using System.Diagnostics;

namespace Orchestrator.Benchmarks.Tmux;

/// <summary>One command and its reply; many commands at once; against a process for each.</summary>
internal static class CommandBenchmark
{
    private const int Single = 5_000, Thousand = 1_000, Pipelined = 200_000;

    public static async Task RunAsync(RatioTable table)
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

        var (fork, clock) = (new Samples(), Stopwatch.StartNew());
        for (var i = 0; i < Thousand; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await bench.ForkAsync("display-message", "-p", "x");
            fork.AddSince(start);
        }

        var forked = clock.Elapsed;
        var thousand = new Samples();
        for (var i = 0; i < 20; i++) thousand.Add(await PipelineAsync(bench, command, Thousand));
        var rate = Pipelined / (await PipelineAsync(bench, command, Pipelined)).TotalSeconds;

        table.Add("commands: one command and its reply, p50", round.Percentile(50), "µs", 100, ("fork tmux", fork.Percentile(50)));
        table.Add("commands: one command and its reply, p99", round.Percentile(99), "µs", null, ("fork tmux", fork.Percentile(99)));
        table.Add($"commands: {Thousand} pipelined, p50", thousand.Percentile(50) / 1000, "ms", null, ("fork tmux, one after the other", forked.TotalMilliseconds));
        table.AddRate($"commands: {Pipelined} pipelined", rate, "/s", 100_000, ("fork tmux, one after the other", Thousand / forked.TotalSeconds));
    }

    private static async Task<TimeSpan> PipelineAsync(BenchServer bench, TmuxCommand command, int count)
    {
        var clock = Stopwatch.StartNew();
        var replies = new Task[count];
        for (var i = 0; i < count; i++) replies[i] = bench.Server.RunAsync(command);
        await Task.WhenAll(replies);
        return clock.Elapsed;
    }
}
