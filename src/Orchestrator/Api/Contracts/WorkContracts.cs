namespace Orchestrator.Api.Contracts;

/// <summary>One task.</summary>
/// <param name="WaitsFor">What it depends on that is not done.</param>
internal sealed record TaskInfo(
    string Id,
    string Project,
    string Title,
    string Text,
    string? Role,
    string? Owner,
    string Priority,
    string State,
    IReadOnlyList<string> DependsOn,
    IReadOnlyList<string> WaitsFor,
    IReadOnlyList<string> Criteria,
    string? Detail,
    TestInfo? Tests,
    string? Commit,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt);

/// <summary>What the tests said.</summary>
internal sealed record TestInfo(bool Passed, string Text, string By, DateTimeOffset At);

/// <summary>Adds a task.</summary>
/// <param name="Key">Made by the sender, so that a repeated request is known as the same task.</param>
internal sealed record AddTaskRequest(
    string Key,
    string Title,
    string? Text = null,
    string? Role = null,
    string? Owner = null,
    string? Priority = null,
    IReadOnlyList<string>? DependsOn = null,
    IReadOnlyList<string>? Criteria = null);

/// <summary>Makes a whole project wait for others, and no longer for others.</summary>
internal sealed record DependenciesRequest(IReadOnlyList<string> On, IReadOnlyList<string> Drop);

/// <summary>Does something with a task: assign, start, block, done, reopen, depend, drop or result.</summary>
internal sealed record TaskActionRequest(string? Agent = null, string? Text = null, IReadOnlyList<string>? DependsOn = null, bool? Passed = null);

internal sealed record TaskAnswer(TaskInfo Task);

internal sealed record TasksAnswer(IReadOnlyList<TaskInfo> Tasks);

/// <summary>A project's tasks and merges in numbers.</summary>
internal sealed record WorkInfo(
    int Tasks,
    int Done,
    int UnderWay,
    int Ready,
    int Waiting,
    int Blocked,
    string Assignment,
    string? StartBranch,
    string? IntegrationBranch,
    int MergesWaiting,
    string? MergeUnderWay,
    string? Note,
    IReadOnlyList<ConflictInfo> Conflicts,
    IReadOnlyList<BlockerInfo> Blockers);

/// <summary>What is waited for in another project.</summary>
/// <param name="Task">Which task waits; null for all of them.</param>
/// <param name="On">bank, or bank:T1.</param>
/// <param name="State">How that stands, for a person.</param>
internal sealed record BlockerInfo(string? Task, string On, string State);

/// <summary>Two agents whose work would conflict.</summary>
internal sealed record ConflictInfo(string One, string Other, IReadOnlyList<string> Files);

/// <summary>One merge.</summary>
internal sealed record MergeInfo(
    string Id,
    string Agent,
    string? Task,
    string Title,
    string State,
    int Attempt,
    string? Tip,
    string? Commit,
    string? TestCommand,
    int? TestExitCode,
    string? TestOutput,
    IReadOnlyList<string> Files,
    string? Detail,
    string? Tag,
    DateTimeOffset QueuedAt,
    DateTimeOffset ChangedAt);

/// <summary>Asks for an agent's commits to be merged.</summary>
internal sealed record MergeRequest(string Agent);

internal sealed record MergeAnswer(MergeInfo Merge);

internal sealed record MergesAnswer(IReadOnlyList<MergeInfo> Merges);

/// <summary>How a project's branches stand to each other.</summary>
internal sealed record BranchesAnswer(
    string Project, string Repository, string IntegrationBranch, string? StartBranch, int? StartBehind, IReadOnlyList<AgentSyncInfo> Agents, IReadOnlyList<ConflictInfo> Conflicts);

/// <summary>How one agent's branch stands to what has landed.</summary>
internal sealed record AgentSyncInfo(
    string Agent, string Path, string Branch, int Ahead, int Behind, int Changed, int? Unpushed, IReadOnlyList<string> Conflicts, string? Problem);

/// <summary>Every worktree of ours.</summary>
internal sealed record WorktreesAnswer(IReadOnlyList<WorktreeInfo> Worktrees);

/// <summary>One worktree of ours.</summary>
/// <param name="Removable">Whether nothing would be lost with it.</param>
/// <param name="Keeps">Why it stays.</param>
/// <param name="Removed">Whether it was removed now.</param>
internal sealed record WorktreeInfo(
    string Project, string Agent, string Path, string? Branch, int Changed, int Unmerged, bool Removable, string? Keeps, bool Removed);

/// <summary>Removes worktrees with which nothing would be lost; says only which, unless confirmed.</summary>
internal sealed record CollectWorktreesRequest(bool Confirm = false);

/// <summary>How the roles that grow and shrink by themselves stand, and what was decided about them.</summary>
internal sealed record ScalingAnswer(IReadOnlyList<ScaledRoleInfo> Roles, IReadOnlyList<ScalingDecisionInfo> Decisions);

/// <summary>One role of one project.</summary>
/// <param name="Held">What is in the way of a change that there would be a reason for; null for nothing.</param>
internal sealed record ScaledRoleInfo(
    string Project, string Role, int Least, int Most, int Engineers, int Free, int Waiting, DateTimeOffset? OldestSince, string? Held, ScalingDecisionInfo? Last);

/// <summary>One decision.</summary>
/// <param name="Action">add, end or hold_back.</param>
/// <param name="Problem">Why it was not done after all.</param>
internal sealed record ScalingDecisionInfo(
    long Number, string Project, string Role, string Action, string? Agent, string Reason, string? Cause, string? Problem, DateTimeOffset At);
