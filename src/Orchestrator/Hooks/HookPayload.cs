using Orchestrator.Api.Contracts;
using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Orchestrator.Hooks;

/// <summary>Reads what a coding agent's CLI writes to the standard input of its hook commands.</summary>
/// <remarks>Claude Code's names and fields, as seen with 2.1.197: <c>hook_event_name</c>, <c>session_id</c>, and by event <c>prompt</c>,
/// <c>tool_name</c>, <c>error</c>. Codex 0.169, Qwen Code 0.24 and our plugin for OpenCode use the same; Gemini CLI 0.61 says <c>BeforeAgent</c>,
/// <c>AfterAgent</c> and <c>Notification</c>. An event or a field more is no error: the CLIs change monthly.</remarks>
internal static partial class HookPayload
{
    /// <summary>More is not read: a prompt may be as large as a message, with its JSON around it.</summary>
    internal const int MaxBytes = 4 << 20;

    /// <summary>What a tool is to run, and the file that it names.</summary>
    private static readonly string[] Inputs = ["command", "file_path", "notebook_path", "path"];

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
            "UserPromptSubmit" or "BeforeAgent" => new HookRequest("prompt_submitted", Text(root, "prompt") ?? "", session),
            "Stop" or "AfterAgent" => new HookRequest("turn_ended", SessionId: session, Answers: CanGoOn(root)),
            "StopFailure" => new HookRequest("turn_failed", SessionId: session, Text: Text(root, "error") ?? Text(root, "reason")),
            "Notification" when Text(root, "notification_type") == "ToolPermission" => new HookRequest("permission_asked", SessionId: session, Text: Text(root, "message")),
            "PermissionRequest" => Permission(root, session),
            "SessionEnd" => new HookRequest("session_ended", SessionId: session, Text: Text(root, "reason")),
            _ => null,
        };
    }

    /// <summary>The request as the daemon reads it. Written by hand: what <see cref="ApiJson"/> sets up for one call takes longer than all else that a hook does.</summary>
    internal static byte[] ToBytes(HookRequest request)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("event", request.Event);
            json.WriteString("prompt", request.Prompt);
            json.WriteString("session_id", request.SessionId);
            json.WriteString("text", request.Text);
            json.WriteString("tool", request.Tool);
            json.WriteString("command", request.Command);
            json.WriteString("path", request.Path);
            json.WriteBoolean("answers", request.Answers);
            json.WriteEndObject();
        }
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>What the CLI reads from the hook's standard output.</summary>
    /// <returns>Null when nothing was decided: the CLI then shows its dialog.</returns>
    /// <exception cref="JsonException">It is no answer of this version's daemon.</exception>
    internal static string? Decision(ReadOnlySpan<byte> answer)
    {
        using var document = JsonDocument.Parse(answer.ToArray());
        var (decision, reason) = (Text(document.RootElement, "decision"), Text(document.RootElement, "reason"));
        JsonObject? told = decision switch
        {
            "allow" => new JsonObject { ["behavior"] = "allow" },
            "deny" => new JsonObject { ["behavior"] = "deny", ["message"] = $"Refused by Orchestrator, {reason}. Find another way, or ask your project manager." },
            _ => null,
        };
        if (TextToGoOnWith(document.RootElement) is { } text) return new JsonObject { ["decision"] = "block", ["reason"] = text }.ToJsonString();
        return told is null ? null : new JsonObject { ["hookSpecificOutput"] = new JsonObject { ["hookEventName"] = "PermissionRequest", ["decision"] = told } }.ToJsonString();
    }

    /// <summary>What a turn goes on with instead of ending.</summary>
    /// <returns>Null when it ends.</returns>
    /// <exception cref="JsonException">It is no answer of this version's daemon.</exception>
    internal static string? TextToGoOnWith(ReadOnlySpan<byte> answer)
    {
        using var document = JsonDocument.Parse(answer.ToArray());
        return TextToGoOnWith(document.RootElement);
    }

    private static string? TextToGoOnWith(JsonElement answer) => Text(answer, "decision") == "continue" ? Text(answer, "reason") : null;

    // What is not understood is told without its tool, so that no rule allows it; a command that asks to leave its sandbox is none that a rule for plain ones is about.
    private static HookRequest Permission(JsonElement root, string? session)
    {
        var tool = Text(root, "tool_name");
        var request = new HookRequest("permission_asked", SessionId: session, Text: tool);
        if (!root.TryGetProperty("tool_input", out var input) || input.ValueKind != JsonValueKind.Object) return request;
        if (Inputs.Any(name => input.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.String)) return request;
        var isUnboxed = input.TryGetProperty("dangerouslyDisableSandbox", out var unboxed) && unboxed.ValueKind != JsonValueKind.False;
        return request with
        {
            Tool = isUnboxed ? tool + "(unsandboxed)" : tool,
            Command = Text(input, "command"),
            Path = Text(input, "file_path") ?? Text(input, "notebook_path") ?? Text(input, "path"),
            Answers = true,
        };
    }

    // A turn that a hook has made go on once ends when it ends again.
    private static bool CanGoOn(JsonElement root) => root.TryGetProperty("stop_hook_active", out var goesOn) && goesOn.ValueKind == JsonValueKind.False;

    private static string? Text(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String) return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            using var whole = JsonDocument.Parse(WithoutHalves(value.GetRawText()));
            return whole.RootElement.GetString();
        }
    }

    // A CLI in JavaScript that cuts a text within an emoji leaves half a surrogate pair, which JSON may escape and no text of .NET's may hold.
    private static string WithoutHalves(string json) => Escape().Replace(json, escape => escape.Groups["half"].Success ? "\\ufffd" : escape.Value);

    [GeneratedRegex(@"\\(u[dD][89abAB]..\\u[dD][c-fC-F]..|(?<half>u[dD][89a-fA-F]..)|.)", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}
