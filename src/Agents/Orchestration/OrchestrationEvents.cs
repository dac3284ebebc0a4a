using Orchestrator.Runtime.Persistence;

namespace Orchestrator.Agents.Orchestration;

/// <summary>What has happened on this machine as a whole. Stored for ever: add events, never change one.</summary>
public static class OrchestrationEvents
{
    /// <summary>Any of them.</summary>
    public interface IOrchestrationEvent : IEvent;

    /// <summary>A project of this name exists from here on.</summary>
    /// <param name="Project">Its name.</param>
    /// <param name="Plan">What its manager is created from, should it not have been told before a crash.</param>
    /// <param name="At">When.</param>
    [EventName("orchestrator.project-launched.v1")]
    public sealed record ProjectLaunched(ProjectName Project, Management.ProjectPlan Plan, DateTimeOffset At) : IOrchestrationEvent;

    /// <summary>The project is forgotten.</summary>
    [EventName("orchestrator.project-removed.v1")]
    public sealed record ProjectForgotten(ProjectName Project, DateTimeOffset At) : IOrchestrationEvent;
}
