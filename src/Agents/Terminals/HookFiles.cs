using Orchestrator.Agents.CodingAgents;
using System.Diagnostics;

namespace Orchestrator.Agents.Terminals;

/// <summary>The files that tell CLIs to call back. They hold no secret and are the same for all agents of a kind.</summary>
/// <param name="directory">Where they are.</param>
public sealed class HookFiles(string directory)
{
    /// <summary>The file of a kind of hooks, written when it is not there or another version's.</summary>
    /// <returns>Its path; null when the kind needs no file.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    public string? Prepare(HookKind kind)
    {
        var (name, text) = kind switch
        {
            HookKind.None or HookKind.Environment => ("", ""),
            HookKind.ClaudeSettings => ("claude-settings.json", ClaudeSettings.Text),
            _ => throw new UnreachableException($"Unknown kind of hooks {kind}."),
        };
        if (name.Length == 0) return null;
        var path = Path.Combine(directory, name);
        if (File.Exists(path) && File.ReadAllText(path) == text) return path;
        Directory.CreateDirectory(directory);
        var draft = Path.Combine(directory, Path.GetRandomFileName());
        File.WriteAllText(draft, text);
        File.Move(draft, path, overwrite: true); // whole or not at all, also for a CLI that reads it just now
        return path;
    }
}
