using System.Globalization;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Benchmarks.Agents;

/// <summary>A daemon's API as a program calls it that is started once: without the start of a command for each request.</summary>
internal sealed class DaemonApi : IDisposable
{
    private readonly HttpClient _http;

    public DaemonApi(AgentHome home) => _http = new HttpClient(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancel) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(home.At("api.sock")), cancel);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = new Uri("http://daemon") };

    /// <summary>Sends a message and says which one it is, once it is stored.</summary>
    public async Task<string> SendAsync(string to, string text)
    {
        var request = new JsonObject { ["to"] = to, ["text"] = text, ["key"] = Guid.NewGuid().ToString("N") };
        using var response = await _http.PostAsJsonAsync("/v1/messages", request);
        using var answer = await JsonDocument.ParseAsync(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync());
        return answer.RootElement.GetProperty("message").GetProperty("id").GetString()!;
    }

    /// <summary>Every agent as <c>orc status</c> has it.</summary>
    public async Task<IReadOnlyList<JsonElement>> AgentsAsync()
    {
        var answer = JsonDocument.Parse(await _http.GetStringAsync("/v1/projects")).RootElement;
        return [.. answer.GetProperty("projects").EnumerateArray().SelectMany(p => p.GetProperty("agents").EnumerateArray())];
    }

    /// <summary>From stored to delivered, by the message's id; those that are not delivered are not there.</summary>
    public async Task<IReadOnlyDictionary<string, TimeSpan>> DeliveriesAsync(int limit)
    {
        using var answer = JsonDocument.Parse(await _http.GetStringAsync(string.Create(CultureInfo.InvariantCulture, $"/v1/messages?limit={limit}")));
        return answer.RootElement.GetProperty("messages").EnumerateArray()
            .Where(m => m.GetProperty("delivered_at").ValueKind is JsonValueKind.String)
            .ToDictionary(m => m.GetProperty("id").GetString()!, m => m.GetProperty("delivered_at").GetDateTimeOffset() - m.GetProperty("queued_at").GetDateTimeOffset());
    }

    public void Dispose() => _http.Dispose();
}
