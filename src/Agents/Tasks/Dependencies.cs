namespace Orchestrator.Agents.Tasks;

/// <summary>What tasks and projects wait for, over all projects. Pure.</summary>
public static class Dependencies
{
    /// <summary>In place of a task's id: a project as a whole, all of its tasks.</summary>
    public const string All = "*";

    /// <summary>A task's full name, <c>shop:T3</c>.</summary>
    public static string Full(ProjectName project, string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.Contains(':', StringComparison.Ordinal) ? id : $"{project}:{id}";
    }

    /// <summary>A project as a whole, as dependencies name it: <c>shop:*</c>.</summary>
    public static string Whole(ProjectName project) => $"{project}:{All}";

    /// <summary>For people: <c>shop:T3</c>, and <c>shop</c> for a project as a whole.</summary>
    public static string Show(string dependency)
    {
        ArgumentNullException.ThrowIfNull(dependency);
        return dependency.EndsWith(":" + All, StringComparison.Ordinal) ? dependency[..^(All.Length + 1)] : dependency;
    }

    /// <summary>Whether a dependency is on a project, or on one of its tasks.</summary>
    public static bool IsOn(string dependency, ProjectName project)
    {
        ArgumentNullException.ThrowIfNull(dependency);
        return dependency.StartsWith($"{project}:", StringComparison.Ordinal);
    }

    /// <summary>What each task, and each project as a whole, waits for, by full names.</summary>
    public static Dictionary<string, IReadOnlyList<string>> Graph(IEnumerable<TaskBoard> boards)
    {
        ArgumentNullException.ThrowIfNull(boards);
        return boards.SelectMany(b => b.Tasks.Select(t => Full(b.Project, t.Id)).Append(Whole(b.Project)).Select(n => (Name: n, On: b.Edges(n)))).ToDictionary(e => e.Name, e => e.On);
    }

    /// <summary>The way from new dependencies back to what is to wait for them.</summary>
    /// <param name="project">Whose task it is that is to wait.</param>
    /// <param name="waiting">The full name of what is to wait: a task, or the project as a whole.</param>
    /// <param name="dependsOn">Full names.</param>
    /// <param name="of">What something depends on, by full names; empty for what is not known.</param>
    /// <returns><c>shop:T1 → shop:T2 → shop:T1</c> as a list; <c>null</c> when there is no cycle.</returns>
    public static IReadOnlyList<string>? Cycle(ProjectName project, string waiting, IEnumerable<string> dependsOn, Func<string, IEnumerable<string>> of)
    {
        ArgumentNullException.ThrowIfNull(dependsOn);
        ArgumentNullException.ThrowIfNull(of);
        var whole = Whole(project);
        var seen = new HashSet<string>();
        var ways = new Stack<IReadOnlyList<string>>(dependsOn.Select(d => (IReadOnlyList<string>)[waiting, d]));
        while (ways.TryPop(out var way))
        {
            // A project as a whole waits with each of its tasks, and is not done before each of them is.
            if (way[^1] == waiting || way[^1] == whole || (waiting == whole && IsOn(way[^1], project))) return [.. way.Select(Show)];
            if (!seen.Add(way[^1])) continue;
            foreach (var next in of(way[^1])) ways.Push([.. way, next]);
        }
        return null;
    }
}
