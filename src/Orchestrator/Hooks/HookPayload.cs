using Orchestrator.Api.Contracts;
using System.Text.Json;

namespace Orchestrator.Hooks;

/// <summary>Reads what a coding agent's CLI writes to the standard input of its hook commands.</summary>
/// <remarks>Claude Code's names and fields, as seen with 2.1.197: <c>hook_event_name</c>, <c>session_id</c>, and by event <c>prompt</c>,
/// <c>tool_name</c>, <c>error</c>. An event or a field more is no error: the CLIs change monthly.</remarks>
internal static class HookPayload
{
    /// <summary>More is not read: a prompt may be as large as a message, with its JSON around it.</summary>
    internal const int MaxBytes = 4 << 20;

    /// <returns>What Orchestrator is told; null when the event says nothing to it.</returns>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    internal static HookRequest? Read(ReadOnlyMemory<byte> payload)
    {
        using var document = JsonDocument.Parse(payload);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) throw new JsonException("It is no JSON object.");
        var session = Text(root, "session_id");
        return Text(root, "hook_event_name") switch
        {
            "SessionStart" => new HookRequest("session_started", SessionId: session),
            "UserPromptSubmit" => new HookRequest("prompt_submitted", Text(root, "prompt") ?? "", session),
            "Stop" => new HookRequest("turn_ended", SessionId: session),
            "StopFailure" => new HookRequest("turn_failed", SessionId: session, Text: Text(root, "error") ?? Text(root, "reason")),
            "PermissionRequest" => new HookRequest("permission_asked", SessionId: session, Text: Text(root, "tool_name")),
            "SessionEnd" => new HookRequest("session_ended", SessionId: session, Text: Text(root, "reason")),
            _ => null,
        };
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
