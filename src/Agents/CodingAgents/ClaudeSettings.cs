using System.Text.Json;

namespace Orchestrator.Agents.CodingAgents;

/// <summary>The settings file by which Claude Code calls <c>orc hook</c>; it adds to the user's own settings.</summary>
/// <remarks>UserPromptSubmit carries the exact prompt, which proves a delivery; seen with Claude Code 2.1.197.</remarks>
internal static class ClaudeSettings
{
    // So long may a hook take before the CLI gives it up; orc hook itself gives up far earlier.
    private const int TimeoutSeconds = 10;

    private static readonly string[] _events = ["SessionStart", "UserPromptSubmit", "PermissionRequest", "Stop", "StopFailure", "SessionEnd"];

    /// <summary>The file's text.</summary>
    public static string Text { get; } = JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["hooks"] = _events.ToDictionary(e => e, _ => new[]
        {
            new { hooks = new[] { new { type = "command", command = "orc hook", timeout = TimeoutSeconds } } },
        }),
    });
}
