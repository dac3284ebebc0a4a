using Orchestrator.Runtime.Persistence;
using System.Collections.Immutable;
using System.Diagnostics;
using static Orchestrator.Agents.Scaling.ScalingEvents;
using static Orchestrator.Agents.Scaling.ScalingMessages;

namespace Orchestrator.Agents.Scaling;

/// <summary>What is remembered of decisions about teams' sizes. Pure.</summary>
[EventName("scaling.state.v1")]
public sealed record ScalingBook : IEventSourced<ScalingBook>
{
    private const int Kept = 200;

    // A cause that comes and goes is stored once in so long.
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromHours(1);

    /// <summary>The last ones, the oldest first.</summary>
    public ImmutableList<ScalingDecision> Decisions { get; init; } = [];

    /// <summary>The number of the newest step; 0 before the first.</summary>
    public long LastNumber { get; init; }

    /// <summary>The step whose outcome is not known.</summary>
    public ScalingDecision? UnderWay { get; init; }

    /// <summary>When somebody was last added or ended, by the role's key.</summary>
    public ImmutableDictionary<string, DateTimeOffset> DecidedAt { get; init; } = ImmutableDictionary<string, DateTimeOffset>.Empty;

    /// <summary>What was last held back, by the role's key.</summary>
    public ImmutableDictionary<string, ScalingDecision> Held { get; init; } = ImmutableDictionary<string, ScalingDecision>.Empty;

    /// <summary>Says which events a command leads to. Changes nothing.</summary>
    public Decision Decide(ICommand command, DateTimeOffset now) => command switch
    {
        TakeVerdict c => Take(c.Verdict, now),
        CompleteStep c => UnderWay?.Number == c.Number ? Decision.Accept(new ScalingCompleted(c.Number, UnderWay.Project, c.Agent, now)) : Decision.Nothing,
        DropStep c => UnderWay?.Number == c.Number ? Decision.Accept(new ScalingDropped(c.Number, UnderWay.Project, c.Reason, now)) : Decision.Nothing,
        _ => throw new UnreachableException($"Unknown command {command.GetType().Name}."),
    };

    /// <inheritdoc/>
    public ScalingBook Apply(IEvent @event) => @event switch
    {
        ScalingDecided e => Decided(e),
        ScalingCompleted e => Settle(UnderWay! with { Agent = e.Agent }),
        ScalingDropped e => Settle(UnderWay! with { Problem = e.Reason }),
        ScalingHeldBack e => HoldBack(e),
        _ => throw new UnreachableException($"Unknown event {@event.GetType().Name}."),
    };

    private static string Key(ProjectName project, string role) => $"{project}/{role}";

    private Decision Take(ScalingVerdict verdict, DateTimeOffset now)
    {
        var events = verdict.Held.GroupBy(h => Key(h.Project, h.Role)).Select(g => g.First()).Where(h => IsNew(h, now))
            .Select(h => (IEvent)new ScalingHeldBack(h.Project, h.Role, h.Cause, h.Reason, now)).ToList();
        if (verdict.Step is { } step && UnderWay is null) events.Add(new ScalingDecided(LastNumber + 1, step.Project, step.Role, step.Leaves, step.Reason, now));
        return Decision.Accept(events);
    }

    private bool IsNew(HeldBack held, DateTimeOffset now) =>
        Held.GetValueOrDefault(Key(held.Project, held.Role)) is not { } last || last.Cause != held.Cause || now - last.At >= RepeatAfter;

    private ScalingBook Decided(ScalingDecided e)
    {
        var decision = new ScalingDecision(e.Number, e.Project, e.Role, e.Leaves is null ? ScalingAction.Add : ScalingAction.End, e.Leaves, e.Reason, e.At);
        var key = Key(e.Project, e.Role);
        return With(decision) with
        {
            LastNumber = e.Number,
            UnderWay = decision,
            DecidedAt = DecidedAt.SetItem(key, e.At),
            Held = Held.Remove(key),
        };
    }

    private ScalingBook Settle(ScalingDecision decision) =>
        this with { UnderWay = null, Decisions = [.. Decisions.Select(d => d.Number == decision.Number ? decision : d)] };

    private ScalingBook HoldBack(ScalingHeldBack e)
    {
        var decision = new ScalingDecision(0, e.Project, e.Role, ScalingAction.HoldBack, null, e.Reason, e.At) { Cause = e.Cause };
        return With(decision) with { Held = Held.SetItem(Key(e.Project, e.Role), decision) };
    }

    private ScalingBook With(ScalingDecision decision) => this with { Decisions = Decisions.Add(decision).RemoveRange(0, Math.Max(0, Decisions.Count + 1 - Kept)) };
}
