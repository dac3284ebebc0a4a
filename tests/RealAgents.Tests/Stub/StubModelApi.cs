using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using System.Collections.Concurrent;
using System.Text.Json;

namespace Orchestrator.RealAgents.Tests.Stub;

/// <summary>The model APIs of all vendors on one loopback port, as their CLIs speak to them. What they answer is scripted.</summary>
public sealed class StubModelApi : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<StubRequest> _requests = new();
    private readonly ConcurrentQueue<string> _other = new();

    private StubModelApi(WebApplication app) => _app = app;

    /// <summary>Where it is, e.g. <c>http://127.0.0.1:41234</c>.</summary>
    public string Address => _app.Urls.First();

    /// <summary>The answer to a conversation; words that say how many turns it has had, unless set.</summary>
    public Func<StubRequest, StubReply> Script { get; set; } = request => new StubReply.Words($"Read {request.Prompts.Count}.");

    /// <summary>The requests of conversations, in the order they came; a CLI's side requests (titles, quotas) are not among them.</summary>
    public IReadOnlyList<StubRequest> Requests => [.. _requests];

    /// <summary>What else was asked for, as method and path: telling when a CLI wants something that the stub does not speak.</summary>
    public IReadOnlyList<string> Others => [.. _other];

    public static async Task<StubModelApi> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var stub = new StubModelApi(app);
        app.MapPost("/v1/messages", http => stub.AnswerAsync(http, new AnthropicDialect()));
        app.MapPost("/v1/messages/count_tokens", () => Results.Json(new { input_tokens = 1 }));
        app.MapPost("/v1/responses", http => stub.AnswerAsync(http, new ResponsesDialect()));
        app.MapPost("/v1/chat/completions", http => stub.AnswerAsync(http, new ChatDialect()));
        app.MapPost("/v1beta/models/{call}", stub.AnswerGeminiAsync);
        app.MapFallback(http =>
        {
            stub._other.Enqueue($"{http.Request.Method} {http.Request.Path}");
            return http.Response.WriteAsJsonAsync(new { });
        });
        await app.StartAsync();
        return stub;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task AnswerGeminiAsync(HttpContext http) => http.Request.Path.Value!.EndsWith(":countTokens", StringComparison.Ordinal)
        ? http.Response.WriteAsJsonAsync(new { totalTokens = 1 })
        : AnswerAsync(http, new GeminiDialect());

    private async Task AnswerAsync(HttpContext http, ModelDialect dialect)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body);
        var request = dialect.Read(body.RootElement, http.Request.Path.Value!, KeyOf(http.Request));
        if (request.IsConversation) _requests.Enqueue(request);
        var reply = request.IsConversation ? Script(request) : new StubReply.Words("ok");
        if (reply is StubReply.Refuse refusal)
        {
            http.Response.StatusCode = refusal.Status;
            foreach (var (name, value) in dialect.Headers(refusal)) http.Response.Headers[name] = value;
            await http.Response.WriteAsJsonAsync(dialect.Refusal(refusal));
            return;
        }

        if (request.IsStreamed)
            await dialect.StreamAsync(http.Response, request.Model, reply);
        else
            await dialect.WholeAsync(http.Response, request.Model, reply);
    }

    private static string? KeyOf(HttpRequest request) =>
        new[] { "x-api-key", "x-goog-api-key", "Authorization" }.Select(name => request.Headers[name].FirstOrDefault()).OfType<string>().FirstOrDefault();
}
