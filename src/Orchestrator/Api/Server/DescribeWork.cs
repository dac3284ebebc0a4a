using Orchestrator.Agents.Merging;
using Orchestrator.Agents.Scaling;
using Orchestrator.Agents.Tasks;
using Orchestrator.Agents.Work;
using Orchestrator.Agents.Worktrees;
using Orchestrator.Api.Contracts;
using static Orchestrator.Agents.Overview.OverviewMessages;

namespace Orchestrator.Api.Server;

/// <summary>Tasks and merges in the words of the API.</summary>
internal static class DescribeWork
{
    internal static TaskInfo Task(WorkView work, TaskItem task) => new(
        task.Id, work.Project.Value, task.Title, task.Text, task.Role, task.Owner?.Value, Describe.Word(task.Priority), TaskWords.Of(work.Board, task),
        [.. task.DependsOn.Select(Dependencies.Show)], [.. work.Board.WaitsFor(task).Select(Dependencies.Show)], task.Criteria, task.Detail,
        task.Tests is { } tests ? new TestInfo(tests.Passed, tests.Text, tests.By, tests.At) : null, task.Commit, task.CreatedBy, task.CreatedAt, task.ChangedAt);

    internal static MergeInfo Merge(MergeItem merge) => new(
        merge.Id, merge.Agent.Value, merge.Task, merge.Title, Describe.Word(merge.State), merge.Attempt, merge.Tip, merge.Candidate,
        merge.Tests?.Command, merge.Tests?.ExitCode, merge.Tests?.Tail, merge.Files, merge.Detail, merge.Tag, merge.QueuedAt, merge.ChangedAt);

    internal static WorkInfo? Work(WorkView? work, Snapshot all)
    {
        if (work is null) return null;
        var tasks = work.Board.Tasks;
        var ready = work.Board.Ready.Count();
        return new WorkInfo(
            tasks.Count, tasks.Count(t => t.State is TaskState.Done), tasks.Count(t => t.IsOpen || t.State is TaskState.Merging), ready,
            tasks.Count(t => t.State is TaskState.Queued) - ready, tasks.Count(t => t.State is TaskState.Blocked),
            Describe.Word(work.Assignment), work.Git?.StartBranch, work.Git is null ? null : BranchNames.Integration(work.Project),
            work.Merges.Items.Count(m => m.State is MergeState.Queued), work.Merges.UnderWay?.Id, work.Merges.StartNote, [.. work.Merges.Predicted.Select(Conflict)], ProjectDependencies.Blockers(work, all));
    }

    internal static ScaledRoleInfo Role(RoleScaling role) => new(
        role.Standing.Project.Value, role.Standing.Role, role.Standing.Least, role.Standing.Most, role.Standing.Engineers.Count, role.Standing.Engineers.Count(e => e.FreeSince is not null),
        role.Standing.Waiting, role.Standing.OldestSince, role.Held, role.Last is { } last ? Decision(last) : null);

    internal static ScalingDecisionInfo Decision(ScalingDecision decision) => new(
        decision.Number, decision.Project.Value, decision.Role, Describe.Word(decision.Action), decision.Agent?.Value, decision.Reason, decision.Cause, decision.Problem, decision.At);

    internal static ConflictInfo Conflict(PredictedConflict conflict) => new(conflict.One.Value, conflict.Other.Value, conflict.Files);

    internal static WorktreeInfo Worktree(WorktreeFacts facts, bool removed = false, string? stays = null) => new(
        facts.Project, facts.Agent, facts.Path, facts.Branch, facts.Changed, facts.Unmerged, facts.Keeps is null && stays is null, stays ?? facts.Keeps, removed);
}
