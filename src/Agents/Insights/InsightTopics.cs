using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Orchestrator.Agents.Insights;

/// <summary>Topics: languages, tools and subjects as words in lower case.</summary>
public static partial class InsightTopics
{
    private const int MaxFiles = 5000;
    private const int MaxDepth = 3;

    private static readonly Dictionary<string, string> _sameAs = new()
    {
        ["c#"] = "csharp",
        ["f#"] = "fsharp",
        ["c++"] = "cpp",
        ["js"] = "javascript",
        ["node"] = "javascript",
        ["nodejs"] = "javascript",
        ["node.js"] = "javascript",
        ["ts"] = "typescript",
        ["py"] = "python",
        ["golang"] = "go",
        ["bash"] = "shell",
        ["sh"] = "shell",
        ["k8s"] = "kubernetes",
        ["dotnet"] = "csharp",
        [".net"] = "csharp",
    };

    private static readonly Dictionary<string, string> _byName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["package.json"] = "javascript",
        ["tsconfig.json"] = "typescript",
        ["pyproject.toml"] = "python",
        ["requirements.txt"] = "python",
        ["setup.py"] = "python",
        ["go.mod"] = "go",
        ["Cargo.toml"] = "rust",
        ["pom.xml"] = "java",
        ["build.gradle"] = "java",
        ["build.gradle.kts"] = "kotlin",
        ["Gemfile"] = "ruby",
        ["composer.json"] = "php",
        ["Package.swift"] = "swift",
        ["CMakeLists.txt"] = "cpp",
        ["Dockerfile"] = "docker",
        ["docker-compose.yml"] = "docker",
        ["docker-compose.yaml"] = "docker",
        ["compose.yaml"] = "docker",
        ["compose.yml"] = "docker",
        ["ansible.cfg"] = "ansible",
        ["kustomization.yaml"] = "kubernetes",
        ["Chart.yaml"] = "kubernetes",
    };

    private static readonly Dictionary<string, string> _byExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".cs"] = "csharp",
        [".csproj"] = "csharp",
        [".sln"] = "csharp",
        [".fs"] = "fsharp",
        [".js"] = "javascript",
        [".mjs"] = "javascript",
        [".ts"] = "typescript",
        [".tsx"] = "typescript",
        [".py"] = "python",
        [".go"] = "go",
        [".rs"] = "rust",
        [".java"] = "java",
        [".kt"] = "kotlin",
        [".rb"] = "ruby",
        [".php"] = "php",
        [".swift"] = "swift",
        [".c"] = "c",
        [".cpp"] = "cpp",
        [".sh"] = "shell",
        [".sql"] = "sql",
        [".tf"] = "terraform",
    };

    private static readonly HashSet<string> _left = ["node_modules", "bin", "obj", "target", "dist", "build", "vendor", "venv", "__pycache__"];

    /// <summary>A topic as it is stored: in lower case, one word for what has several.</summary>
    public static string Normal(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
#pragma warning disable CA1308 // topics are written in lower case, and never turned back
        var word = topic.Trim().ToLowerInvariant();
#pragma warning restore CA1308
        return _sameAs.GetValueOrDefault(word, word);
    }

    /// <summary>Whether a text may be a topic.</summary>
    public static bool IsValid(string topic) => Topic().IsMatch(topic);

    /// <summary>A project's topics: by the files in its directory, and every word of its spec.</summary>
    /// <param name="directory">What cannot be read of it adds nothing.</param>
    /// <param name="spec">Its text.</param>
    public static ImmutableHashSet<string> Of(string directory, string spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = MaxDepth, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden };
        var files = Directory.Exists(directory) ? Directory.EnumerateFiles(directory, "*", options).Take(MaxFiles).Where(f => !IsLeftOut(directory, f)) : [];
        var byFiles = files.Select(TopicOf).OfType<string>();
        return [.. byFiles, .. Word().Matches(spec).Select(m => Normal(m.Value.TrimEnd('.')))];
    }

    private static string? TopicOf(string file) => _byName.GetValueOrDefault(Path.GetFileName(file)) ?? _byExtension.GetValueOrDefault(Path.GetExtension(file));

    private static bool IsLeftOut(string directory, string file) => Path.GetRelativePath(directory, file).Split('/').Any(_left.Contains);

    [GeneratedRegex("^[a-z0-9.+#][a-z0-9.+#-]{0,39}$", RegexOptions.CultureInvariant)]
    private static partial Regex Topic();

    [GeneratedRegex("[A-Za-z0-9.+#][A-Za-z0-9.+#-]{0,39}", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
