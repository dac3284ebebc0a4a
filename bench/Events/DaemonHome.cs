using Orchestrator.Benchmarks.Agents;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Orchestrator.Benchmarks.Events;

/// <summary>A running daemon with plain sessions, asked over its socket.</summary>
internal sealed class DaemonHome : IDisposable
{
    private readonly AgentHome _home = new();
    private readonly HttpClient _http;
    private int _keys;

    public DaemonHome()
    {
        _home.Orc("daemon", "start");
        _http = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync }) { BaseAddress = new Uri("http://orc"), Timeout = TimeSpan.FromMinutes(2) };
    }

    public string Path => _home.Path;

    public string Database => _home.Database;

    public int DaemonPid => JsonDocument.Parse(_home.Orc("daemon", "status", "--json")).RootElement.GetProperty("pid").GetInt32();

    public string Tmux(params string[] arguments) => _home.Tmux(arguments);

    /// <summary>A pane whose program does nothing: what is written to its terminal from outside is its output.</summary>
    /// <returns>Its terminal, and the pane's id.</returns>
    public (FileStream Terminal, string Pane) Silent(string session)
    {
        var made = Tmux("new-session", "-d", "-P", "-F", "#{pane_tty} #{pane_id}", "-s", session, "-x", "200", "-y", "50", "exec sleep 100000").Trim().Split(' ');
        return (new FileStream(made[0], FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0), made[1]);
    }

    /// <summary>Subscribes to a pattern, and waits until the pane is watched.</summary>
    public async Task SubscribeAsync(string session, string pane, string pattern, string action, string? text = null)
    {
        var body = new { kind = "pattern", session, pane, pattern, action, text, rate = 1_000_000, key = $"bench-{_keys++}" };
        using var answer = await _http.PostAsJsonAsync("/v1/subscriptions", body);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    public async Task WaitForPipesAsync(int panes)
    {
        while (Tmux("list-panes", "-a", "-F", "#{pane_pipe}").Split('\n').Count(line => line == "1") < panes) await Task.Delay(20);
        await Task.Delay(100); // the watcher's own part
    }

    /// <summary>How often a subscription fired, and how many occurrences it left out.</summary>
    public async Task<(long Fired, long LeftOut)> CountsAsync()
    {
        var answer = await _http.GetFromJsonAsync<JsonElement>("/v1/subscriptions");
        var one = answer.GetProperty("subscriptions")[0];
        return (one.GetProperty("fired").GetInt64(), one.GetProperty("left_out").GetInt64());
    }

    /// <summary>Server-sent events of a pane's stream, from their beginning.</summary>
    public async Task<Stream> StreamAsync(string session, string pane) => await _http.GetStreamAsync($"/v1/sessions/{session}/panes/{Uri.EscapeDataString(pane)}/stream?raw=true");

    public void Dispose()
    {
        _http.Dispose();
        _home.Dispose();
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(_home.At("api.sock")), cancel);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
