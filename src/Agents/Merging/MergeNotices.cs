using Orchestrator.Agents.Tasks;
using Orchestrator.Agents.Worktrees;

namespace Orchestrator.Agents.Merging;

/// <summary>What agents are told of merges.</summary>
internal static class MergeNotices
{
    internal static Notice Landed(ProjectName project, MergeItem merge, MergeTests? tests) => new(
        $"{merge.Id}:{merge.Attempt}:landed:{merge.Agent}",
        merge.Agent,
        $"{What(merge)} has landed on {BranchNames.Integration(project)} as {Short(merge.Candidate)}{(tests?.Command is { } command ? $"; its tests passed ({command})" : "; the project has no tests to run")}.\n"
        + $"Take what the others have landed before you go on: git merge {BranchNames.Integration(project)}");

    internal static Notice Conflict(ProjectName project, MergeItem merge, IReadOnlyList<string> files, string sides) => new(
        $"{merge.Id}:{merge.Attempt}:conflict:{merge.Agent}",
        merge.Agent,
        $"{What(merge)} conflicts with what has landed, in {string.Join(", ", files)}.\n{sides}\n"
        + $"Resolve it on your branch: git merge {BranchNames.Integration(project)}, mend the files, commit. Then again: {Again(merge)}");

    internal static Notice ConflictOther(MergeItem merge, MergeItem other, IReadOnlyList<string> files, string sides) => new(
        $"{merge.Id}:{merge.Attempt}:conflict:{other.Agent}",
        other.Agent,
        $"{What(merge)} of {merge.Agent} conflicts with what you have landed ({What(other)}), in {string.Join(", ", files)}.\n{sides}\n"
        + $"{merge.Agent} resolves it; say what must stay: orc send {merge.Agent} …");

    internal static Notice TestsFailed(MergeItem merge, MergeTests tests) => new(
        $"{merge.Id}:{merge.Attempt}:tests:{merge.Agent}",
        merge.Agent,
        $"{What(merge)} did not land: with what the others have landed, {tests.Command} {(tests.ExitCode == 124 ? "took too long" : $"exited with code {tests.ExitCode}")}.\n{tests.Tail}\nMend it, commit. Then again: {Again(merge)}");

    internal static Notice Failed(MergeItem merge, string reason, AgentName to) => new(
        $"{merge.Id}:{merge.Attempt}:failed:{to}", to, $"{What(merge)} of {merge.Agent} could not be merged: {reason}\nOnce that is mended: {Again(merge)}");

    internal static Notice Predicted(PredictedConflict conflict, AgentName to, AgentName other, DateTimeOffset at) => new(
        $"predicted:{conflict.One}:{conflict.Other}:{at.UtcTicks}:{to}",
        to,
        $"Your work and {other}'s touch the same places and will conflict: {string.Join(", ", conflict.Files)}. Agree with {other} who changes what: orc send {other} …");

    internal static string What(MergeItem merge) => merge.Task is { } task ? $"{task} ({merge.Title})" : $"{merge.Id} ({merge.Title})";

    internal static string Short(string? commit) => commit is { Length: > 10 } ? commit[..10] : commit ?? "";

    private static string Again(MergeItem merge) => merge.Task is { } task ? $"orc task done {task}" : "orc merge request";
}
