namespace Orchestrator.Runtime.Supervision;

/// <summary>The growing, jittered wait before a restart.</summary>
/// <param name="Min">The first wait.</param>
/// <param name="Max">No wait is longer, jitter aside.</param>
/// <param name="Jitter">From 0 to 1: how much of the wait is added at random, at most.</param>
public sealed record Backoff(TimeSpan Min, TimeSpan Max, double Jitter)
{
    /// <summary>The wait before a restart: doubles from <see cref="Min"/> to <see cref="Max"/>.</summary>
    /// <param name="attempt">1 for the first restart in a row.</param>
    /// <param name="random">A random number from 0 to 1.</param>
    public TimeSpan Delay(int attempt, double random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);
        var doublings = Math.Min(attempt - 1, 62);
        var wait = Math.Min(Min.TotalMilliseconds * Math.Pow(2, doublings), Max.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(wait * (1 + (Jitter * Math.Clamp(random, 0, 1))));
    }
}
