using Orchestrator.Agents.CheckIns;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Limits;
using Orchestrator.Agents.Messaging;
using Orchestrator.Agents.PermissionRequests;

namespace Orchestrator.Agents.Overview;

/// <summary>How one agent stands now: what is stored of it and what is seen in its terminal. Published whenever it changes.</summary>
/// <param name="Target">Its address.</param>
/// <param name="Role">The key of its role.</param>
/// <param name="Profile">The name of its profile.</param>
/// <param name="Session">The tmux session that holds its window.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Incarnation">Which start of its process this is; 0 before the first.</param>
/// <param name="Restarts">How often it was started again.</param>
/// <param name="Unread">Messages that are not delivered yet.</param>
/// <param name="Pane">Where its process lives, while it does.</param>
/// <param name="Detail">Why it stands so, for a person; e.g. the reason of a failure.</param>
/// <param name="Due">When a back-off or a limit ends.</param>
/// <param name="Report">What it last said of itself.</param>
/// <param name="CheckIns">Its check-ins, the next one first.</param>
/// <param name="Recovery">How this daemon came to have it; null until it has looked.</param>
public sealed record AgentView(
    AgentTarget Target,
    string Role,
    string Profile,
    string Session,
    AgentStatus Status,
    int Incarnation,
    int Restarts,
    int Unread,
    PaneBinding? Pane,
    string? Detail,
    DateTimeOffset? Due,
    ReportView? Report,
    IReadOnlyList<CheckIn> CheckIns,
    RecoveryKind? Recovery)
{
    /// <summary>What it asks permission for, while it does.</summary>
    public PermissionRequest? Permission { get; init; }

    /// <summary>The message whose delivery is under way.</summary>
    public MessageInHand? InHand { get; init; }

    /// <summary>The name of what it is billed to.</summary>
    public string Credential { get; init; } = "";

    /// <summary>The failed turn that it waits after, while it does.</summary>
    public AgentFailure? Failure { get; init; }
}

/// <summary>What an agent said of itself, and when.</summary>
public sealed record ReportView(ReportedState State, string? Text, DateTimeOffset At);

/// <summary>How a daemon came to have an agent's process.</summary>
public enum RecoveryKind
{
    /// <summary>It is new: nothing of it was stored when this daemon started it.</summary>
    Started,

    /// <summary>It was alive in its pane; nothing was typed.</summary>
    Rebound,

    /// <summary>Its pane was there with the process dead; it was started again.</summary>
    Restarted,

    /// <summary>There was no pane; it was created again.</summary>
    Recreated,
}

/// <summary>Where a project is in its life.</summary>
public enum ProjectState
{
    /// <summary>Its agents are to run.</summary>
    Running,

    /// <summary>Its windows are ended; everything is stored.</summary>
    Stopped,
}

/// <summary>How one project stands now. Published whenever it changes; its agents publish themselves.</summary>
/// <param name="Name">Its name, and its tmux session's.</param>
/// <param name="Title">What its spec calls it.</param>
/// <param name="Directory">Where it works.</param>
/// <param name="State">Whether it is to run.</param>
/// <param name="Agents">The names of its members, the project manager first.</param>
/// <param name="CreatedAt">When it was launched.</param>
public sealed record ProjectView(
    ProjectName Name,
    string Title,
    string Directory,
    ProjectState State,
    IReadOnlyList<AgentName> Agents,
    DateTimeOffset CreatedAt)
{
    /// <summary>The names of those who were removed and whose windows may still be there.</summary>
    public IReadOnlyCollection<AgentName> Leaving { get; init; } = [];
}

/// <summary>Published when an agent no longer exists.</summary>
public sealed record AgentRemoved(AgentTarget Target);

/// <summary>Published when a project no longer exists.</summary>
public sealed record ProjectRemoved(ProjectName Name);
