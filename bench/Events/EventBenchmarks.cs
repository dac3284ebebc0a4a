using Orchestrator.Benchmarks.Agents;
using Orchestrator.Benchmarks.Tmux;

namespace Orchestrator.Benchmarks.Events;

/// <summary>Events of panes: how soon, how many, whether all of them, and what waiting for them costs.</summary>
internal static class EventBenchmarks
{
    private static readonly Dictionary<string, Func<RatioTable, Task>> _parts = new()
    {
        ["output"] = async table =>
        {
            foreach (var panes in new[] { 1, 10, 100 }) await OutputLatency.RunAsync(panes, table);
        },
        ["callback"] = CallbackLatency.RunAsync,
        ["stream"] = Completeness.RunAsync,
        ["firings"] = StoredFirings.RunAsync,
        ["idle"] = SubscriptionIdle.RunAsync,
        ["commands"] = CommandBenchmark.RunAsync,
    };

    /// <param name="only">Parts to run; none for all.</param>
    /// <param name="table">Where figures go.</param>
    public static async Task RunAsync(string[] only, RatioTable table)
    {
        foreach (var (name, part) in _parts)
            if (only.Length == 0 || only.Contains(name)) await part(table);
    }
}
