using Orchestrator.Runtime.Persistence;
using System.Collections.Immutable;

namespace Orchestrator.Agents.Tasks;

/// <summary>What has happened to a project's tasks. Stored for ever: add events, never change one.</summary>
public static class TaskEvents
{
    /// <summary>Any of them.</summary>
    public interface ITaskEvent : IEvent;

    /// <summary>Of one task.</summary>
    public interface IOneTaskEvent : ITaskEvent
    {
        /// <summary>Which one; <see cref="Dependencies.All"/> for what is about all of them.</summary>
        string Id { get; }
    }

    /// <summary>There is a new task.</summary>
    [EventName("task.added.v1")]
    public sealed record TaskAdded(
        string Id,
        string Title,
        string Text,
        string? Role,
        TaskPriority Priority,
        ImmutableList<string> DependsOn,
        ImmutableList<string> Criteria,
        string By,
        DateTimeOffset At) : IOneTaskEvent;

    /// <summary>Which request has added it, so that a repeated one is known.</summary>
    [EventName("task.keyed.v1")]
    public sealed record TaskKeyed(string Id, string Key, DateTimeOffset At) : ITaskEvent;

    /// <summary>The project manager was told that it waits for an owner, or added it itself.</summary>
    [EventName("task.announced.v1")]
    public sealed record TaskAnnounced(string Id, DateTimeOffset At) : IOneTaskEvent;

    /// <summary>It has an owner.</summary>
    [EventName("task.assigned.v1")]
    public sealed record TaskAssigned(string Id, AgentName Owner, string By, DateTimeOffset At) : IOneTaskEvent;

    /// <summary>Its owner works on it.</summary>
    [EventName("task.started.v1")]
    public sealed record TaskStarted(string Id, AgentName Owner, DateTimeOffset At) : IOneTaskEvent;

    /// <summary>Its owner cannot go on.</summary>
    [EventName("task.blocked.v1")]
    public sealed record TaskBlocked(string Id, string Reason, string By, DateTimeOffset At) : IOneTaskEvent;

    /// <summary>Its owner says that it is done.</summary>
    /// <param name="Id">Which one.</param>
    /// <param name="Summary">What was said.</param>
    /// <param name="ToMerge">Whether its commits go into the merge queue first.</param>
    /// <param name="By">Who said so.</param>
    /// <param name="At">When.</param>
    [EventName("task.finished.v1")]
    public sealed record TaskFinished(string Id, string? Summary, bool ToMerge, string By, DateTimeOffset At) : IOneTaskEvent;

    /// <summary>Its commits have landed, or there were none.</summary>
    [EventName("task.landed.v1")]
    public sealed record TaskLanded(string Id, string? Commit, DateTimeOffset At) : IOneTaskEvent;

    /// <summary>It is not done after all. Its owner goes on, if it has one.</summary>
    [EventName("task.reopened.v1")]
    public sealed record TaskReopened(string Id, string Reason, string By, DateTimeOffset At) : IOneTaskEvent;

    /// <summary>Its owner has failed or left; somebody else may have it.</summary>
    [EventName("task.returned.v1")]
    public sealed record TaskReturned(string Id, string Reason, DateTimeOffset At) : IOneTaskEvent;

    /// <summary>It waits for more than it did.</summary>
    [EventName("task.dependencies-added.v1")]
    public sealed record DependenciesAdded(string Id, ImmutableList<string> DependsOn, string By, DateTimeOffset At) : IOneTaskEvent;

    /// <summary>What it depends on in another project is done.</summary>
    [EventName("task.dependency-met.v1")]
    public sealed record DependencyMet(string Id, string Dependency, DateTimeOffset At) : IOneTaskEvent;

    /// <summary>It waits for less than it did.</summary>
    [EventName("task.dependencies-dropped.v1")]
    public sealed record DependenciesDropped(string Id, ImmutableList<string> DependsOn, string By, DateTimeOffset At) : IOneTaskEvent;

    /// <summary>What it depends on in another project is not done; both project managers are told, once.</summary>
    [EventName("task.dependency-awaited.v1")]
    public sealed record DependencyAwaited(string Id, string Dependency, DateTimeOffset At) : IOneTaskEvent;

    /// <summary>The project of what it depends on was removed; its project manager is told, once.</summary>
    [EventName("task.dependency-lost.v1")]
    public sealed record DependencyLost(string Id, string Dependency, DateTimeOffset At) : IOneTaskEvent;

    /// <summary>Somebody ran the tests on it.</summary>
    [EventName("task.tested.v1")]
    public sealed record TaskTested(string Id, bool Passed, string Text, string By, DateTimeOffset At) : IOneTaskEvent;
}
