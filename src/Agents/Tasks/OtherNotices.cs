namespace Orchestrator.Agents.Tasks;

/// <summary>What project managers are told of dependencies between projects.</summary>
internal static class OtherNotices
{
    internal static Notice Blocked(ProjectName project, IReadOnlyList<Waiting> waits, string key) => new(
        key,
        AgentName.ProjectManager,
        $"Blocked by other projects:\n{Lines(waits.Select(w => $"{Who(w, "all of your tasks wait")} for {Dependencies.Show(w.Dependency)}"))}\n"
        + "You are told when that is done; until then nobody is to begin them. No longer needed: " + Drop(project, waits[0]));

    internal static Notice Awaited(ProjectName project, ProjectName other, IReadOnlyList<Waiting> waits, string key) => new(
        key,
        AgentName.ProjectManager,
        $"The project {project} waits for yours:\n"
        + Lines(waits.Select(w => $"{(w.Dependency == Dependencies.Whole(other) ? "all of your tasks" : w.Dependency[(other.Value.Length + 1)..])}, before "
            + (w.Task is { } task ? $"{project}:{task.Id} ({task.Title})" : "any of its tasks") + " can begin"))
        + "\nDo that first where you can. Nothing has to be reported: that it is done is seen.")
    {
        Project = other,
    };

    internal static Notice Lost(ProjectName project, IReadOnlyList<Waiting> waits, string key) => new(
        key,
        AgentName.ProjectManager,
        $"The project {waits[0].Other} was removed, and nobody will do what is waited for there:\n{Lines(waits.Select(w => $"{Who(w, "all of your tasks wait")} for {Dependencies.Show(w.Dependency)}"))}\n"
        + "Go on without it: " + Drop(project, waits[0]));

    internal static Notice Released(IReadOnlyList<Waiting> met, IReadOnlyCollection<string> stillWaiting, string key) => new(
        key,
        AgentName.ProjectManager,
        $"Done in other projects:\n{Lines(met.Select(w => $"{Dependencies.Show(w.Dependency)}, for which {Who(w, "all of your tasks waited", "waited")}{(stillWaiting.Contains(w.Id) ? "; other things are still waited for" : "")}"))}");

    private static string Who(Waiting waits, string all, string verb = "waits") => waits.Task is { } task ? $"{task.Id} ({task.Title}) {verb}" : all;

    private static string Drop(ProjectName project, Waiting waits) =>
        waits.Task is { } task ? $"orc task depend {task.Id} --drop {Dependencies.Show(waits.Dependency)}" : $"orc depend {project} --drop {Dependencies.Show(waits.Dependency)}";

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines.Select(l => "- " + l));
}
