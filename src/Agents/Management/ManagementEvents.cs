using Orchestrator.Agents.Lifecycle;
using Orchestrator.Runtime.Persistence;

namespace Orchestrator.Agents.Management;

/// <summary>What has happened to one project. Stored for ever: add events, never change one.</summary>
public static class ManagementEvents
{
    /// <summary>Any of them.</summary>
    public interface IProjectEvent : IEvent;

    /// <summary>The project exists from here on.</summary>
    [EventName("project.created.v1")]
    public sealed record ProjectCreated(ProjectPlan Plan, DateTimeOffset At) : IProjectEvent;

    /// <summary>Its members are to run.</summary>
    [EventName("project.resumed.v1")]
    public sealed record ProjectResumed(DateTimeOffset At) : IProjectEvent;

    /// <summary>Its members are not to run.</summary>
    [EventName("project.stopped.v1")]
    public sealed record ProjectStopped(string Reason, DateTimeOffset At) : IProjectEvent;

    /// <summary>It has a new member.</summary>
    /// <param name="Definition">Which one.</param>
    /// <param name="At">When.</param>
    /// <param name="Key">A word of whoever asked for it, by which a repeated request is known as the same one.</param>
    [EventName("project.member-added.v1")]
    public sealed record MemberAdded(AgentDefinition Definition, DateTimeOffset At, string? Key = null) : IProjectEvent;

    /// <summary>A member is none from here on; its windows are to be ended.</summary>
    [EventName("project.member-removed.v1")]
    public sealed record MemberRemoved(AgentName Agent, DateTimeOffset At) : IProjectEvent;

    /// <summary>None of a removed member's windows is left.</summary>
    [EventName("project.member-left.v1")]
    public sealed record MemberLeft(AgentName Agent, DateTimeOffset At) : IProjectEvent;
}
