using Orchestrator.Agents.Worktrees;
using System.Text;
using System.Text.Json;

namespace Orchestrator.Agents.Tasks;

/// <summary>What agents are told of tasks. Only a critical task is urgent: an urgent message ends the turn that its receiver is in.</summary>
internal static class TaskNotices
{
    internal static Notice Assigned(ProjectName project, AgentName to, IReadOnlyList<TaskItem> tasks, bool hasBranch)
    {
        var text = new StringBuilder();
        foreach (var task in tasks)
        {
            text.Append("Task ").Append(task.Id).Append(" is yours (").Append(Word(task.Priority)).Append("): ").Append(task.Title).Append('\n');
            if (task.Text.Length > 0) text.Append(task.Text).Append('\n');
            if (task.Detail is { } detail) text.Append("Before: ").Append(detail).Append('\n');
            foreach (var criterion in task.Criteria) text.Append("- checked by: ").Append(criterion).Append('\n');
        }
        if (hasBranch) text.Append("Before you begin, take what the others have landed: git merge ").Append(BranchNames.Integration(project)).Append(" (once it exists). Commit to your own branch.\n");
        text.Append("Begin: orc task start ID   Committed and done: orc task done ID   Cannot go on: orc task block ID \"why\"");
        return new Notice(Key(tasks[0], "assigned", to), to, text.ToString(), tasks.Any(t => t.Priority is TaskPriority.Critical));
    }

    internal static Notice Ready(AgentName to, IReadOnlyList<TaskItem> tasks) => new(
        Key(tasks[0], "ready", to),
        to,
        $"{(tasks.Count == 1 ? "A task waits" : $"{tasks.Count} tasks wait")} for an owner:\n{string.Join('\n', tasks.Select(Line))}\nGive each to somebody: orc task assign ID AGENT",
        tasks.Any(t => t.Priority is TaskPriority.Critical));

    internal static Notice ToCheck(ProjectName project, TaskItem task, AgentName owner, AgentName to, bool hasBranch) => new(
        Key(task, "check", to),
        to,
        $"{owner} says that {task.Id} is done: {task.Title}\n"
        + string.Concat(task.Criteria.Select(c => $"- checked by: {c}\n"))
        + (hasBranch ? $"Its commits are on {BranchNames.Of(project, owner)}. " : "")
        + $"Check it now. It holds: orc task result {task.Id} --passed \"what you ran\"   It does not: orc task result {task.Id} --failed \"what fails\"");

    internal static Notice Tested(TaskItem task, TestVerdict verdict, AgentName to) => new(
        Key(task, "tested", to),
        to,
        verdict.Passed
            ? $"{verdict.By} has checked {task.Id} ({task.Title}): it holds. {verdict.Text}".TrimEnd()
            : $"{verdict.By} has checked {task.Id} ({task.Title}), and it fails: {verdict.Text}\nMend it, commit, then: orc task done {task.Id}");

    internal static Notice Reopened(TaskItem task, string reason, string by, AgentName to) => new(
        Key(task, "reopened", to), to, $"Task {task.Id} ({task.Title}) is not done, says {by}: {reason}\nMend it, commit, then: orc task done {task.Id}");

    internal static Notice Blocked(TaskItem task, string reason, string by, AgentName to) => new(
        Key(task, "blocked", to), to, $"{by} cannot go on with {task.Id} ({task.Title}): {reason}\nHelp, then: orc task start {task.Id}, or give it to somebody else: orc task assign {task.Id} AGENT");

    internal static Notice Returned(TaskItem task, string reason, AgentName to) => new(
        Key(task, "returned", to), to, $"Task {task.Id} ({task.Title}) is in the queue again: {reason}");

    internal static Notice AllDone(int count, TaskItem last, AgentName to) => new(
        Key(last, "all-done", to), to, $"All {count} tasks are done. See orc task list, and whether the spec's success criteria are met.");

    internal static string Word(TaskPriority priority) => JsonNamingPolicy.SnakeCaseLower.ConvertName(priority.ToString());

    private static string Line(TaskItem task) => $"- {task.Id} ({Word(task.Priority)}{(task.Role is { } role ? ", for a " + role : "")}): {task.Title}";

    private static string Key(TaskItem task, string what, AgentName to) => $"{task.Id}:{task.Revision}:{what}:{to}";
}
