using System.Collections.Immutable;

namespace Orchestrator.Agents.CheckIns;

/// <summary>The prompts of one project within the last hour. Pure. It is not stored: after a start the agents tell what they were given.</summary>
public sealed record PromptBudget
{
    /// <summary>How long a prompt counts.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private ImmutableQueue<DateTimeOffset> Given { get; init; } = [];

    private int Count { get; init; }

    /// <summary>The same with prompts that were given before.</summary>
    public PromptBudget With(IReadOnlyCollection<DateTimeOffset> given) =>
        new() { Given = [.. Given.Concat(given).Order()], Count = Count + given.Count };

    /// <summary>Takes one prompt.</summary>
    /// <param name="limit">How many there may be in an hour.</param>
    /// <param name="isExempt">Whether it is given in any case; it counts all the same.</param>
    /// <param name="now">The present.</param>
    /// <returns>The budget after it; and when one is free again, where it is not given.</returns>
    public (PromptBudget Budget, DateTimeOffset? Until) Take(int limit, bool isExempt, DateTimeOffset now)
    {
        var left = this;
        while (left.Count > 0 && (left.Given.Peek() <= now - Window || left.Given.Peek() > now)) // later than now: the clock was set back
            left = left with { Given = left.Given.Dequeue(), Count = left.Count - 1 };
        return isExempt || left.Count < limit
            ? (left with { Given = left.Given.Enqueue(now), Count = left.Count + 1 }, null)
            : (left, left.Given.Skip(left.Count - limit).First() + Window);
    }
}
