using Microsoft.AspNetCore.Http;
using System.Globalization;
using System.Text.Json;

namespace Orchestrator.RealAgents.Tests.Stub;

/// <summary>Anthropic's messages API, as Claude Code speaks it.</summary>
internal sealed class AnthropicDialect : ModelDialect
{
    private static readonly object _usage = new { input_tokens = 1, output_tokens = 1 };

    public override StubRequest Read(JsonElement body, string path, string? key)
    {
        var tools = List(body, "tools").Select(tool => Text(tool, "name")!).ToList();
        var messages = List(body, "messages").ToList();
        return new StubRequest(
            Text(body, "model")!,
            body.TryGetProperty("stream", out var stream) && stream.GetBoolean(),
            tools.Count > 0,
            [.. messages.Where(m => Text(m, "role") == "user").SelectMany(m => Texts(m, "content"))],
            List(messages[^1], "content").Any(part => Text(part, "type") == "tool_result"),
            tools,
            key);
    }

    public override object Refusal(StubReply.Refuse refusal) => new { type = "error", error = new { type = refusal.Type, message = refusal.Message } };

    /// <remarks>A subscription's limit of five hours is told by these alone.</remarks>
    public override IEnumerable<(string Name, string Value)> Headers(StubReply.Refuse refusal) => refusal.ResetsAt is not { } resets ? [] :
    [
        ("anthropic-ratelimit-unified-status", "rejected"),
        ("anthropic-ratelimit-unified-representative-claim", "five_hour"),
        ("anthropic-ratelimit-unified-reset", resets.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
    ];

    public override Task WholeAsync(HttpResponse response, string model, StubReply reply) => response.WriteAsJsonAsync(new
    {
        id = NewId("msg_"),
        type = "message",
        role = "assistant",
        model,
        content = new[] { Block(reply, whole: true) },
        stop_reason = Stop(reply),
        usage = _usage,
    });

    public override async Task StreamAsync(HttpResponse response, string model, StubReply reply)
    {
        object delta = reply is StubReply.UseTool tool
            ? new { type = "input_json_delta", partial_json = JsonSerializer.Serialize(tool.Input) }
            : new { type = "text_delta", text = ((StubReply.Words)reply).Text };
        await EventAsync(response, new
        {
            type = "message_start",
            message = new { id = NewId("msg_"), type = "message", role = "assistant", model, content = Array.Empty<object>(), stop_reason = (string?)null, usage = _usage },
        }, "message_start");
        await EventAsync(response, new { type = "content_block_start", index = 0, content_block = Block(reply, whole: false) }, "content_block_start");
        await EventAsync(response, new { type = "content_block_delta", index = 0, delta }, "content_block_delta");
        await HoldAsync(response, reply);
        await EventAsync(response, new { type = "content_block_stop", index = 0 }, "content_block_stop");
        await EventAsync(response, new { type = "message_delta", delta = new { stop_reason = Stop(reply) }, usage = _usage }, "message_delta");
        await EventAsync(response, new { type = "message_stop" }, "message_stop");
    }

    private static object Block(StubReply reply, bool whole) => reply switch
    {
        StubReply.UseTool tool => new { type = "tool_use", id = NewId("toolu_"), name = tool.Name, input = whole ? tool.Input : new { } },
        StubReply.Words words => new { type = "text", text = whole ? words.Text : "" },
        _ => throw new ArgumentOutOfRangeException(nameof(reply), reply, "It is no answer."),
    };

    private static string Stop(StubReply reply) => reply is StubReply.UseTool ? "tool_use" : "end_turn";
}
