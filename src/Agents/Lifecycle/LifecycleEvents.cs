using Orchestrator.Runtime.Persistence;

namespace Orchestrator.Agents.Lifecycle;

/// <summary>What has happened in the life of one agent. Stored for ever: add events, never change one.</summary>
public static class LifecycleEvents
{
    /// <summary>Any of them.</summary>
    public interface ILifecycleEvent : IEvent;

    /// <summary>The agent exists from here on.</summary>
    [EventName("agent.created.v1")]
    public sealed record AgentCreated(AgentDefinition Definition, DateTimeOffset At) : ILifecycleEvent;

    /// <summary>The intent: this incarnation is to be started. Its process may exist from here on.</summary>
    /// <param name="Incarnation">From 1.</param>
    /// <param name="Resumes">Whether it goes on with an earlier incarnation's conversation, where the CLI can.</param>
    /// <param name="At">When it was decided.</param>
    [EventName("agent.incarnation-starting.v1")]
    public sealed record IncarnationStarting(int Incarnation, bool Resumes, DateTimeOffset At) : ILifecycleEvent;

    /// <summary>The outcome: its process runs in this pane.</summary>
    [EventName("agent.bound.v1")]
    public sealed record AgentBound(int Incarnation, PaneBinding Pane, DateTimeOffset At) : ILifecycleEvent;

    /// <summary>The incarnation is over.</summary>
    [EventName("agent.ended.v1")]
    public sealed record AgentEnded(int Incarnation, AgentEnd End, bool CountsAsFailure, DateTimeOffset At) : ILifecycleEvent;

    /// <summary>The next incarnation starts at <paramref name="Due"/>.</summary>
    [EventName("agent.restart-scheduled.v1")]
    public sealed record RestartScheduled(DateTimeOffset Due, int Attempt, DateTimeOffset At) : ILifecycleEvent;

    /// <summary>It failed more often than the restart limit allows.</summary>
    [EventName("agent.failed.v1")]
    public sealed record AgentFailed(string Reason, DateTimeOffset At) : ILifecycleEvent;

    /// <summary>Its process has ended as it should. It is not started again; its window stays to be looked at.</summary>
    [EventName("agent.finished.v1")]
    public sealed record AgentFinished(string Reason, DateTimeOffset At) : ILifecycleEvent;

    /// <summary>It is not to run: somebody stopped it, and its window is ended.</summary>
    [EventName("agent.stopped.v1")]
    public sealed record AgentStopped(string Reason, DateTimeOffset At) : ILifecycleEvent;

    /// <summary>A person reset it: past failures are forgotten.</summary>
    [EventName("agent.reset.v1")]
    public sealed record AgentReset(DateTimeOffset At) : ILifecycleEvent;

    /// <summary>Messages and check-ins are held.</summary>
    [EventName("agent.paused.v1")]
    public sealed record AgentPaused(DateTimeOffset At) : ILifecycleEvent;

    /// <summary>The pause is over.</summary>
    [EventName("agent.continued.v1")]
    public sealed record AgentContinued(DateTimeOffset At) : ILifecycleEvent;

    /// <summary>The agent said how it stands.</summary>
    [EventName("agent.reported.v1")]
    public sealed record AgentReported(ReportedState State, string? Text, DateTimeOffset At) : ILifecycleEvent;

    /// <summary>Its CLI told by a hook in which of its conversations a prompt was submitted: a later incarnation goes on with that one.</summary>
    [EventName("agent.conversation-reported.v1")]
    public sealed record ConversationReported(int Incarnation, string Conversation, DateTimeOffset At) : ILifecycleEvent;

    /// <summary>A turn goes on for longer than the settings allow. Nothing is ended.</summary>
    [EventName("agent.turn-overdue.v1")]
    public sealed record TurnOverdue(int Incarnation, OverdueKind Kind, DateTimeOffset Since, DateTimeOffset At) : ILifecycleEvent;

    /// <summary>Its usage limit is reached until then. Of older versions; now <c>AgentLimitEvents</c>.</summary>
    [EventName("agent.limited.v1")]
    public sealed record AgentLimited(DateTimeOffset Until, DateTimeOffset At) : ILifecycleEvent;

    /// <summary>The usage limit is over. Of older versions.</summary>
    [EventName("agent.limit-over.v1")]
    public sealed record AgentLimitOver(DateTimeOffset At) : ILifecycleEvent;
}
