using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.BadInput;

/// <summary>Subscriptions that ask for too much: what is refused is refused in words, and the rest goes on.</summary>
public sealed class SubscriptionTests : IDisposable
{
    private const int Wanted = 10_000, Allowed = 1_000;

    private readonly OrcHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Of_ten_thousand_subscriptions_those_above_the_limit_are_refused_and_memory_stays_bounded()
    {
        Session("stty -echo; while read word; do echo \"got $word\"; done");
        using var http = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync }) { BaseAddress = new Uri("http://orc") };
        var answers = new int[2];
        await Parallel.ForEachAsync(Enumerable.Range(0, Wanted), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, cancel) =>
        {
            using var answer = await http.PostAsJsonAsync("/v1/subscriptions", new { kind = "pattern", session = "s", pane = "0", pattern = $"got all|never-{i}", action = "log", key = $"key-{i}" }, cancel);
            if (answer.StatusCode == HttpStatusCode.OK) Interlocked.Increment(ref answers[0]);
            else if ((await answer.Content.ReadAsStringAsync(cancel)).Contains("1000 subscriptions already", StringComparison.Ordinal)) Interlocked.Increment(ref answers[1]);
        });
        Assert.Equal([Allowed, Wanted - Allowed], answers);
        _home.Tmux("send-keys", "-t", "=s:", "all", "Enter");
        Eventually.Holds(() => Assert.All(List(), s => Assert.Equal(1, s.GetProperty("fired").GetInt32())));
        Assert.InRange(Memory(), 0, 300);
        Assert.Equal(4, _home.Run("subscribe", "bell", "s", "0", "--log").Exit);
    }

    [Fact]
    public void A_catastrophic_pattern_stalls_nothing_and_its_subscription_ends_with_the_reason()
    {
        const string Catastrophic = "^(a|a|aa)+\\1$";
        Session("stty -echo; while read word; do echo \"got $word\"; printf '%060d!\\n' 0 | tr 0 a; done");
        var warned = _home.Run("subscribe", "pattern", "s", "0", Catastrophic, "--log").Done;
        Assert.Contains("backtracking", warned.Error, StringComparison.Ordinal);
        _ = _home.Run("subscribe", "pattern", "s", "0", "got \\w+", "--log").Done;
        _ = _home.Run("subscribe", "pattern", "s", "0", "^(a+)+$", "--log").Done; // as bad elsewhere; in linear time here
        using var watch = _home.Start("pane", "watch", "s", "0", Catastrophic, "--timeout", "30s");
        Eventually.Holds(() => Assert.Equal("1", _home.Tmux("display-message", "-p", "-t", "=s:", "#{pane_pipe}")));
        foreach (var word in (string[])["one", "two"])
        {
            _home.Tmux("send-keys", "-t", "=s:", word, "Enter");
            Eventually.Holds(() => Assert.Equal($"got {word}", _home.Run("subscriptions", "log", "sub-2", "--json").Done.Json.GetProperty("firings").EnumerateArray().Last().GetProperty("match").GetString()));
        }

        Eventually.Holds(() => Assert.Equal(["sub-2", "sub-3"], List().Select(s => s.GetProperty("id").GetString())));
        Assert.Contains("100 ms", _home.Run("events", "--since", "1h", "--json").Done.Out, StringComparison.Ordinal);
        Assert.True(watch.WaitForExit(TimeSpan.FromSeconds(20)), "The watch hangs.");
        Assert.Equal(4, watch.ExitCode);
        Assert.Contains("100 ms", watch.StandardError.ReadToEnd(), StringComparison.Ordinal);
    }

    private List<JsonElement> List() => [.. _home.Run("subscriptions", "list", "--json").Done.Json.GetProperty("subscriptions").EnumerateArray()];

    /// <summary>The daemon's resident memory in MB.</summary>
    private long Memory() => long.Parse(
        File.ReadLines($"/proc/{_home.DaemonPid}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;

    private void Session(string script)
    {
        _ = _home.Run("daemon", "start").Done;
        _home.Tmux("new-session", "-d", "-s", "s", "-x", "200", "-y", "50", script);
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(_home.Path, "api.sock")), cancel);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
