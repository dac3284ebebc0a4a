using Orchestrator.Runtime.Persistence;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using static Orchestrator.Agents.Subscriptions.SubscriptionEvents;
using static Orchestrator.Agents.Subscriptions.SubscriptionMessages;

namespace Orchestrator.Agents.Subscriptions;

/// <summary>All subscriptions: which there are, what they fired for, and which actions are open.</summary>
[EventName("subscriptions.snapshot.v1")]
public sealed record SubscriptionBook : IEventSourced<SubscriptionBook>
{
    /// <summary>Why a subscription ended that was to fire once.</summary>
    public const string OnceReason = "fired";

    /// <summary>By their ids.</summary>
    public ImmutableDictionary<string, SubscriptionState> All { get; init; } = ImmutableDictionary<string, SubscriptionState>.Empty;

    /// <summary>The newest one's number.</summary>
    public long LastNumber { get; init; }

    /// <summary>Says which events a command leads to, or why it is refused. Changes nothing.</summary>
    public Decision Decide(ICommand command, DateTimeOffset now, SubscriptionOptions options) => command switch
    {
        Subscribe c => Decide(c, now, options),
        CancelSubscription c => Waiting(c.Id) is { } state
            ? Decision.Accept(new SubscriptionEnded(c.Id, $"cancelled by {c.By}", now)).Answer(new Cancelled(state.Subscription))
            : Decision.Reject(Rejected.NotFound($"There is no subscription {SafeName.Quote(c.Id)}.", "Those there are: orc subscriptions list")),
        Occurred c => Decision.Accept(Fire(c, now, options)).Answer(new Taken(c.Occurrences.Count)),
        PaneEnded c => Decision.Accept([.. All.Values.Where(s => s.EndReason is null && s.Subscription.Pane == c.Pane).SelectMany(s => End(s, c.Exit, now))]),
        GiveUp c => Waiting(c.Id) is null ? Decision.Nothing : Decision.Accept(new SubscriptionEnded(c.Id, c.Reason, now)),
        NoteMissed c => Waiting(c.Id) is null ? Decision.Nothing : Decision.Accept(new OutputMissed(c.Id, c.Reason, now)),
        BeginActions c => Decision.Accept(Begin(c.Id, now, options)),
        EndAction c => All.GetValueOrDefault(c.Id)?.Open.Exists(f => f.Number == c.Number) == true
            ? Decision.Accept(new ActionEnded(c.Id, c.Number, c.Outcome, now)) : Decision.Nothing,
        LeaveOut c => All.ContainsKey(c.Id) ? Decision.Accept(new OccurrencesLeftOut(c.Id, c.Count, c.Reason, now)) : Decision.Nothing,
        _ => throw new UnreachableException($"Unknown command {command.GetType().Name}."),
    };

    /// <inheritdoc/>
    public SubscriptionBook Apply(IEvent @event) => @event switch
    {
        SubscriptionCreated e => this with { LastNumber = LastNumber + 1, All = All.Add(e.Subscription.Id, new SubscriptionState(e.Subscription)) },
        SubscriptionFired e => With(e.Id, s => s.After(e)),
        ActionStarted e => With(e.Id, s => s with { Open = [.. s.Open.Select(f => f.Number == e.Number ? f with { Started = true } : f)] }),
        ActionEnded e => With(e.Id, s => s with { Open = s.Open.RemoveAll(f => f.Number == e.Number) }),
        OccurrencesLeftOut e => With(e.Id, s => s with { LeftOut = s.LeftOut + e.Count }),
        OutputMissed e => With(e.Id, s => s with { Gaps = s.Gaps + 1 }),
        SubscriptionEnded e => With(e.Id, s => s with { EndReason = e.Reason }),
        _ => throw new UnreachableException($"Unknown event {@event.GetType().Name}."),
    };

    /// <summary>How many of the occurrences there is no room for.</summary>
    public (int Count, string Reason) LeftOut(Occurred command, DateTimeOffset now, SubscriptionOptions options)
    {
        if (Waiting(command.Id) is not { } state || state.Subscription.EndsWithFirst()) return (0, "");
        var (room, reason) = Room(state, now, options);
        return (Math.Max(0, command.Occurrences.Count - room), reason);
    }

