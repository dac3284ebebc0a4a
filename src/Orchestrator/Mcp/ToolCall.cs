using Orchestrator.Api.Client;
using Orchestrator.Commands.Shared;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Mcp;

/// <summary>One call of a tool.</summary>
/// <param name="Arguments">Checked.</param>
/// <param name="Caller">Whose server this is.</param>
/// <param name="Daemon">How it is done.</param>
/// <param name="Key">By which the daemon knows a repeated request as the same one.</param>
internal sealed record ToolCall(ToolArguments Arguments, McpCaller Caller, DaemonClient Daemon, string Key)
{
    /// <summary>An answer of the daemon's as it stands.</summary>
    internal static JsonObject Whole(JsonElement answer) => JsonObject.Create(answer) ?? [];

    /// <summary>Some fields of an object; those that are null are left out, to spare the model's context.</summary>
    internal static JsonObject Some(JsonElement from, params IEnumerable<string> fields)
    {
        var some = new JsonObject();
        foreach (var field in fields)
        {
            if (from.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null)
                some[field] = JsonSerializer.SerializeToNode(value);
        }
        return some;
    }

    /// <summary>An argument that stands for the caller's own project when it is not there.</summary>
    /// <exception cref="CommandFailure">It is not there, and the caller has no project.</exception>
    internal string ProjectOf(string argument) => Arguments.Text(argument) ?? Caller.Project
        ?? throw CommandFailure.Usage($"{Caller.Name} belongs to no project; name one in \"{argument}\".", "list_team shows those there are.");

    /// <summary>An argument that stands for the caller itself when it is not there.</summary>
    /// <exception cref="CommandFailure">It is not there, and the caller is no agent.</exception>
    internal string TargetOf(string argument) => Arguments.Text(argument) ?? Caller.Agent?.ToString()
        ?? throw CommandFailure.Usage($"You are no agent; name one in \"{argument}\".", "list_team shows those there are.");

    internal static string Escaped(string part) => Uri.EscapeDataString(part);
}
