using System.Text;
using System.Text.Json;

namespace Orchestrator.Rehearsal.Host;

/// <summary>The agent's own record of a conversation, as coding agents keep one: every prompt that it took, as JSON lines.</summary>
/// <param name="directory">Where conversations are kept; made when it is not there. Null keeps none.</param>
/// <param name="session">The conversation's id.</param>
internal sealed class ConversationFile(string? directory, string session)
{
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Took(string prompt)
    {
        if (directory is null) return;
        Directory.CreateDirectory(directory);
        File.AppendAllText(Path.Combine(directory, session + ".jsonl"), JsonSerializer.Serialize(new Dictionary<string, string> { ["prompt"] = prompt }) + "\n", new UTF8Encoding(false));
    }
}
