using System.Collections.Immutable;

namespace Orchestrator.Agents.Subscriptions;

/// <summary>One subscription and how it stands.</summary>
/// <param name="Subscription">What was asked for.</param>
public sealed record SubscriptionState(Subscription Subscription)
{
    /// <summary>How often it fired.</summary>
    public long Fired { get; init; }

    /// <summary>How many occurrences were left out.</summary>
    public long LeftOut { get; init; }

    /// <summary>How often the pane's output was not looked at for a while.</summary>
    public long Gaps { get; init; }

    /// <summary>When it fired last.</summary>
    public DateTimeOffset? LastFiredAt { get; init; }

    /// <summary>Firings in the second that began at <see cref="SecondBegan"/>.</summary>
    public int InSecond { get; init; }

    /// <summary>When the second of the rate limit began.</summary>
    public DateTimeOffset SecondBegan { get; init; }

    /// <summary>Firings in a row that our own typing may have caused.</summary>
    public int InLoop { get; init; }

    /// <summary>Firings whose action has not ended, oldest first.</summary>
    public ImmutableList<Firing> Open { get; init; } = [];

    /// <summary>Why it does not wait any more; null while it does.</summary>
    public string? EndReason { get; init; }

    /// <summary>How many more firings this second allows.</summary>
    public int RoomAt(DateTimeOffset now) =>
        now - SecondBegan >= TimeSpan.FromSeconds(1) ? Subscription.MaxPerSecond : Math.Max(0, Subscription.MaxPerSecond - InSecond);

    /// <summary>The state after a firing.</summary>
    public SubscriptionState After(SubscriptionEvents.SubscriptionFired e)
    {
        var isNew = e.At - SecondBegan >= TimeSpan.FromSeconds(1);
        return this with
        {
            Fired = e.Number,
            LastFiredAt = e.At,
            SecondBegan = isNew ? e.At : SecondBegan,
            InSecond = isNew ? 1 : InSecond + 1,
            InLoop = e.AfterInput ? InLoop + 1 : 0,
            Open = Subscription.Action.Kind == ActionKind.Log ? Open : Open.Add(new Firing(e.Number, e.Occurrence, e.At)),
        };
    }
}
