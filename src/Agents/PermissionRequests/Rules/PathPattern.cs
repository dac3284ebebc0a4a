using System.Diagnostics.CodeAnalysis;

namespace Orchestrator.Agents.PermissionRequests.Rules;

/// <summary>Files by their path: <c>*</c> within one part, <c>**</c> over any number of parts. Relative to the agent's directory, or absolute.</summary>
public sealed class PathPattern
{
    private const string AnyDepth = "**";
    private readonly string _text;

    private PathPattern(string text) => _text = text;

    /// <summary>Reads what a person wrote.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out PathPattern? pattern, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        problem = text.Length == 0 ? "is empty"
            : text.Any(char.IsControl) ? "holds a control character"
            : text.Split('/').Any(part => part is "." or "..") ? "holds . or .., which no file's full path does"
            : text.StartsWith('~') ? "begins with ~; write the whole path"
            : text.Split('/').FirstOrDefault(part => part.Contains(AnyDepth, StringComparison.Ordinal) && part != AnyDepth) is { } odd ? $"has \"{odd}\"; ** stands alone between two /"
            : null;
        pattern = problem is null ? new PathPattern(text) : null;
        return pattern is not null;
    }

    /// <summary>Whether a file fits.</summary>
    /// <param name="path">The file, as a tool names it.</param>
    /// <param name="directory">Where relative paths start.</param>
    public bool Matches(string path, string directory) => Fits(Parts(Path.Combine(directory, _text)), Parts(Path.GetFullPath(path, directory)));

    /// <inheritdoc/>
    public override string ToString() => _text;

    private static string[] Parts(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static bool Fits(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        if (pattern.IsEmpty) return path.IsEmpty;
        if (pattern[0] != AnyDepth) return !path.IsEmpty && NamePattern.Fits(pattern[0], path[0]) && Fits(pattern[1..], path[1..]);
        for (var skipped = 0; skipped <= path.Length; skipped++)
        {
            if (Fits(pattern[1..], path[skipped..])) return true;
        }

        return false;
    }
}
