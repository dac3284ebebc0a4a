using System.Text;

namespace Orchestrator.Agents.Terminals;

/// <summary>
/// A file per agent to which the tmux server itself adds a message's id in the command list that presses Enter for it.
/// It outlives both the daemon and the tmux server, so it settles a delivery when the pane's own options are gone.
/// </summary>
/// <param name="directory">Holds the files; made at the first use.</param>
public sealed class SubmitLog(string directory)
{
    private const int TailBytes = 4096;

    /// <summary>The agent's file, in a directory that exists.</summary>
    public string PathOf(AgentTarget target)
    {
        Directory.CreateDirectory(directory);
        return Path.Combine(directory, target.ToString().Replace(':', '.') + ".log");
    }

    /// <summary>The id of the last message that Enter was pressed for; <c>null</c> when there was none.</summary>
    /// <exception cref="IOException">The file is there and cannot be read.</exception>
    public string? Last(AgentTarget target)
    {
        var path = PathOf(target);
        if (!File.Exists(path)) return null;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Seek(-Math.Min(TailBytes, file.Length), SeekOrigin.End);
        using var reader = new StreamReader(file, Encoding.UTF8);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Length == 0 ? null : lines[^1];
    }
}
