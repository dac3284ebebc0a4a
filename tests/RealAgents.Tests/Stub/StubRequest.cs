using System.Text.Json;

namespace Orchestrator.RealAgents.Tests.Stub;

/// <summary>One request for a model's answer.</summary>
/// <param name="Model">The model that was asked for.</param>
/// <param name="IsStreamed">Whether the answer is to be streamed.</param>
/// <param name="IsConversation">Whether it is the agent's own conversation, which has tools, and no side request.</param>
/// <param name="Prompts">The texts that the user's side of the conversation holds, in order.</param>
/// <param name="HasToolResult">Whether the newest message brings a tool's result.</param>
public sealed record StubRequest(string Model, bool IsStreamed, bool IsConversation, IReadOnlyList<string> Prompts, bool HasToolResult)
{
    internal static StubRequest Read(JsonElement body) => new(
        body.GetProperty("model").GetString()!,
        body.TryGetProperty("stream", out var stream) && stream.GetBoolean(),
        body.TryGetProperty("tools", out var tools) && tools.GetArrayLength() > 0,
        [.. body.GetProperty("messages").EnumerateArray().Where(m => m.GetProperty("role").GetString() == "user").SelectMany(Texts)],
        body.GetProperty("messages").EnumerateArray().Last().GetProperty("content") is { ValueKind: JsonValueKind.Array } newest
            && newest.EnumerateArray().Any(c => c.GetProperty("type").GetString() == "tool_result"));

    private static IEnumerable<string> Texts(JsonElement message)
    {
        var content = message.GetProperty("content");
        return content.ValueKind == JsonValueKind.String
            ? [content.GetString()!]
            : content.EnumerateArray().Where(c => c.GetProperty("type").GetString() == "text").Select(c => c.GetProperty("text").GetString()!);
    }
}
