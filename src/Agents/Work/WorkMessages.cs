using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Management;
using Orchestrator.Agents.Tasks;
using Orchestrator.Runtime.Persistence;

namespace Orchestrator.Agents.Work;

/// <summary>What a project's work, its tasks and its merge queue, is told. In memory only.</summary>
public static class WorkMessages
{
    /// <summary>Any of them.</summary>
    public interface IWorkCommand : ICommand;

    /// <summary>Passes a command on to a project's work. Rejected when there is no such project.</summary>
    public sealed record ToWork(ProjectName Project, IWorkCommand Command);

    /// <summary>Begins a project's work, or goes on with it. Told at every start of its actor, before anything else.</summary>
    public sealed record OpenWork(ProjectPlan Plan);

    /// <summary>The work's own part of <see cref="OpenWork"/>. Repeated: nothing happens.</summary>
    internal sealed record BeginWork(ProjectPlan Plan) : IWorkCommand;

    /// <summary>Who is in the team now, and whether the project runs.</summary>
    public sealed record TeamIs(IReadOnlyList<AgentDefinition> Members, bool IsRunning);

    /// <summary>A member has failed for good, now or before the daemon was started.</summary>
    public sealed record MateFailed(AgentName Agent);

    /// <summary>The team has changed: tasks whose owner is gone go back, others may be given.</summary>
    internal sealed record Rebalance : IWorkCommand;

    /// <summary>A notice is in its receiver's mailbox, or never will be.</summary>
    internal sealed record SettleNotice(string Key, string? Problem) : IWorkCommand;

    /// <summary>Published by a project that waits for others: each publishes its <see cref="WorkView"/> again.</summary>
    public sealed record WorkAsked;
}

/// <summary>How a project's work stands. Published whenever it changes.</summary>
/// <param name="Project">Whose.</param>
/// <param name="Git">Its repository; <c>null</c> when agents work in the directory itself.</param>
/// <param name="Board">Its tasks.</param>
/// <param name="Merges">Its merge queue.</param>
/// <param name="Assignment">Who gives tasks to agents.</param>
/// <param name="Worktrees">Its members' worktrees.</param>
public sealed record WorkView(
    ProjectName Project, Worktrees.ProjectGit? Git, TaskBoard Board, Merging.MergeQueue Merges, AssignmentMode Assignment, IReadOnlyList<Worktrees.WorktreePlan> Worktrees)
{
    /// <summary>What the project was launched with; <c>null</c> until that is known.</summary>
    public ProjectPlan? Plan { get; init; }
}

/// <summary>What a launch decided about a project's work. Stored with the project.</summary>
/// <param name="Git">Its repository; <c>null</c> when agents work in the directory itself.</param>
/// <param name="Tasks">What its spec asks for.</param>
/// <param name="Assignment">Who gives tasks to agents; <c>null</c> as the settings have it.</param>
/// <param name="Merge">How commits are merged; <c>null</c> as the settings have it.</param>
/// <param name="Test">The command that must succeed before each landing; <c>null</c> as the settings have it.</param>
public sealed record ProjectWork(
    Worktrees.ProjectGit? Git, IReadOnlyList<TaskSeed> Tasks, AssignmentMode? Assignment = null, Merging.MergeStyle? Merge = null, string? Test = null)
{
    /// <summary>What all of its tasks wait for in other projects: <c>bank:*</c>, <c>bank:T1</c>.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>How its team may grow and shrink; <c>null</c> as the settings have it.</summary>
    public Scaling.ProjectScaling? Scaling { get; init; }
}
