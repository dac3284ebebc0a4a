using Orchestrator.Runtime.Persistence;

namespace Orchestrator.Agents.Subscriptions;

/// <summary>What has happened to subscriptions. Stored for ever: add events, never change one.</summary>
public static class SubscriptionEvents
{
    /// <summary>Somebody subscribed.</summary>
    [EventName("subscription.created.v1")]
    public sealed record SubscriptionCreated(Subscription Subscription, DateTimeOffset At) : IEvent;

    /// <summary>What it waits for happened; its action follows.</summary>
    /// <param name="Id">Which.</param>
    /// <param name="Number">Counts its firings.</param>
    /// <param name="Occurrence">What happened.</param>
    /// <param name="AfterInput">Whether an action had typed into the pane since the firing before.</param>
    /// <param name="At">When.</param>
    [EventName("subscription.fired.v1")]
    public sealed record SubscriptionFired(string Id, long Number, Occurrence Occurrence, bool AfterInput, DateTimeOffset At) : IEvent;

    /// <summary>The action of a firing begins now.</summary>
    [EventName("subscription.action-started.v1")]
    public sealed record ActionStarted(string Id, long Number, DateTimeOffset At) : IEvent;

    /// <summary>The action of a firing has ended, or nobody knows.</summary>
    [EventName("subscription.action-ended.v1")]
    public sealed record ActionEnded(string Id, long Number, ActionOutcome Outcome, DateTimeOffset At) : IEvent;

    /// <summary>So many occurrences were left out, for the reason given.</summary>
    [EventName("subscription.left-out.v1")]
    public sealed record OccurrencesLeftOut(string Id, long Count, string Reason, DateTimeOffset At) : IEvent;

    /// <summary>What the pane wrote for some time was not looked at: something may have happened that did not fire.</summary>
    /// <param name="Id">Which.</param>
    /// <param name="Reason">Since when and why, for a person.</param>
    /// <param name="At">Until when.</param>
    [EventName("subscription.output-missed.v1")]
    public sealed record OutputMissed(string Id, string Reason, DateTimeOffset At) : IEvent;

    /// <summary>It does not wait any more.</summary>
    [EventName("subscription.ended.v1")]
    public sealed record SubscriptionEnded(string Id, string Reason, DateTimeOffset At) : IEvent;
}
