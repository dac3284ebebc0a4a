using System.Collections.Immutable;
using System.Diagnostics;
using static Orchestrator.Agents.Tasks.TaskEvents;

namespace Orchestrator.Agents.Tasks;

/// <summary>What all tasks of a project wait for before they are begun.</summary>
/// <param name="DependsOn"><c>bank:*</c> for a project as a whole, <c>bank:T1</c> for a task of one.</param>
/// <param name="Met">Those of them that are done.</param>
/// <param name="Awaited">Those of which both project managers know that they are waited for.</param>
/// <param name="Revision">Counts what has happened to it.</param>
public sealed record TaskGate(ImmutableList<string> DependsOn, ImmutableList<string> Met, ImmutableList<string> Awaited, int Revision)
{
    /// <summary>Nothing is waited for.</summary>
    public static TaskGate Open { get; } = new([], [], [], 0);

    /// <summary>What is not done.</summary>
    internal IEnumerable<string> WaitsFor => DependsOn.Where(d => !Met.Contains(d));

    internal TaskGate After(IOneTaskEvent @event) => (@event switch
    {
        DependenciesAdded e => this with { DependsOn = DependsOn.AddRange(e.DependsOn) },
        DependenciesDropped e => this with { DependsOn = DependsOn.RemoveRange(e.DependsOn), Met = Met.RemoveRange(e.DependsOn), Awaited = Awaited.RemoveRange(e.DependsOn) },
        DependencyMet e => this with { Met = Met.Add(e.Dependency) },
        DependencyAwaited e => this with { Awaited = Awaited.Add(e.Dependency) },
        DependencyLost e => this with { Awaited = Awaited.Remove(e.Dependency) },
        _ => throw new UnreachableException($"A project as a whole has no {@event.GetType().Name}."),
    }) with
    { Revision = Revision + 1 };
}
