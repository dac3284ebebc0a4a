using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Orchestrator.EndToEnd.Tests;

/// <summary>A running daemon and a plain HTTP client on its socket.</summary>
public sealed class RunningDaemon : IDisposable
{
    public RunningDaemon()
    {
        _ = Home.Run("daemon", "start").Done;
        Http = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync }) { BaseAddress = new Uri("http://orc") };
    }

    public OrcHome Home { get; } = new();

    public HttpClient Http { get; }

    public void Dispose()
    {
        Http.Dispose();
        Home.Dispose();
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(Home.Path, "api.sock")), cancel);
        return new NetworkStream(socket, ownsSocket: true);
    }
}

/// <summary>The API as a program of another kind would call it: raw HTTP on the socket.</summary>
public sealed class ApiTests(RunningDaemon daemon) : IClassFixture<RunningDaemon>
{
    private readonly OrcHome _home = daemon.Home;
    private readonly HttpClient _http = daemon.Http;

    [Theory]
    [InlineData("POST", "/v1/messages", """{"to":"shop","text":"hi","key":"k","colour":"red"}""", HttpStatusCode.BadRequest, "invalid", "colour")]
    [InlineData("POST", "/v1/messages", """{"to":"shop"}""", HttpStatusCode.BadRequest, "invalid", "text")]
    [InlineData("POST", "/v1/messages", """{"to":null,"text":"hi","key":"k"}""", HttpStatusCode.BadRequest, "invalid", "to")]
    [InlineData("POST", "/v1/messages", """{"to":"shop","text":""", HttpStatusCode.BadRequest, "invalid", "not understood")]
    [InlineData("POST", "/v1/messages", """{"to":"shop:a:b","text":"hi","key":"k"}""", HttpStatusCode.BadRequest, "invalid", "shop:a:b")]
    [InlineData("POST", "/v1/messages", """{"to":"shop","text":"hi","key":"k","wait_seconds":-1}""", HttpStatusCode.BadRequest, "invalid", "wait_seconds")]
    [InlineData("GET", "/v1/messages?limit=-1", null, HttpStatusCode.BadRequest, "invalid", "limit")]
    [InlineData("GET", "/v1/events?since=noon", null, HttpStatusCode.BadRequest, "invalid", "noon")]
    [InlineData("POST", "/v1/projects", """{"spec":"spec.md","directory":"/"}""", HttpStatusCode.BadRequest, "invalid", "absolute")]
    [InlineData("POST", "/v1/check-ins", """{"target":"shop","note":"x","in_seconds":0}""", HttpStatusCode.BadRequest, "invalid", "check-in")]
    [InlineData("GET", "/v1/agents/bank:developer", null, HttpStatusCode.NotFound, "not_found", "bank:developer")]
    [InlineData("GET", "/v1/nothing", null, HttpStatusCode.NotFound, "not_found", "/v1/nothing")]
    [InlineData("POST", "/v1/reports", """{"state":"done"}""", HttpStatusCode.Forbidden, "refused", "agent")]
    public async Task A_request_that_cannot_be_done_is_answered_with_code_and_reason(string method, string path, string? body, HttpStatusCode status, string code, string word)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request);
        using var error = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal((status, code), (response.StatusCode, error.RootElement.GetProperty("code").GetString()));
        Assert.Contains(word, error.RootElement.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identity_without_its_token_is_refused_wherever_it_is_shown()
    {
        foreach (var (target, token) in new[] { ("shop:developer", null), ("orchestrator", new string('0', 64)), ("", "x") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/projects");
            request.Headers.TryAddWithoutValidation("X-Orc-Target", target);
            request.Headers.TryAddWithoutValidation("X-Orc-Incarnation", "1");
            if (token is not null) request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
            using var response = await _http.SendAsync(request);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }
    }

    [Fact]
    public async Task A_followed_status_shows_each_change()
    {
        using var stream = new StreamReader(await _http.GetStreamAsync("/v1/projects/follow"));
        Assert.Equal(0, Next().GetProperty("projects").GetArrayLength());
        _home.Launch("cat");
        JsonElement snapshot;
        do snapshot = Next();
        while (snapshot.GetProperty("projects").GetArrayLength() == 0 || snapshot.GetProperty("projects")[0].GetProperty("agents").GetArrayLength() < 3);
        Assert.Equal("shop", snapshot.GetProperty("projects")[0].GetProperty("name").GetString());

        JsonElement Next()
        {
            var line = stream.ReadLine();
            while (line is not null && !line.StartsWith("data: ", StringComparison.Ordinal)) line = stream.ReadLine();
            return JsonDocument.Parse(line![6..]).RootElement;
        }
    }
}
