using Orchestrator.Agents;
using Orchestrator.Agents.Tasks;
using Orchestrator.Agents.Work;
using Orchestrator.Api.Contracts;
using System.Globalization;
using static Orchestrator.Agents.Overview.OverviewMessages;
using static Orchestrator.Agents.Tasks.TaskMessages;

namespace Orchestrator.Api.Server;

/// <summary>What tasks and projects wait for in other projects: read from requests, checked, shown.</summary>
internal static class ProjectDependencies
{
    /// <summary>Dependencies as they are stored: <c>T1</c> of the project itself, <c>bank:T1</c>, and <c>bank:*</c> for a project's name alone.</summary>
    /// <param name="all">How everything stands.</param>
    /// <param name="project">Whose dependencies.</param>
    /// <param name="names">As they were written.</param>
    /// <param name="mustExist">Whether those of other projects must be there.</param>
    /// <exception cref="ApiFault">One names nothing that there is.</exception>
    internal static List<string> Known(Snapshot all, ProjectName project, IReadOnlyList<string> names, bool mustExist = true)
    {
        var known = new List<string>();
        foreach (var name in names)
        {
            var at = name.IndexOf(':', StringComparison.Ordinal);
            if (at < 0 && IsTask(name))
            {
                known.Add(name);
                continue;
            }
            var other = ApiCall.Project(at < 0 ? name : name[..at]);
            var id = at < 0 ? Dependencies.All : name[(at + 1)..];
            if (mustExist) Demand(all, project, other, id);
            known.Add(other == project && id != Dependencies.All ? id : Dependencies.Full(other, id));
        }
        return known;
    }

    /// <summary>What tasks of other projects wait for, so that a cycle over projects is seen.</summary>
    internal static Dictionary<string, IReadOnlyList<string>> Others(Snapshot all, ProjectName project) =>
        Dependencies.Graph(all.Work.Values.Where(w => w.Project != project).Select(w => w.Board));

    /// <summary>What a project that is to be launched waits for.</summary>
    /// <exception cref="ApiFault">It names nothing that there is, or they would wait for each other.</exception>
    internal static List<string> OfLaunch(Snapshot all, ProjectName project, IReadOnlyList<string> names)
    {
        if (names.Count == 0) return [];
        var known = Known(all, project, names);
        var decision = new TaskBoard(project).Decide(new AddDependencies(Dependencies.All, known, Others(all, project), "spec"), [], new TaskRules(default, 1, 1, 1), default);
        return decision.Rejection is { } rejected ? throw ApiFault.From(rejected) : known;
    }

    /// <summary>What is waited for in other projects, and how that stands.</summary>
    internal static IReadOnlyList<BlockerInfo> Blockers(WorkView work, Snapshot all) =>
        [.. work.Board.WaitsForOthers().Select(w => new BlockerInfo(w.Id == Dependencies.All ? null : w.Id, Dependencies.Show(w.Dependency), Standing(w.Dependency, all)))];

    private static bool IsTask(string name) =>
        name is ['T', .. var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static void Demand(Snapshot all, ProjectName project, ProjectName other, string id)
    {
        if (other == project && !all.Projects.ContainsKey(project)) return; // one that is to be launched: the rules say that it cannot wait for itself
        if (!all.Projects.ContainsKey(other)) throw ApiFault.NotFound($"There is no project {other} to wait for.", "Those there are: orc status. Launch it first, or leave it out.");
        if (id != Dependencies.All && TaskRoutes.Work(all, other).Board.Find(id) is null) throw ApiFault.NotFound($"{other} has no task {id} to wait for.", $"Those there are: orc task list --project {other}");
    }

    private static string Standing(string dependency, Snapshot all)
    {
        var (project, id) = (new ProjectName(dependency[..dependency.IndexOf(':', StringComparison.Ordinal)]), dependency[(dependency.IndexOf(':', StringComparison.Ordinal) + 1)..]);
        if (!all.Projects.ContainsKey(project)) return $"there is no project {project}";
        if (!all.Work.TryGetValue(project, out var work)) return "not known yet";
        if (id == Dependencies.All) return $"{work.Board.Tasks.Count(t => t.State is TaskState.Done)} of {work.Board.Tasks.Count} tasks done";
        return work.Board.Find(id) is { } task ? TaskWords.Of(work.Board, task) + (task.Owner is { } owner ? $", {owner}" : "") : $"{project} has no task {id}";
    }
}
