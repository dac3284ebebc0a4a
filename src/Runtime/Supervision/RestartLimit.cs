using System.Collections.Immutable;

namespace Orchestrator.Runtime.Supervision;

/// <summary>At most so many restarts in a window of time.</summary>
/// <param name="MaxRestarts">From 0.</param>
/// <param name="Within">The window.</param>
public sealed record RestartLimit(int MaxRestarts, TimeSpan Within)
{
    /// <summary>The failures that still count at <paramref name="now"/>, oldest first.</summary>
    public ImmutableList<DateTimeOffset> Recent(ImmutableList<DateTimeOffset> failures, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(failures);
        return failures.RemoveAll(at => now - at > Within);
    }

    /// <summary>Whether one more failure at <paramref name="now"/> may still be followed by a restart.</summary>
    public bool Allows(ImmutableList<DateTimeOffset> failures, DateTimeOffset now) => Recent(failures, now).Count < MaxRestarts;
}
