using System.Text.Json;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.Commands;

/// <summary>Kinds and actions of subscriptions that need more than a plain pane.</summary>
public sealed class SubscriptionKindTests : IDisposable
{
    private readonly OrcHome _home = new();

    public SubscriptionKindTests()
    {
        _home.Environment["SHELL"] = "/bin/sh";
        _home.Environment["HOME"] = _home.Path;
        _home.Environment["PS1"] = "$ ";
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_message_is_sent_to_an_agent_with_what_happened_in_it()
    {
        _home.Launch(OrcHome.Recording);
        _ = _home.Run("session", "create", "build").Done;
        _ = _home.Run("subscribe", "pattern", "build", "main", "FAILED: (\\w+)", "--send", "shop:developer", "Please mend the build.", "--ignore-echo").Done;
        _ = _home.Run("pane", "exec", "build", "main", "echo FAILED: tea", "--wait").Done;
        Eventually.Holds(() =>
        {
            Assert.Contains("Please mend the build.", _home.Received("developer"), StringComparison.Ordinal);
            Assert.Contains("[sub-1/1: pattern in pane main of session build: FAILED: tea]", _home.Received("developer"), StringComparison.Ordinal);
        });
        var firing = Assert.Single(Log());
        Assert.Equal("done", firing.GetProperty("result").GetString());
        var message = firing.GetProperty("detail").GetString();
        Assert.Contains(_home.Run("messages", "shop:developer", "--json").Done.Json.GetProperty("messages").EnumerateArray(), m => m.GetProperty("id").GetString() == message);
    }

    [Theory]
    [InlineData("exec /bin/sh -i")]
    [InlineData("exec bash --norc --noprofile -i")]
    public void Without_the_echo_a_command_counts_by_what_it_writes(string shell)
    {
        _ = _home.Run("session", "create", "s").Done;
        _ = _home.Run("pane", "create", "s", "--label", "p", "--command", shell).Done;
        Eventually.Holds(() => Assert.Equal("idle", _home.Run("pane", "status", "s", "p", "--json").Done.Json.GetProperty("pane").GetProperty("state").GetString()));
        _ = _home.Run("subscribe", "pattern", "s", "p", "needle-\\d", "--log", "--ignore-echo").Done;
        _ = _home.Run("subscribe", "pattern", "s", "p", "needle-\\d", "--log").Done;
        foreach (var i in Enumerable.Range(1, 3)) _ = _home.Run("pane", "send-keys", "s", "p", $"echo needle-{i}", "Enter").Done;
        _ = _home.Run("pane", "send-keys", "s", "p", "echo the-end", "Enter").Done;
        _ = _home.Run("pane", "watch", "s", "p", "^the-end", "--timeout", "20s").Done;
        Eventually.Holds(() => Assert.Equal(["needle-1", "needle-2", "needle-3"], Matches("sub-1")));
        Eventually.Holds(() => Assert.True(Matches("sub-2").Count > 3, "The other subscription did not see the echo."));
        Assert.Equal(3, Matches("sub-1").Count);
    }

    [Fact]
    public void Output_fires_once_for_each_burst()
    {
        _ = _home.Run("daemon", "start", "--set", "orchestrator.subscriptions.output-quiet=500ms").Done;
        _home.Tmux("new-session", "-d", "-s", "s", "-x", "200", "-y", "50", "stty -echo; while read n; do seq 1 $n; done");
        _ = _home.Run("subscribe", "output", "s", "0", "--run", "echo woken >> \"$ORC_HOME/woken\"").Done;
        Eventually.Holds(() => Assert.Equal("1", _home.Tmux("display-message", "-p", "-t", "=s:", "#{pane_pipe}")));
        foreach (var burst in Enumerable.Range(1, 3))
        {
            _ = _home.Run("pane", "watch", "s", "0", "never", "--new", "--timeout", "700ms").Exit; // so long it is quiet
            _home.Tmux("send-keys", "-t", "=s:", "20000", "Enter");
            Eventually.Holds(() => Assert.Equal(burst, _home.Read("woken").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
        }
    }

    [Fact]
    public void A_time_without_a_daemon_is_a_gap_in_the_log_and_not_passed_over()
    {
        _ = _home.Run("daemon", "start").Done;
        _home.Tmux("new-session", "-d", "-s", "s", "-x", "200", "-y", "50", "stty -echo; while read word; do echo \"got $word\"; done");
        _ = _home.Run("subscribe", "pattern", "s", "0", "got \\w+", "--log").Done;
        _ = _home.Run("subscribe", "exit", "s", "0", "--log").Done;
        _home.KillDaemon();
        _home.Tmux("send-keys", "-t", "=s:", "unseen", "Enter");
        Eventually.Holds(() => Assert.Contains("got unseen", _home.Tmux("capture-pane", "-p", "-t", "=s:"), StringComparison.Ordinal));
        _ = _home.Run("daemon", "start").Done;
        Eventually.Holds(() => Assert.Equal(("sub-1", "missed"), (Log()[0].GetProperty("subscription").GetString(), Log()[0].GetProperty("result").GetString())));
        _home.Tmux("send-keys", "-t", "=s:", "seen", "Enter");
        Eventually.Holds(() => Assert.Equal("got seen", Log()[^1].GetProperty("match").GetString()));
        Assert.Equal(2, Log().Count); // the exit subscription missed nothing
        Assert.Equal([1, 0], _home.Run("subscriptions", "list", "--json").Done.Json.GetProperty("subscriptions").EnumerateArray().Select(s => s.GetProperty("gaps").GetInt32()));
    }

    private List<JsonElement> Log(params string[] id) => [.. _home.Run(["subscriptions", "log", "--json", .. id]).Done.Json.GetProperty("firings").EnumerateArray()];

    private List<string?> Matches(string id) => [.. Log(id).Select(f => f.GetProperty("match").GetString())];
}
