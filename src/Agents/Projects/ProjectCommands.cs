namespace Orchestrator.Agents.Projects;

/// <summary>One command line from the commands of several tools.</summary>
internal static class ProjectCommands
{
    /// <summary>Tools that are farther from the project's directory are examples and fixtures more often than parts of it.</summary>
    private const int MaxDepth = 3;

    /// <summary>
    /// A tool that runs the others alone, else all tools in the project's directory, else those of its parts; each in its own directory, and only when
    /// the ones before it succeeded.
    /// </summary>
    internal static string? Join(IReadOnlyList<BuildTool> tools, Func<BuildTool, string?> command)
    {
        var able = tools.Where(t => command(t) is not null).ToList();
        var here = able.Where(t => t.Directory.Length == 0).ToList();
        if (here.Find(t => t.RunsOthers) is { } runner) return command(runner);
        var used = here.Count > 0 ? here : [.. able.Where(t => ProjectPaths.DepthOf(t.File) <= MaxDepth).GroupBy(t => t.Directory).Select(g => g.FirstOrDefault(t => t.RunsOthers) ?? g.First())];
        return used.Count == 0 ? null : string.Join(" && ", used.Select(t => In(t.Directory, t.Install is { } install ? $"{install} && {command(t)}" : command(t)!)));
    }

    private static string In(string directory, string command) => directory.Length == 0 ? command : $"(cd {Quote(directory)} && {command})";

    internal static string Quote(string word) =>
        word.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-') ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