    /// <summary>A subscription that has not ended.</summary>
    public SubscriptionState? Waiting(string id) => All.GetValueOrDefault(id) is { EndReason: null } state ? state : null;

    private Decision Decide(Subscribe command, DateTimeOffset now, SubscriptionOptions options)
    {
        var wanted = command.Wanted;
        if (wanted.Key is not null && All.Values.FirstOrDefault(s => s.Subscription.Key == wanted.Key) is { } known)
            return Decision.Nothing.Answer(new Subscribed(known.Subscription));
        if (All.Values.Count(s => s.EndReason is null) >= options.Max)
        {
            return Decision.Reject(Rejected.Refused(
                $"There are {options.Max} subscriptions already, and no more are allowed (orchestrator.subscriptions.max).",
                "End some (orc subscriptions cancel ID), or raise the limit."));
        }

        var subscription = wanted with { Id = "sub-" + (LastNumber + 1).ToString(CultureInfo.InvariantCulture), CreatedAt = now };
        return Decision.Accept(new SubscriptionCreated(subscription, now)).Answer(new Subscribed(subscription));
    }

    private List<IEvent> Fire(Occurred command, DateTimeOffset now, SubscriptionOptions options)
    {
        var events = new List<IEvent>();
        if (Waiting(command.Id) is not { } state) return events;
        var isLast = state.Subscription.EndsWithFirst();
        var (room, _) = Room(state, now, options);
        var afterInput = command.AfterInput;
        foreach (var occurrence in command.Occurrences.Take(isLast ? 1 : room))
        {
            var fired = new SubscriptionFired(command.Id, state.Fired + 1, occurrence, afterInput, now);
            afterInput = false;
            events.Add(fired);
            state = state.After(fired);
            if (state.InLoop < options.LoopLimit) continue;
            events.Add(new SubscriptionEnded(command.Id, $"loop: it fired {state.InLoop} times in a row, each time after its action had typed into the pane", now));
            return events;
        }

        if (isLast && events.Count > 0) events.Add(new SubscriptionEnded(command.Id, OnceReason, now));
        return events;
    }

    private static (int Room, string Reason) Room(SubscriptionState state, DateTimeOffset now, SubscriptionOptions options)
    {
        var byRate = state.RoomAt(now);
        var byQueue = state.Subscription.Action.Kind == ActionKind.Log ? int.MaxValue : Math.Max(0, options.MaxWaiting - state.Open.Count);
        return byRate <= byQueue ? (byRate, "rate") : (byQueue, "queue");
    }

    private static IEnumerable<IEvent> End(SubscriptionState state, Occurrence exit, DateTimeOffset now)
    {
        var id = state.Subscription.Id;
        if (state.Subscription.Kind == SubscriptionKind.Exit)
        {
            yield return new SubscriptionFired(id, state.Fired + 1, exit, AfterInput: false, now);
            yield return new SubscriptionEnded(id, OnceReason, now);
        }
        else
        {
            yield return new SubscriptionEnded(id, exit.Reason ?? "the pane's program ended", now);
        }
    }

    private List<IEvent> Begin(string id, DateTimeOffset now, SubscriptionOptions options) => All.GetValueOrDefault(id) is not { } state
        ? []
        : [.. state.Open.Where(f => !f.Started).Take(options.Concurrency - state.Open.Count(f => f.Started)).Select(f => new ActionStarted(id, f.Number, now))];

    /// <summary>One that has ended is forgotten once nothing of it is open; the journal keeps it.</summary>
    private SubscriptionBook With(string id, Func<SubscriptionState, SubscriptionState> change)
    {
        if (All.GetValueOrDefault(id) is not { } state) return this;
        var next = change(state);
        return this with { All = next.EndReason is not null && next.Open.IsEmpty ? All.Remove(id) : All.SetItem(id, next) };
    }
}
