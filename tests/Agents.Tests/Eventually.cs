using System.Diagnostics;
using Xunit.Sdk;

namespace Orchestrator.Agents.Tests;

/// <summary>For what a real program or tmux does in its own time.</summary>
internal static class Eventually
{
    /// <summary>Repeats an assertion until it holds, at most 20 s, then lets it fail.</summary>
    public static async Task Holds(Func<Task> assertion)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            try
            {
                await assertion();
                return;
            }
            catch (Exception e) when (e is XunitException or IOException && clock.Elapsed < TimeSpan.FromSeconds(20))
            {
            }
        }
    }
}
