using System.Diagnostics;

namespace Orchestrator.EndToEnd.Tests;

/// <summary>Waits for what a test asserts, since processes take their time.</summary>
public static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20), LongestInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>Repeats the assertion until it holds; after the limit, 15 s unless told, its own failure is the test's.</summary>
    public static void Holds(Action assertion, TimeSpan? limit = null)
    {
        var (begun, interval) = (Stopwatch.StartNew(), Interval);
        while (begun.Elapsed < (limit ?? Limit))
        {
            try
            {
                assertion();
                return;
            }
            catch (Exception e) when (e is Xunit.Sdk.XunitException or InvalidOperationException)
            {
                Thread.Sleep(interval); // most assertions run a command: asked without a pause, they hold up what they wait for
                interval = interval * 2 < LongestInterval ? interval * 2 : LongestInterval;
            }
        }
        assertion();
    }
}
