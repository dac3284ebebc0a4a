using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using System.Collections.Concurrent;
using System.Text.Json;

namespace Orchestrator.RealAgents.Tests.Stub;

/// <summary>A model API on loopback, as Claude Code speaks to one (Anthropic's messages, streamed). What it answers is scripted.</summary>
public sealed class StubModelApi : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<StubRequest> _requests = new();

    private StubModelApi(WebApplication app) => _app = app;

    /// <summary>Where it is, e.g. <c>http://127.0.0.1:41234</c>.</summary>
    public string Address => _app.Urls.First();

    /// <summary>The answer to a conversation; words that say how many turns it has had, unless set.</summary>
    public Func<StubRequest, StubReply> Script { get; set; } = request => new StubReply.Words($"Read {request.Prompts.Count}.");

    /// <summary>The requests of conversations, in the order they came; a CLI's side requests (titles, quotas) are not among them.</summary>
    public IReadOnlyList<StubRequest> Requests => [.. _requests];

    public static async Task<StubModelApi> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var stub = new StubModelApi(app);
        app.MapPost("/v1/messages", stub.AnswerAsync);
        app.MapPost("/v1/messages/count_tokens", () => Results.Json(new { input_tokens = 1 }));
        app.MapFallback(() => Results.Json(new { }));
        await app.StartAsync();
        return stub;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body);
        var request = StubRequest.Read(body.RootElement);
        if (request.IsConversation) _requests.Enqueue(request);
        var reply = request.IsConversation ? Script(request) : new StubReply.Words("ok");
        if (reply is StubReply.Refuse refusal)
        {
            http.Response.StatusCode = refusal.Status;
            await http.Response.WriteAsJsonAsync(new { type = "error", error = new { type = refusal.Type, message = refusal.Message } });
            return;
        }

        if (request.IsStreamed)
            await AnthropicAnswer.StreamAsync(http.Response, request.Model, reply);
        else
            await AnthropicAnswer.WholeAsync(http.Response, request.Model, reply);
    }
}
