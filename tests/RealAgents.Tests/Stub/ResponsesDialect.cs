using Microsoft.AspNetCore.Http;
using System.Text.Json;

namespace Orchestrator.RealAgents.Tests.Stub;

/// <summary>OpenAI's Responses API, as Codex speaks it.</summary>
internal sealed class ResponsesDialect : ModelDialect
{
    private static readonly object _usage = new { input_tokens = 1, output_tokens = 1, total_tokens = 2 };

    public override StubRequest Read(JsonElement body, string path, string? key)
    {
        var tools = List(body, "tools").Select(tool => Text(tool, "name") ?? Text(tool, "type")!).ToList();
        var input = List(body, "input").ToList();
        return new StubRequest(
            Text(body, "model")!,
            body.TryGetProperty("stream", out var stream) && stream.GetBoolean(),
            tools.Count > 0,
            [.. input.Where(item => Text(item, "role") == "user").SelectMany(item => Texts(item, "content"))],
            input.Count > 0 && Text(input[^1], "type")?.EndsWith("_call_output", StringComparison.Ordinal) is true,
            tools,
            key);
    }

    /// <remarks>A usage limit of a subscription is the type <c>usage_limit_reached</c>, with the time as <c>resets_at</c>.</remarks>
    public override object Refusal(StubReply.Refuse refusal) => new
    {
        error = new { type = refusal.Type, code = refusal.Type, message = refusal.Message, plan_type = "plus", resets_at = refusal.ResetsAt?.ToUnixTimeSeconds() },
    };

    public override Task WholeAsync(HttpResponse response, string model, StubReply reply) => response.WriteAsJsonAsync(new
    {
        id = NewId("resp_"),
        @object = "response",
        model,
        status = "completed",
        output = new[] { Item(reply) },
        usage = _usage,
    });

    public override async Task StreamAsync(HttpResponse response, string model, StubReply reply)
    {
        var id = NewId("resp_");
        await SendAsync(response, "response.created", new { type = "response.created", response = new { id, model, status = "in_progress" } });
        if (reply is StubReply.Words words)
        {
            var item = NewId("msg_");
            await SendAsync(response, "response.output_item.added", new
            {
                type = "response.output_item.added",
                output_index = 0,
                item = new { id = item, type = "message", role = "assistant", status = "in_progress", content = Array.Empty<object>() },
            });
            await SendAsync(response, "response.output_text.delta", new { type = "response.output_text.delta", item_id = item, output_index = 0, content_index = 0, delta = words.Text });
        }

        await HoldAsync(response, reply);
        await SendAsync(response, "response.output_item.done", new { type = "response.output_item.done", output_index = 0, item = Item(reply) });
        await SendAsync(response, "response.completed", new { type = "response.completed", response = new { id, model, status = "completed", usage = _usage } });
    }

    private static object Item(StubReply reply) => reply switch
    {
        StubReply.UseTool tool => new { id = NewId("fc_"), type = "function_call", status = "completed", call_id = NewId("call_"), @namespace = tool.Namespace, name = tool.Name, arguments = JsonSerializer.Serialize(tool.Input) },
        StubReply.Words words => new { id = NewId("msg_"), type = "message", role = "assistant", status = "completed", content = new[] { new { type = "output_text", text = words.Text, annotations = Array.Empty<object>() } } },
        _ => throw new ArgumentOutOfRangeException(nameof(reply), reply, "It is no answer."),
    };

    private static Task SendAsync(HttpResponse response, string name, object data) => EventAsync(response, data, name);
}
