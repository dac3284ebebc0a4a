using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.Chaos;

/// <summary>An ORC_HOME of a test's own with the real program, a real daemon and a real tmux server; ends only what it started.</summary>
public sealed class ChaosHome : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("orc-chaos-");
    private readonly HttpClient _api;

    public ChaosHome()
    {
        Directory.CreateDirectory(Received);
        Directory.CreateDirectory(Work);
        _api = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(Home, "api.sock")), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        { BaseAddress = new Uri("http://orc"), Timeout = TimeSpan.FromSeconds(10) };
    }

    public string Home => Path.Combine(_directory.FullName, "home");

    /// <summary>Where the agents' standard input is kept, a file for each agent.</summary>
    public string Received => Path.Combine(_directory.FullName, "received");

    private string Work => Path.Combine(_directory.FullName, "work");

    public void Dispose()
    {
        KillDaemon();
        Run("tmux", "-S", Path.Combine(Home, "tmux.sock"), "kill-server");
        HomeProcesses.End(Home);
        _api.Dispose();
        _directory.Delete(recursive: true);
    }

    public JsonElement Orc(params string[] arguments)
    {
        var (exit, output, error) = Run(OrcProgram.Path, [.. arguments, "--json"]);
        Assert.True(exit == 0, $"orc {string.Join(' ', arguments)} ended with {exit}: {output}{error}");
        return JsonDocument.Parse(output).RootElement;
    }

    /// <summary>Launches a team whose members write what they read into a file each.</summary>
    public void Launch()
    {
        var spec = Path.Combine(_directory.FullName, "spec.md");
        File.WriteAllText(spec, "PROJECT: Chaos\nGOAL: Survive.\nDELIVERABLES:\n- a test that is green\n");
        Orc("launch", "--spec", spec, "--project", Work, "--name", "chaos", "--agent-command", $"exec cat >> {Received}/$ORC_AGENT");
    }

    /// <summary>The process ids of the agents' panes by target.</summary>
    public Dictionary<string, int> Pids() => Agents().ToDictionary(a => a.GetProperty("target").GetString()!, a => a.GetProperty("pid").GetInt32());

    public IReadOnlyList<JsonElement> Agents() => [.. Orc("status", "chaos").GetProperty("projects")[0].GetProperty("agents").EnumerateArray()];

    /// <summary>Sends one message; asks again with the same key until it is accepted.</summary>
    public async Task SendAsync(string to, string text)
    {
        var request = new { to, text, key = Guid.NewGuid().ToString("N") };
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(10))
        {
            try
            {
                using var answer = await _api.PostAsJsonAsync("/v1/messages", request);
                if (answer.IsSuccessStatusCode) return;
                var words = await answer.Content.ReadAsStringAsync();
                Assert.True(answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.InternalServerError or HttpStatusCode.GatewayTimeout, words);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException && clock.Elapsed < TimeSpan.FromMinutes(1))
            {
                // The daemon was killed: whether the message was accepted is unknown, and its key settles that.
            }
        }
    }

    public void KillDaemon()
    {
        foreach (var pid in HomeProcesses.Of(Home, "daemon run")) HomeProcesses.Kill(pid);
    }

    public void KillTmux(string how) =>
        Run("sh", "-c", how == "kill-server" ? $"tmux -S {Home}/tmux.sock kill-server" : $"kill -9 $(tmux -S {Home}/tmux.sock display-message -p '#{{pid}}')");

    /// <summary>Whose the windows on the tmux server are.</summary>
    public IReadOnlyList<string> Windows() =>
        [.. Run("tmux", "-S", Path.Combine(Home, "tmux.sock"), "list-panes", "-a", "-F", "#{@orc_agent}").Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];

    /// <summary>Waits until every agent is up and has read all its messages.</summary>
    public async Task SettledAsync(TimeSpan limit)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            var agents = Agents();
            if (agents.All(a => a.GetProperty("unread").GetInt32() == 0 && a.GetProperty("state").GetString() is "ready" or "working")) return;
            Assert.True(clock.Elapsed < limit, "Not all was delivered: " + string.Join('\n', agents));
        }
    }

    private (int Exit, string Output, string Error) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Work };
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("ORC_", StringComparison.Ordinal) || n.StartsWith("TMUX", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["ORC_HOME"] = Home;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
