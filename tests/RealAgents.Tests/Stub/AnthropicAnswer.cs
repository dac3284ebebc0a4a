using Microsoft.AspNetCore.Http;
using System.Text.Json;

namespace Orchestrator.RealAgents.Tests.Stub;

/// <summary>Writes answers in the form of Anthropic's messages API.</summary>
internal static class AnthropicAnswer
{
    private static readonly object _usage = new { input_tokens = 1, output_tokens = 1 };

    public static Task WholeAsync(HttpResponse response, string model, StubReply reply) => response.WriteAsJsonAsync(new
    {
        id = "msg_stub",
        type = "message",
        role = "assistant",
        model,
        content = new[] { Block(reply, whole: true) },
        stop_reason = Stop(reply),
        usage = _usage,
    });

    public static async Task StreamAsync(HttpResponse response, string model, StubReply reply)
    {
        response.ContentType = "text/event-stream";
        object delta = reply is StubReply.UseTool tool
            ? new { type = "input_json_delta", partial_json = JsonSerializer.Serialize(tool.Input) }
            : new { type = "text_delta", text = ((StubReply.Words)reply).Text };
        await EventAsync(response, "message_start", new
        {
            type = "message_start",
            message = new { id = "msg_stub", type = "message", role = "assistant", model, content = Array.Empty<object>(), stop_reason = (string?)null, usage = _usage },
        });
        await EventAsync(response, "content_block_start", new { type = "content_block_start", index = 0, content_block = Block(reply, whole: false) });
        await EventAsync(response, "content_block_delta", new { type = "content_block_delta", index = 0, delta });
        await EventAsync(response, "content_block_stop", new { type = "content_block_stop", index = 0 });
        await EventAsync(response, "message_delta", new { type = "message_delta", delta = new { stop_reason = Stop(reply) }, usage = _usage });
        await EventAsync(response, "message_stop", new { type = "message_stop" });
    }

    private static object Block(StubReply reply, bool whole) => reply switch
    {
        StubReply.UseTool tool => new { type = "tool_use", id = $"toolu_{Guid.NewGuid():N}", name = tool.Name, input = whole ? tool.Input : new { } },
        StubReply.Words words => new { type = "text", text = whole ? words.Text : "" },
        _ => throw new ArgumentOutOfRangeException(nameof(reply), reply, "It is no answer."),
    };

    private static string Stop(StubReply reply) => reply is StubReply.UseTool ? "tool_use" : "end_turn";

    private static async Task EventAsync(HttpResponse response, string name, object data)
    {
        await response.WriteAsync($"event: {name}\ndata: {JsonSerializer.Serialize(data)}\n\n");
        await response.Body.FlushAsync();
    }
}
