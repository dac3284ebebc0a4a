using Orchestrator.Agents.Lifecycle;
using Orchestrator.Runtime.Persistence;
using System.Diagnostics;
using static Orchestrator.Agents.Lifecycle.LifecycleMessages;
using static Orchestrator.Agents.Limits.AgentLimitEvents;
using static Orchestrator.Agents.Limits.AgentLimitMessages;

namespace Orchestrator.Agents.Limits;

/// <summary>What keeps one agent from being typed to: its credential's limit, or turns of its own that failed. Pure.</summary>
public sealed record AgentLimits
{
    /// <summary>The limit that it waits for.</summary>
    public CredentialLimit? Held { get; init; }

    /// <summary>Whether a turn of its own was cut off, so that it is to be told to go on.</summary>
    public bool IsCutOff { get; init; }

    /// <summary>What its CLI said last, about a limit or a failure, and may still show; <c>null</c> once it was given something to do since.</summary>
    public string? Said { get; init; }

    /// <summary>When the limit that its CLI said last ends.</summary>
    public DateTimeOffset? SaidResets { get; init; }

    /// <summary>The failure that it waits after.</summary>
    public AgentFailure? Failure { get; init; }

    /// <summary>How many turns failed in a row.</summary>
    public int FailuresInARow { get; init; }

    /// <summary>When it last went on after a failure.</summary>
    public DateTimeOffset? FailureEndedAt { get; init; }

    /// <summary>Whether nothing may be typed.</summary>
    public bool IsLimited => Held is not null || IsCutOff;

    /// <summary>Whether nothing may be typed, for whatever reason of this kind.</summary>
    public bool Holds => IsLimited || Failure is not null;

    internal Decision Decide(IAgentLimitCommand command, AgentState agent, LimitRules rules, DateTimeOffset now) => command switch
    {
        RecordLimitSeen c when c.Incarnation == agent.Life.Incarnation => Seen(c.Limit, agent, rules, now),
        HoldForLimit c => Held == c.Limit ? Decision.Nothing : Decision.Accept(new HeldForLimit(c.Limit, now)),
        ReleaseFromLimit => IsLimited ? Decision.Accept([new ReleasedFromLimit(now), .. GoOn(agent, rules, now)]) : Decision.Nothing,
        RecordFailure c when c.Incarnation == agent.Life.Incarnation => Failed(c, rules, now),
        FailureOver => Failure?.Until is { } until && (until <= now || until - now > 2 * rules.Errors.Max) ? Decision.Accept([new FailureEnded(FailureEnd.Waited, now), .. GoOn(agent, rules, now)]) : Decision.Nothing,
        RecordTurnEnded c when c.Incarnation == agent.Life.Incarnation => Failure is null ? Decision.Nothing : Decision.Accept(new FailureEnded(FailureEnd.Works, now)),
        ClearFailure => Failure is null
            ? Decision.Reject(Rejected.NotFound($"{agent.Target} is not held by a failure of its own.", "What is held: orc limits list"))
            : Decision.Accept([new FailureEnded(FailureEnd.Cleared, now), .. GoOn(agent, rules, now)]).Answer(new AgentAccepted(agent.Target)),
        RecordLimitSeen or RecordFailure or RecordTurnEnded => Decision.Nothing, // word of an older incarnation
        _ => throw new UnreachableException($"Unknown command {command.GetType().Name}."),
    };

    internal AgentLimits Apply(IAgentLimitEvent @event) => @event switch
    {
        LimitSeen e => this with { IsCutOff = true, Said = e.Text, SaidResets = e.Resets },
        LimitMissed e => this with { Said = e.Text, SaidResets = e.Resets },
        HeldForLimit e => this with { Held = e.Limit },
        ReleasedFromLimit => this with { Held = null, IsCutOff = false },
        TurnFailed e => this with { Failure = e.Failure, Said = e.Failure.Text, FailuresInARow = e.Failure.Attempt },
        FailureEnded e => this with { Failure = null, FailureEndedAt = e.At, FailuresInARow = e.Why is FailureEnd.Waited ? FailuresInARow : 0 },
        _ => throw new UnreachableException($"Unknown event {@event.GetType().Name}."),
    };

    /// <summary>It was given something to do: what its CLI says from here on is new.</summary>
    internal AgentLimits Prompted() => Said is null ? this : this with { Said = null, SaidResets = null };

    // The text stays on the screen until the next prompt, and a reset without a date is read as another day's tomorrow.
    private Decision Seen(SeenLimit limit, AgentState agent, LimitRules rules, DateTimeOffset now)
    {
        if (limit.Text == Said && (IsCutOff || limit.Sighting is not Sighting.Fresh)) return Decision.Nothing;
        if (IsCutOff && limit.Resets is null) return Decision.Nothing;
        if (limit.Sighting is Sighting.First && !IsLimited && limit.Resets is { } past && past <= now)
            return Decision.Accept([new LimitMissed(limit.Text, past, now), .. Continue(agent, rules, now)]);
        return Decision.Accept(new LimitSeen(limit.Text, limit.Resets, now));
    }

    private Decision Failed(RecordFailure c, LimitRules rules, DateTimeOffset now)
    {
        var failure = c.Failure;
        if (failure.Text == Said && (Failure is not null || failure.Sighting is not Sighting.Fresh)) return Decision.Nothing;
        if (Failure?.Kind is FailureKind.Authentication) return Decision.Nothing;
        var attempt = FailureEndedAt is { } ended && now - ended >= rules.ErrorsForgottenAfter ? 1 : FailuresInARow + 1;
        DateTimeOffset? until = failure.Kind is FailureKind.Authentication ? null : now + rules.Errors.Delay(attempt, c.Jitter);
        return Decision.Accept(new TurnFailed(new AgentFailure(failure.Kind, failure.Text, attempt, until), now));
    }

    private List<IEvent> GoOn(AgentState agent, LimitRules rules, DateTimeOffset now) =>
        IsCutOff || Failure is not null ? Continue(agent, rules, now) : [];

    private static List<IEvent> Continue(AgentState agent, LimitRules rules, DateTimeOffset now) =>
        rules.ContinueMessage.Length == 0 || agent.Mailbox.Waiting.Exists(m => m.Key == Notices.ContinueKey)
            ? []
            : [agent.Mailbox.Queue(agent.Target, Notices.Continue(rules.ContinueMessage), now)];
}
