using Microsoft.AspNetCore.Http;
using System.Text.Json;

namespace Orchestrator.RealAgents.Tests.Stub;

/// <summary>Google's Gemini API, as Gemini CLI speaks it.</summary>
internal sealed class GeminiDialect : ModelDialect
{
    private static readonly object _usage = new { promptTokenCount = 1, candidatesTokenCount = 1, totalTokenCount = 2 };

    public override StubRequest Read(JsonElement body, string path, string? key)
    {
        var tools = List(body, "tools").SelectMany(tool => List(tool, "functionDeclarations")).Select(function => Text(function, "name")!).ToList();
        var contents = List(body, "contents").ToList();
        var call = path[(path.LastIndexOf('/') + 1)..];
        return new StubRequest(
            call.Split(':')[0],
            call.EndsWith(":streamGenerateContent", StringComparison.Ordinal),
            tools.Count > 0,
            [.. contents.Where(content => Text(content, "role") == "user").SelectMany(content => Texts(content, "parts"))],
            contents.Count > 0 && List(contents[^1], "parts").Any(part => part.TryGetProperty("functionResponse", out _)),
            tools,
            key);
    }

    public override object Refusal(StubReply.Refuse refusal) => new { error = new { code = refusal.Status, message = refusal.Message, status = refusal.Type } };

    public override Task WholeAsync(HttpResponse response, string model, StubReply reply) => response.WriteAsJsonAsync(Part(model, reply, "STOP"));

    public override async Task StreamAsync(HttpResponse response, string model, StubReply reply)
    {
        if (reply is StubReply.Words { Until: not null }) await EventAsync(response, Part(model, reply, finish: null));
        await HoldAsync(response, reply);
        await EventAsync(response, Part(model, reply is StubReply.Words { Until: not null } ? new StubReply.Words(" Done.") : reply, "STOP"));
    }

    private static object Part(string model, StubReply reply, string? finish) => new
    {
        candidates = new[] { new { index = 0, content = new { role = "model", parts = new[] { Said(reply) } }, finishReason = finish } },
        usageMetadata = _usage,
        modelVersion = model,
    };

    private static object Said(StubReply reply) => reply switch
    {
        StubReply.UseTool tool => new { functionCall = new { id = NewId("call_"), name = tool.Name, args = tool.Input } },
        StubReply.Words words => new { text = words.Text },
        _ => throw new ArgumentOutOfRangeException(nameof(reply), reply, "It is no answer."),
    };
}
