using Orchestrator.Benchmarks.Tmux;
using Orchestrator.Runtime.Journal;
using System.Diagnostics;

namespace Orchestrator.Benchmarks.Agents;

/// <summary>A hundred agents from the command to the last brief in its terminal.</summary>
internal static class LaunchBenchmark
{
    private const int Agents = 100;

    public static async Task RunAsync(RatioTable table)
    {
        var forked = await WindowBenchmark.ForkedAsync();
        var bare = await WindowBenchmark.BareAsync("new-window -d -t =bench: -- cat", blocks: 1);
        table.Add($"launch: {Agents} agents, all briefed", await OursAsync(), "s", 3,
            ($"{Agents} bare windows by a control client", bare.TotalSeconds), ($"{Agents} windows by forks of tmux", forked.TotalSeconds));
    }

    private static async Task<double> OursAsync()
    {
        using var home = new AgentHome();
        await using var tree = await AgentTree.StartAsync(home);
        var start = Stopwatch.GetTimestamp();
        await tree.LaunchAsync(home, Agents, "cat");
        await tree.AllDeliveredAsync(Agents);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var briefed = new JournalReader(home.Database).ReadBefore(long.MaxValue, int.MaxValue, "agent.message-delivered.v1").Count;
        return briefed >= Agents ? seconds : throw new InvalidOperationException($"Only {briefed} of {Agents} briefs were delivered.");
    }
}
