namespace Orchestrator.Agents.Tasks;

/// <summary>What tasks wait for, over all projects. Pure.</summary>
public static class Dependencies
{
    /// <summary>A task's full name, <c>shop:T3</c>.</summary>
    public static string Full(ProjectName project, string id) => id.Contains(':', StringComparison.Ordinal) ? id : $"{project}:{id}";

    /// <summary>The way from a new task's dependencies back to itself, were it to depend on them.</summary>
    /// <param name="task">The task's full name.</param>
    /// <param name="dependsOn">Full names.</param>
    /// <param name="of">What a task depends on, by full names; empty for one that is not known.</param>
    /// <returns><c>shop:T1 → shop:T2 → shop:T1</c> as a list; <c>null</c> when there is no cycle.</returns>
    public static IReadOnlyList<string>? Cycle(string task, IEnumerable<string> dependsOn, Func<string, IEnumerable<string>> of)
    {
        ArgumentNullException.ThrowIfNull(dependsOn);
        ArgumentNullException.ThrowIfNull(of);
        var seen = new HashSet<string>();
        var ways = new Stack<IReadOnlyList<string>>(dependsOn.Select(d => (IReadOnlyList<string>)[task, d]));
        while (ways.TryPop(out var way))
        {
            if (way[^1] == task) return way;
            if (!seen.Add(way[^1])) continue;
            foreach (var next in of(way[^1])) ways.Push([.. way, next]);
        }
        return null;
    }
}
