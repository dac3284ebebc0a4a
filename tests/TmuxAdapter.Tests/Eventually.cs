using System.Diagnostics;

namespace Orchestrator.TmuxAdapter.Tests;

public static class Eventually
{
    /// <inheritdoc cref="Holds(Func{Task}, TimeSpan?)"/>
    public static Task Holds(Action assertion, TimeSpan? within = null) =>
        Holds(() =>
        {
            assertion();
            return Task.CompletedTask;
        }, within);

    /// <summary>Repeats an assertion until it holds, at most <paramref name="within"/> (10 s), then lets it fail.</summary>
    public static async Task Holds(Func<Task> assertion, TimeSpan? within = null)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            try
            {
                await assertion();
                return;
            }
            catch (Xunit.Sdk.XunitException) when (clock.Elapsed < (within ?? TimeSpan.FromSeconds(10)))
            {
            }
        }
    }
}
