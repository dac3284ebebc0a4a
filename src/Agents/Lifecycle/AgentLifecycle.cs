using Orchestrator.Agents.Limits;
using Orchestrator.Agents.Overview;
using Orchestrator.Runtime.Persistence;
using System.Collections.Immutable;
using System.Diagnostics;
using static Orchestrator.Agents.Lifecycle.LifecycleEvents;
using static Orchestrator.Agents.Lifecycle.LifecycleMessages;

namespace Orchestrator.Agents.Lifecycle;

/// <summary>The life of one agent's process over its incarnations. Pure.</summary>
public sealed record AgentLifecycle
{
    /// <summary>What it is; <c>null</c> before it was created.</summary>
    public AgentDefinition? Definition { get; init; }

    /// <summary>Where it is in its life.</summary>
    public AgentPhase Phase { get; init; }

    /// <summary>Which start of its process this is, from 1; 0 before the first.</summary>
    public int Incarnation { get; init; }

    /// <summary>The number of its first incarnation: 1, unless an earlier agent bore the same name.</summary>
    public int FirstIncarnation { get; init; } = 1;

    /// <summary>Whether this incarnation goes on with an earlier one's conversation.</summary>
    public bool Resumes { get; init; }

    /// <summary>The id of its CLI's conversation as its hooks last told it; <c>null</c> before they have.</summary>
    public string? Conversation { get; init; }

    /// <summary>Where its process was last seen; <c>null</c> before this incarnation was.</summary>
    public PaneBinding? Pane { get; init; }

    /// <summary>When this incarnation was decided on.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When its failures were, oldest first; those before the last reset are forgotten.</summary>
    public ImmutableList<DateTimeOffset> Failures { get; init; } = [];

    /// <summary>Failures without a stable incarnation between.</summary>
    public int FailuresInARow { get; init; }

    /// <summary>When the back-off ends.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Whether a person holds its messages and check-ins.</summary>
    public bool Paused { get; init; }

    /// <summary>What it last said of itself.</summary>
    public ReportView? Report { get; init; }

    /// <summary>Why it stands as it does, for a person.</summary>
    public string? Detail { get; init; }

    /// <summary>Whether it stopped by itself, as it should; its window then stays.</summary>
    public bool Finished { get; init; }

    /// <summary>Whether its process exists or may exist.</summary>
    public bool IsUp => Phase is AgentPhase.Starting or AgentPhase.Running;

    internal Decision Decide(ILifecycleCommand command, SupervisionOptions options, AgentFailure? failure, DateTimeOffset now) => command switch
    {
        CreateAgent c => Definition?.SessionId == c.Definition.SessionId ? Decision.Nothing : Decision.Accept(new AgentCreated(c.Definition, now), Next(now) with { Resumes = false }),
        _ when Definition is null => Decision.Reject(Rejected.NotFound("The agent does not exist.")),
        StartAgent => (IsUp || Phase is AgentPhase.BackingOff ? Decision.Nothing : Decision.Accept(new AgentReset(now), Next(now))).Answer(new AgentAccepted(Definition!.Target)),
        RestartAgent => Decision.Accept(new AgentReset(now), Next(now)).Answer(new AgentAccepted(Definition!.Target)),
        StopAgent c => (Phase is AgentPhase.Stopped && !Finished ? Decision.Nothing : Decision.Accept(new AgentStopped(c.Reason, now))).Answer(new AgentAccepted(Definition!.Target)),
        PauseAgent => (Paused ? Decision.Nothing : Decision.Accept(new AgentPaused(now))).Answer(new AgentAccepted(Definition!.Target)),
        ContinueAgent => (Paused ? Decision.Accept(new AgentContinued(now)) : Decision.Nothing).Answer(new AgentAccepted(Definition!.Target)),
        LifecycleMessages.Report c => Decision.Accept(new AgentReported(c.State, c.Text, now)).Answer(new AgentAccepted(Definition!.Target)),
        RecordBound c when c.Incarnation == Incarnation && IsUp =>
            Phase is AgentPhase.Running && Pane == c.Pane ? Decision.Nothing : Decision.Accept(new AgentBound(c.Incarnation, c.Pane, now)),
        RecordEnd c when c.Incarnation == Incarnation && IsUp => Decision.Accept(EndPolicy.Decide(this, c, options, failure, now)),
        BackoffOver c when c.Incarnation == Incarnation && Phase is AgentPhase.BackingOff => Decision.Accept(Next(now)),
        RecordConversation c when c.Incarnation == Incarnation && c.Conversation != Conversation => Decision.Accept(new ConversationReported(c.Incarnation, c.Conversation, now)),
        RecordOverdueTurn c when c.Incarnation == Incarnation => Decision.Accept(new TurnOverdue(c.Incarnation, c.Kind, c.Since, now)),
        RecordBound or RecordEnd or BackoffOver or RecordOverdueTurn or RecordConversation => Decision.Nothing, // word of an older incarnation
        _ => throw new UnreachableException($"Unknown command {command.GetType().Name}."),
    };

    internal AgentLifecycle Apply(ILifecycleEvent @event) => @event switch
    {
        AgentCreated e => new() { Definition = e.Definition, Incarnation = Incarnation, FirstIncarnation = Incarnation + 1 }, // the name may have been another agent's
        IncarnationStarting e => this with
        {
            Phase = AgentPhase.Starting,
            Incarnation = e.Incarnation,
            Resumes = e.Resumes,
            StartedAt = e.At,
            Pane = null,
            Due = null,
            Finished = false,
        },
        AgentBound e => this with { Phase = AgentPhase.Running, Pane = e.Pane },
        AgentEnded e => this with
        {
            Pane = null,
            Detail = $"It {e.End}.",
            Failures = e.CountsAsFailure ? Failures.Add(e.At) : Failures,
        },
        RestartScheduled e => this with { Phase = AgentPhase.BackingOff, Due = e.Due, FailuresInARow = e.Attempt },
        AgentFailed e => this with { Phase = AgentPhase.Failed, Due = null, Detail = e.Reason },
        AgentFinished e => this with { Phase = AgentPhase.Stopped, Finished = true, Detail = e.Reason },
        AgentStopped e => this with { Phase = AgentPhase.Stopped, Finished = false, Due = null, Pane = null, Detail = e.Reason },
        AgentReset => this with { Failures = [], FailuresInARow = 0, Report = null },
        AgentPaused => this with { Paused = true },
        AgentContinued => this with { Paused = false },
        AgentReported e => this with { Report = new ReportView(e.State, e.Text, e.At) },
        ConversationReported e => this with { Conversation = e.Conversation },
        TurnOverdue => this, // it shows in the view while it goes on
        AgentLimited or AgentLimitOver => this, // of older versions; a limit that still holds is seen again
        _ => throw new UnreachableException($"Unknown event {@event.GetType().Name}."),
    };

    private IncarnationStarting Next(DateTimeOffset now) => new(Incarnation + 1, Incarnation > 0, now);
}
