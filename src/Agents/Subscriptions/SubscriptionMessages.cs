using Orchestrator.Runtime.Persistence;

namespace Orchestrator.Agents.Subscriptions;

/// <summary>What the owner of all subscriptions is told and what it answers. In memory only.</summary>
public static class SubscriptionMessages
{
    /// <summary>Subscribes; id and time are filled in. Answered with <see cref="Subscribed"/> or Rejected.</summary>
    public sealed record Subscribe(Subscription Wanted) : ICommand;

    /// <summary>It is stored, and its pane is being found.</summary>
    /// <param name="Subscription">Which.</param>
    /// <param name="WasWatched">Whether the pane was watched for it before, by an earlier daemon or an earlier watcher.</param>
    public sealed record Subscribed(Subscription Subscription, bool WasWatched = false);

    /// <summary>Asks for the moment from which on nothing of a subscription's pane is missed. Answered with <see cref="Watched"/>, also where that is given up.</summary>
    public sealed record AwaitWatched(string Id);

    /// <summary>Its pane is watched, or it is known that it cannot be for now.</summary>
    public sealed record Watched
    {
        /// <summary>The only one.</summary>
        public static readonly Watched Instance = new();
    }

    /// <summary>Ends a subscription. Answered with <see cref="Cancelled"/> or Rejected.</summary>
    public sealed record CancelSubscription(string Id, string By) : ICommand;

    /// <summary>It is ended.</summary>
    public sealed record Cancelled(Subscription Subscription);

    /// <summary>Answered with <see cref="SubscriptionList"/>.</summary>
    public sealed record GetSubscriptions;

    /// <summary>Those that wait, and those whose last actions still run.</summary>
    public sealed record SubscriptionList(IReadOnlyList<SubscriptionState> Subscriptions);

    /// <summary>What a pane's watcher saw. Answered with <see cref="Taken"/> once it is stored.</summary>
    /// <param name="Id">Whose.</param>
    /// <param name="Occurrences">In order.</param>
    /// <param name="AfterInput">Whether something was typed into the pane through us since the last time.</param>
    public sealed record Occurred(string Id, IReadOnlyList<Occurrence> Occurrences, bool AfterInput = false) : ICommand;

    /// <summary>So many occurrences are stored, or left out.</summary>
    public sealed record Taken(int Count);

    /// <summary>A pane's program has ended, or the pane is gone.</summary>
    /// <param name="Pane">Which.</param>
    /// <param name="Exit">What is known of how.</param>
    public sealed record PaneEnded(SubscribedPane Pane, Occurrence Exit) : ICommand;

    /// <summary>A subscription's pane was not looked at until now, for the reason given.</summary>
    public sealed record NoteMissed(string Id, string Reason) : ICommand;

    /// <summary>A subscription cannot go on, for the reason given.</summary>
    public sealed record GiveUp(string Id, string Reason) : ICommand;

    /// <summary>Begins the actions that may begin.</summary>
    internal sealed record BeginActions(string Id) : ICommand;

    /// <summary>An action has ended.</summary>
    internal sealed record EndAction(string Id, long Number, ActionOutcome Outcome) : ICommand;

    /// <summary>Records what was left out.</summary>
    internal sealed record LeaveOut(string Id, long Count, string Reason) : ICommand;
}
