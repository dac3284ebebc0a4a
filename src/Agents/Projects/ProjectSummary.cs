using System.Globalization;

namespace Orchestrator.Agents.Projects;

/// <summary>What a project is made of, in words.</summary>
public static class ProjectSummary
{
    private const int MaxPaths = 2;

    /// <summary>One sentence without a full stop, e.g. <c>JavaScript (3 files); npm (package.json); tests: npm test; 9 files; default branch main</c>.</summary>
    public static string Of(ProjectFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.Files == 0) return "no files yet";
        List<string> parts = [];
        if (facts.Languages.Count > 0) parts.Add(string.Join(", ", facts.Languages.Take(4).Select(l => $"{l.Name} ({Count(l.Files)})")));
        if (facts.Tools.Count > 0) parts.Add(string.Join(", ", facts.Tools.DistinctBy(t => t.Name).Take(4).Select(t => $"{t.Name} ({t.File})")));
        if (facts.BuildCommand is { } build) parts.Add($"build: {build}");
        if (facts.TestCommand is { } test) parts.Add($"tests: {test}");
        parts.AddRange(facts.Deployment.Select(d => $"{NameOf(d.Kind)}: {Paths(d.Paths)}"));
        parts.Add($"{(facts.IsCut ? "more than " : "")}{Count(facts.Files)}, {Size(facts.Bytes)}");
        if (facts.DefaultBranch is { } branch) parts.Add($"default branch {branch}");
        return string.Join("; ", parts);
    }

    /// <summary>A way of deployment for people.</summary>
    public static string NameOf(DeploymentKind kind) => kind switch
    {
        DeploymentKind.Ci => "CI",
        DeploymentKind.Infrastructure => "infrastructure",
        DeploymentKind.Services => "services",
        _ => kind.ToString(),
    };

    /// <summary>The first of some paths, and how many more there are.</summary>
    public static string Paths(IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return string.Join(", ", paths.Take(MaxPaths)) + (paths.Count > MaxPaths ? $" and {paths.Count - MaxPaths} more" : "");
    }

    /// <summary><c>1 file</c>, <c>2 files</c>.</summary>
    public static string Count(int files) => files == 1 ? "1 file" : $"{files.ToString("N0", CultureInfo.InvariantCulture)} files";

    private static string Size(long bytes) => bytes switch
    {
        < 10_000 => "less than 10 kB",
        < 10_000_000 => $"{bytes / 1000} kB",
        _ => $"{bytes / 1_000_000} MB",
    };
}
