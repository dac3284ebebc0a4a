namespace Orchestrator.Benchmarks.Tmux;

/// <summary>What the tmux adapter costs, each figure beside its baseline in the same run. Commands and events: <see cref="Events.EventBenchmarks"/>.</summary>
internal static class TmuxBenchmarks
{
    public static async Task RunAsync()
    {
        await WindowBenchmark.RunAsync();
        await ExitBenchmark.RunAsync();
        await ThroughputBenchmark.RunAsync(panes: 1, megabytes: 30);
        await ThroughputBenchmark.RunAsync(panes: 100, megabytes: 40);
    }
}
