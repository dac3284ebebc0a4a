using System.Collections.Immutable;

namespace Orchestrator.Agents.PermissionRequests.Rules;

/// <summary>What an agent's CLI wants to do, as its hook told; stored with the request.</summary>
/// <param name="Tool">The tool's name as the CLI has it, e.g. <c>Bash</c>, <c>Edit</c>, <c>mcp__github__create_issue</c>.</param>
/// <param name="Command">The shell command; null for a tool that runs none.</param>
/// <param name="Paths">The files it names: as written, and, where that is another one, where links lead. Empty for a tool that names none.</param>
public sealed record ToolUse(string Tool, string? Command, ImmutableList<string> Paths)
{
    /// <summary>Longer commands are not kept whole.</summary>
    private const int KeptCommand = 2000;

    /// <summary>As it is stored: a command that is too long is cut.</summary>
    public ToolUse Cut() => Command is { Length: > KeptCommand } long_ ? this with { Command = long_[..KeptCommand] + " …" } : this;

    /// <summary>Whether a dialog on the screen is about this: its text holds the command, or a path's last part.</summary>
    /// <remarks>A screen wraps, indents and frames: only what is no blank and no frame is compared.</remarks>
    public bool IsShownIn(string question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var wanted = Command ?? (Paths.IsEmpty ? Tool : Path.GetFileName(Paths[0]));
        return Bare(wanted) is { Length: > 0 } text && Bare(question).Contains(text, StringComparison.Ordinal);
    }

    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('│' or '┃')));

    /// <inheritdoc/>
    public bool Equals(ToolUse? other) => other is not null && Tool == other.Tool && Command == other.Command && Paths.SequenceEqual(other.Paths);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Tool, Command, Paths.Count);
}
