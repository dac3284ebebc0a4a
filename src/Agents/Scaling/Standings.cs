using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Overview;
using Orchestrator.Agents.Tasks;
using Orchestrator.Agents.Work;
using System.Collections.Immutable;

namespace Orchestrator.Agents.Scaling;

/// <summary>What projects and agents show of themselves, gathered for decisions. Pure, and in memory only.</summary>
internal sealed record Standings(ImmutableList<RoleRange> Usual, int MostPerProject)
{
    private ImmutableDictionary<ProjectName, ProjectView> Projects { get; init; } = ImmutableDictionary<ProjectName, ProjectView>.Empty;

    private ImmutableDictionary<AgentTarget, AgentView> Agents { get; init; } = ImmutableDictionary<AgentTarget, AgentView>.Empty;

    private ImmutableDictionary<ProjectName, WorkView> Work { get; init; } = ImmutableDictionary<ProjectName, WorkView>.Empty;

    private IdleWatch Idle { get; init; } = new();

    /// <summary>Agents of running projects, the orchestrator's own among them.</summary>
    internal int Running => Projects.Values.Where(p => p.State is ProjectState.Running).Sum(p => p.Agents.Count) + 1;

    /// <summary>Whether there is anything to look at again and again.</summary>
    internal bool IsNeeded => Projects.Values.Any(p => p.State is ProjectState.Running && !RangesOf(p.Name).IsEmpty);

    internal Standings See(ProjectView view) => this with { Projects = Projects.SetItem(view.Name, view) };

    internal Standings See(AgentView view, DateTimeOffset now) => this with { Agents = Agents.SetItem(view.Target, view), Idle = Idle.See(view, now) };

    internal Standings See(WorkView view) => this with { Work = Work.SetItem(view.Project, view) };

    internal Standings Forget(AgentTarget agent) => this with { Agents = Agents.Remove(agent), Idle = Idle.Forget(t => t == agent) };

    internal Standings Forget(ProjectName project) => this with
    {
        Projects = Projects.Remove(project),
        Work = Work.Remove(project),
        Agents = Agents.RemoveRange(Agents.Keys.Where(t => t.Project == project)),
        Idle = Idle.Forget(t => t.Project == project),
    };

    /// <summary>A project that is there and to run; else <c>null</c>.</summary>
    internal ProjectView? RunningProject(ProjectName name) => Projects.GetValueOrDefault(name) is { State: ProjectState.Running } view ? view : null;

    internal WorkView? WorkOf(ProjectName project) => Work.GetValueOrDefault(project);

    /// <summary>Every role that may be scaled.</summary>
    internal IReadOnlyList<RoleStanding> Roles() =>
        [.. Projects.Values.Where(p => p.State is ProjectState.Running).OrderBy(p => p.Name.Value, StringComparer.Ordinal).SelectMany(p => RangesOf(p.Name).Select(r => RoleOf(p, Work[p.Name], r)))];

    private ImmutableList<RoleRange> RangesOf(ProjectName project) => WorkOf(project)?.Plan is { } plan ? plan.Work?.Scaling?.Roles ?? Usual : [];

    private RoleStanding RoleOf(ProjectView project, WorkView work, RoleRange range)
    {
        var engineers = project.Agents.Select(a => Agents.GetValueOrDefault(AgentTarget.Of(project.Name, a))).OfType<AgentView>()
            .Where(a => a.Role == range.Role).Select(a => EngineerOf(a, work.Board)).ToList();
        var waiting = work.Board.Tasks.Where(t => (t.Role ?? Assignment.UsualRole) == range.Role && Waits(work.Board, t)).ToList();
        var plan = work.Plan!;
        return new RoleStanding(
            project.Name,
            range.Role,
            range.Least ?? plan.Members.Count(m => m.Role == range.Role),
            range.Most,
            engineers,
            waiting.Count,
            waiting.Count == 0 ? null : waiting.Min(t => Since(work.Board, t)),
            project.Agents.Count,
            Math.Min(MostPerProject, plan.Work?.Scaling?.MostAgents ?? int.MaxValue));
    }

    private EngineerStanding EngineerOf(AgentView view, TaskBoard board)
    {
        var own = board.Tasks.Where(t => t.Owner == view.Target.Agent || t.Tests?.By == view.Target.ToString()).ToList();
        var busy = own.Exists(t => t.State is not (TaskState.Done or TaskState.Queued) && t.Owner == view.Target.Agent);
        var since = busy ? null : Idle.Of(view.Target);
        if (since is not null && own.Count > 0 && own.Max(t => t.ChangedAt) is var last && last > since) since = last;
        return new EngineerStanding(view.Target.Agent!.Value, view.Status is not (AgentStatus.Failed or AgentStatus.Stopped), view.Status is AgentStatus.Limited, since);
    }

    /// <summary>Nobody has it, or its owner works on another one first.</summary>
    private static bool Waits(TaskBoard board, TaskItem task) => board.IsReady(task)
        || (task.State is TaskState.Assigned && board.Tasks.Exists(t => t.Owner == task.Owner && IsBefore(board, t, task)));

    private static bool IsBefore(TaskBoard board, TaskItem one, TaskItem other) =>
        one.State is TaskState.Started or TaskState.Merging || (one.State is TaskState.Assigned && board.Tasks.IndexOf(one) < board.Tasks.IndexOf(other));

    // What it depends on may have been done after anything last happened to itself.
    private static DateTimeOffset Since(TaskBoard board, TaskItem task) =>
        task.DependsOn.Select(board.Find).OfType<TaskItem>().Select(t => t.ChangedAt).Append(task.ChangedAt).Max();
}
