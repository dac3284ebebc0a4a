namespace Orchestrator.Agents.Projects;

/// <summary>Paths from a project's directory, with slashes.</summary>
internal static class ProjectPaths
{
    /// <summary>Directories of other people's code and of what a build makes: not the project's own, even where they are committed.</summary>
    private static readonly HashSet<string> Foreign = new(StringComparer.OrdinalIgnoreCase)
    {
        "node_modules", "bower_components", "vendor", "third_party", "bin", "obj", "target", "dist", "build", "out", "venv", "__pycache__", "coverage",
    };

    internal static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    internal static string DirectoryOf(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : "";

    internal static int DepthOf(string path) => path.AsSpan().Count('/');

    /// <summary>Whether one of the directories above the file has that name.</summary>
    internal static bool IsBelow(string path, params ReadOnlySpan<string> names)
    {
        foreach (var part in DirectoryOf(path).Split('/'))
        {
            foreach (var name in names)
            {
                if (part.Equals(name, StringComparison.OrdinalIgnoreCase)) return true;
            }
        }
        return false;
    }

    internal static bool IsForeign(string path) => DirectoryOf(path).Split('/').Any(IsForeignDirectory);

    internal static bool IsForeignDirectory(string name) => Foreign.Contains(name) || (name.StartsWith('.') && name is not ("." or ".github" or ".circleci" or ".gitlab" or ".forgejo" or ".gitea"));
}
