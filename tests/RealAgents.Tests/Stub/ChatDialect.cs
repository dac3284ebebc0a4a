using Microsoft.AspNetCore.Http;
using System.Text.Json;

namespace Orchestrator.RealAgents.Tests.Stub;

/// <summary>OpenAI's chat completions, as OpenCode and Qwen Code speak them.</summary>
internal sealed class ChatDialect : ModelDialect
{
    private static readonly object _usage = new { prompt_tokens = 1, completion_tokens = 1, total_tokens = 2 };

    public override StubRequest Read(JsonElement body, string path, string? key)
    {
        var tools = List(body, "tools").Select(tool => Text(tool.GetProperty("function"), "name")!).ToList();
        var messages = List(body, "messages").ToList();
        return new StubRequest(
            Text(body, "model")!,
            body.TryGetProperty("stream", out var stream) && stream.GetBoolean(),
            tools.Count > 0,
            [.. messages.Where(m => Text(m, "role") == "user").SelectMany(m => Texts(m, "content"))],
            messages.Count > 0 && Text(messages[^1], "role") == "tool",
            tools,
            key);
    }

    public override object Refusal(StubReply.Refuse refusal) => new { error = new { type = refusal.Type, code = refusal.Type, message = refusal.Message } };

    public override Task WholeAsync(HttpResponse response, string model, StubReply reply) => response.WriteAsJsonAsync(new
    {
        id = NewId("chatcmpl-"),
        @object = "chat.completion",
        created = 0,
        model,
        choices = new[] { new { index = 0, message = Said(reply), finish_reason = Finish(reply) } },
        usage = _usage,
    });

    public override async Task StreamAsync(HttpResponse response, string model, StubReply reply)
    {
        var id = NewId("chatcmpl-");
        await ChunkAsync(response, id, model, Said(reply), null);
        await HoldAsync(response, reply);
        await ChunkAsync(response, id, model, new { }, Finish(reply));
        await EventAsync(response, "[DONE]");
    }

    private static Task ChunkAsync(HttpResponse response, string id, string model, object delta, string? finish) => EventAsync(response, new
    {
        id,
        @object = "chat.completion.chunk",
        created = 0,
        model,
        choices = new[] { new { index = 0, delta, finish_reason = finish } },
        usage = finish is null ? null : _usage,
    });

    private static object Said(StubReply reply) => reply switch
    {
        StubReply.UseTool tool => new
        {
            role = "assistant",
            content = (string?)null,
            tool_calls = new[] { new { index = 0, id = NewId("call_"), type = "function", function = new { name = tool.Name, arguments = JsonSerializer.Serialize(tool.Input) } } },
        },
        StubReply.Words words => new { role = "assistant", content = words.Text },
        _ => throw new ArgumentOutOfRangeException(nameof(reply), reply, "It is no answer."),
    };

    private static string Finish(StubReply reply) => reply is StubReply.UseTool ? "tool_calls" : "stop";
}
