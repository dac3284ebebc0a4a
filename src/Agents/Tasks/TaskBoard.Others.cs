using Orchestrator.Runtime.Persistence;
using System.Collections.Immutable;
using static Orchestrator.Agents.Tasks.TaskEvents;
using static Orchestrator.Agents.Tasks.TaskMessages;
using static Orchestrator.Agents.Work.WorkEvents;

namespace Orchestrator.Agents.Tasks;

// What tasks, and the project as a whole, wait for in other projects.
public sealed partial record TaskBoard
{
    /// <summary>What all tasks wait for before they are begun.</summary>
    public TaskGate Gate { get; init; } = TaskGate.Open;

    /// <summary>What is waited for in other projects and is not done: by a task, or by all of them (<see cref="Dependencies.All"/>).</summary>
    public IEnumerable<(string Id, string Dependency)> WaitsForOthers() => Gate.WaitsFor.Select(d => (Dependencies.All, d))
        .Concat(Tasks.Where(t => t.State is not TaskState.Done).SelectMany(t => t.DependsOn.Where(d => IsForeign(d) && !t.Met.Contains(d)).Select(d => (t.Id, d))));

    /// <summary>What of this project others may wait for and is done, by full names.</summary>
    public IReadOnlySet<string> DoneForOthers()
    {
        var done = Tasks.Where(t => t.State is TaskState.Done).Select(t => Dependencies.Full(Project, t.Id)).ToHashSet();
        if (Tasks.Count > 0 && done.Count == Tasks.Count) done.Add(Dependencies.Whole(Project));
        return done;
    }

    /// <summary>What a task of this project, or the project as a whole, depends on, by full names.</summary>
    internal IReadOnlyList<string> Edges(string full) => full == Dependencies.Whole(Project)
        ? [.. Tasks.Select(t => Dependencies.Full(Project, t.Id)), .. Gate.DependsOn]
        : [.. (Find(full[(Project.Value.Length + 1)..])?.DependsOn ?? []).Select(d => Dependencies.Full(Project, d)), .. Gate.DependsOn];

    private IReadOnlyList<string>? Cycle(string id, IEnumerable<string> dependsOn, IReadOnlyDictionary<string, IReadOnlyList<string>> others) => Dependencies.Cycle(
        Project,
        Dependencies.Full(Project, id),
        dependsOn.Select(d => Dependencies.Full(Project, d)),
        full => Dependencies.IsOn(full, Project) ? Edges(full) : others.GetValueOrDefault(full) ?? []);

    private static Decision RefuseCycle(IReadOnlyList<string> cycle) => Refuse($"They would wait for each other: {string.Join(" → ", cycle)}.", "Take one of these dependencies out.");

    private Decision DependAll(AddDependencies c, DateTimeOffset now)
    {
        if (c.DependsOn.FirstOrDefault(d => !IsForeign(d)) is { } own)
            return Refuse($"All tasks of {Project} cannot wait for {own}, which is one of them.", "Name another project, or a task of one: bank or bank:T1.");
        if (Cycle(Dependencies.All, c.DependsOn, c.Others) is { } cycle) return RefuseCycle(cycle);
        var added = c.DependsOn.Where(d => !Gate.DependsOn.Contains(d)).Distinct().ToImmutableList();
        return added.IsEmpty ? Accept(c.Id) : Accept(c.Id, new DependenciesAdded(c.Id, added, c.By, now));
    }

    private Decision Drop(DropDependencies c, DateTimeOffset now)
    {
        var there = c.Id == Dependencies.All ? Gate.DependsOn : Find(c.Id)?.DependsOn;
        if (there is null) return Decision.Reject(Rejected.NotFound($"{Project} has no task {c.Id}.", ListHint));
        var dropped = c.DependsOn.Where(there.Contains).Distinct().ToImmutableList();
        return dropped.IsEmpty ? Accept(c.Id) : Accept(c.Id, new DependenciesDropped(c.Id, dropped, c.By, now));
    }

    /// <summary>What is done there is met; of the rest the project managers are told once that it is waited for.</summary>
    private Decision Meet(MeetDependencies c, DateTimeOffset now)
    {
        var waits = WaitsForOthers().ToList();
        var met = waits.Where(w => c.Done.Contains(w.Dependency)).Select(w => (IEvent)new DependencyMet(w.Id, w.Dependency, now));
        var awaited = c.Of is { } other
            ? waits.Where(w => Dependencies.IsOn(w.Dependency, other) && !c.Done.Contains(w.Dependency) && !AwaitedBy(w.Id).Contains(w.Dependency)).Select(w => (IEvent)new DependencyAwaited(w.Id, w.Dependency, now))
            : [];
        return Decision.Accept([.. met, .. awaited]);
    }

    private Decision Lose(LoseProject c, DateTimeOffset now) => Decision.Accept(
        [.. WaitsForOthers().Where(w => Dependencies.IsOn(w.Dependency, c.Project) && AwaitedBy(w.Id).Contains(w.Dependency)).Select(w => new DependencyLost(w.Id, w.Dependency, now))]);

    private ImmutableList<string> AwaitedBy(string id) => id == Dependencies.All ? Gate.Awaited : Find(id)!.Awaited;

    private IEnumerable<IEvent> TellOfOthers(IReadOnlyList<IEvent> events, DateTimeOffset now)
    {
        var awaited = events.OfType<DependencyAwaited>().Select(e => new Waiting(e.Id, Find(e.Id), e.Dependency)).ToList();
        var lost = events.OfType<DependencyLost>().Select(e => new Waiting(e.Id, Find(e.Id), e.Dependency)).ToList();
        var met = events.OfType<DependencyMet>().Select(e => new Waiting(e.Id, Find(e.Id), e.Dependency)).ToList();
        if (awaited.Count > 0)
        {
            yield return new NoticeQueued(OtherNotices.Blocked(Project, awaited, Key(awaited, "awaits")), now);
            foreach (var others in awaited.GroupBy(w => w.Other))
                yield return new NoticeQueued(OtherNotices.Awaited(Project, others.Key, [.. others], Key(awaited, $"awaited-{others.Key}")), now);
        }
        if (lost.Count > 0) yield return new NoticeQueued(OtherNotices.Lost(Project, lost, Key(lost, "lost")), now);
        if (met.Count > 0) yield return new NoticeQueued(OtherNotices.Released(met, [.. met.Where(w => StillWaits(w.Id)).Select(w => w.Id)], Key(met, "released")), now);
    }

    private bool StillWaits(string id) => WaitsForOthers().Any(w => w.Id == id || w.Id == Dependencies.All);

    private string Key(List<Waiting> waits, string what) => $"{waits[0].Id}:{waits[0].Task?.Revision ?? Gate.Revision}:{what}";
}

/// <summary>A task, or all of them, and what it waits for in another project.</summary>
internal sealed record Waiting(string Id, TaskItem? Task, string Dependency)
{
    internal ProjectName Other => new(Dependency[..Dependency.IndexOf(':', StringComparison.Ordinal)]);
}
