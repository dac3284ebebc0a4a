using Xunit;

namespace Orchestrator.EndToEnd.Tests.Terminals;

/// <summary>What the bash bridge's commands did, done by ours. docs/bridge-commands.md has the table.</summary>
public sealed class BridgeCommandTests(TerminalHome terminals) : IClassFixture<TerminalHome>
{
    private int _panes;

    [Fact]
    public void Session_create_list_and_kill()
    {
        var created = terminals.Json("session", "create", "second", "--dir", terminals.Home.Path);
        Assert.Equal(("second", "main", terminals.Home.Path), (created.GetProperty("session").Text("name"), created.GetProperty("panes")[0].Text("label"), created.GetProperty("panes")[0].Text("dir")));
        Assert.Contains("second", terminals.Json("session", "list").GetProperty("sessions").EnumerateArray().Select(s => s.Text("name")));
        Assert.Contains("second", terminals.Home.Tmux("list-sessions", "-F", "#{session_name}").Split('\n'));
        terminals.Json("session", "kill", "second");
        Assert.DoesNotContain("second", terminals.Home.Tmux("list-sessions", "-F", "#{session_name}").Split('\n'));
    }

    [Fact]
    public void Pane_create_exec_capture_and_kill()
    {
        var pane = terminals.Json("pane", "create", "dev", "--label", "work").GetProperty("pane");
        Assert.Equal(("work", "dev", terminals.Home.Work), (pane.Text("label"), pane.Text("session"), pane.Text("dir")));
        var ran = terminals.Json("pane", "exec", "dev", "work", "echo $((6*7)); exit_with() { return 3; }; exit_with", "--wait");
        Assert.Equal(("42\n", "3"), (ran.Text("output"), ran.Text("exit_code")));
        terminals.Json("pane", "exec", "dev", "work", "echo typed");
        Eventually.Holds(() => Assert.EndsWith("$ echo typed\ntyped\n$", terminals.Json("pane", "capture", "dev", "work").Text("output"), StringComparison.Ordinal));
        Assert.Equal("typed\n$", terminals.Json("pane", "capture", "dev", "work", "--lines", "2").Text("output"));
        terminals.Json("pane", "kill", "dev", "work");
        Assert.DoesNotContain(pane.Text("pane_id"), terminals.Home.Tmux("list-panes", "-a", "-F", "#{pane_id}").Split('\n'));
    }

    [Fact]
    public void Pane_is_running_wait_and_status()
    {
        var pane = Shell();
        Assert.False(terminals.Json("pane", "is-running", "dev", pane).GetProperty("running").GetBoolean());
        Assert.Equal(1, terminals.Home.Run("pane", "is-running", "dev", pane, "--check").Exit);
        var go = Path.Combine(terminals.Home.Path, "go-" + pane);
        terminals.Json("pane", "exec", "dev", pane, $"sh -c 'until test -e {go}; do sleep 0.05; done'");
        Assert.True(terminals.Json("pane", "is-running", "dev", pane).GetProperty("running").GetBoolean());
        Assert.Equal("running", terminals.Pane("dev", pane).Text("state"));
        Assert.Contains("still running", terminals.Refused(124, "pane", "wait", "dev", pane, "--timeout", "0.3s"), StringComparison.Ordinal);
        File.WriteAllText(go, "");
        Assert.Equal("idle", terminals.Json("pane", "wait", "dev", pane, "--timeout", "20").GetProperty("pane").Text("state"));

        var program = terminals.Json("pane", "create", "dev", "--label", pane + "-p", "--command", "sleep 0.2; exit 5").GetProperty("pane").Text("label");
        var ended = terminals.Json("pane", "wait", "dev", program, "--timeout", "20").GetProperty("pane");
        Assert.Equal(("exited", "5"), (ended.Text("state"), ended.Text("exit_code")));
        terminals.Json("pane", "kill", "dev", program);
        terminals.Json("pane", "kill", "dev", pane);
    }

    [Fact]
    public void Pane_exec_with_a_time_limit()
    {
        var pane = Shell();
        var finished = terminals.Home.Run("pane", "exec", "dev", pane, "echo begun; sleep 1000", "--timeout", "0.5s", "--json");
        Assert.Equal(124, finished.Exit);
        Assert.Equal(("begun\n", "124", "timed_out"), (finished.Json.Text("output"), finished.Json.Text("exit_code"), finished.Json.GetProperty("error").Text("code")));
        Assert.Equal("alive\n", terminals.Json("pane", "exec", "dev", pane, "echo alive", "--wait").Text("output"));
        terminals.Json("pane", "kill", "dev", pane);
    }

    [Fact]
    public void State_sync_mends_what_was_done_by_hand()
    {
        terminals.Json("session", "create", "synced");
        terminals.Home.Tmux("split-window", "-d", "-t", "=synced:", "sleep 1000");
        var byHand = terminals.Json("pane", "list", "synced").GetProperty("panes")[1];
        Assert.Equal("", byHand.Text("label"));
        var synced = terminals.Json("session", "sync", "synced");
        Assert.Single(synced.GetProperty("changes").EnumerateArray());
        var label = synced.GetProperty("panes")[1].Text("label");
        Assert.Equal(byHand.Text("pane_id"), terminals.Pane("synced", label).Text("pane_id"));
        Assert.Empty(terminals.Json("session", "sync", "synced").GetProperty("changes").EnumerateArray());
        terminals.Json("session", "kill", "synced");
    }

    [Fact]
    public void Panes_listed_found_and_counted()
    {
        var session = terminals.Json("session", "create", "many", "--layout", "monitoring");
        Assert.Equal(["status", "errors", "resources", "metrics", "log"], session.GetProperty("panes").EnumerateArray().Select(p => p.Text("label")));
        var list = terminals.Json("pane", "list", "many").GetProperty("panes");
        Assert.Equal(5, list.GetArrayLength());
        foreach (var field in new[] { "pane_id", "index", "label", "session", "window", "pid", "command", "dir", "state" }) Assert.NotEqual("", list[0].Text(field));
        Assert.Equal("log", Assert.Single(terminals.Json("pane", "find", "many", "--label", "l*g").GetProperty("panes").EnumerateArray()).Text("label"));
        Assert.Equal("errors", Assert.Single(terminals.Json("pane", "find", "many", "ERR").GetProperty("panes").EnumerateArray()).Text("label"));
        Assert.Equal(5, terminals.Json("pane", "count", "many").GetProperty("count").GetInt32());
        Assert.Equal(0, terminals.Json("pane", "count", "many", "--state", "exited").GetProperty("count").GetInt32());
        Assert.Equal("5\n", terminals.Home.Run("pane", "count", "many").Done.Out);
        terminals.Json("session", "kill", "many");
    }

    [Fact]
    public void Pane_has_pattern()
    {
        var pane = Shell();
        terminals.Json("pane", "exec", "dev", pane, "echo listening on :8080", "--wait");
        var found = terminals.Json("pane", "has-pattern", "dev", pane, "^listening on :([0-9]+)$");
        Assert.Equal((true, "listening on :8080"), (found.GetProperty("matched").GetBoolean(), found.Text("line")));
        Assert.False(terminals.Json("pane", "has-pattern", "dev", pane, "^talking on").GetProperty("matched").GetBoolean());
        Assert.Equal(1, terminals.Home.Run("pane", "has-pattern", "dev", pane, "^talking on", "--check").Exit);
        Assert.Contains("is no regular expression", terminals.Refused(2, "pane", "has-pattern", "dev", pane, "(open"), StringComparison.Ordinal);
        terminals.Json("pane", "kill", "dev", pane);
    }

    [Fact]
    public void Pane_metadata_is_kept_in_tmux()
    {
        var pane = Shell();
        const string Value = "two\nlines #{pane_id} $(x) 'é'";
        terminals.Json("pane", "metadata", "set", "dev", pane, "owner", Value);
        terminals.Home.KillDaemon();
        Assert.Equal(Value, terminals.Json("pane", "metadata", "get", "dev", pane, "owner").Text("value"));
        Assert.Equal(Value, terminals.Json("pane", "metadata", "get", "dev", pane).GetProperty("metadata").Text("owner"));
        Assert.Contains("has no metadata nothing", terminals.Refused(3, "pane", "metadata", "get", "dev", pane, "nothing"), StringComparison.Ordinal);
        terminals.Json("pane", "kill", "dev", pane);
    }

    [Fact]
    public void Pane_create_with_a_layout()
    {
        terminals.Json("session", "create", "arranged");
        terminals.Json("pane", "create", "arranged", "--label", "side", "--layout", "even-horizontal");
        var panes = terminals.Home.Tmux("list-panes", "-t", "=arranged:", "-F", "#{pane_top} #{pane_height}").Split('\n');
        Assert.Equal(["0 50", "0 50"], panes);
        terminals.Json("pane", "layout", "arranged", "even-vertical", "--save", "mine");
        Assert.Equal(2, terminals.Json("session", "create", "like-it", "--layout", "mine").GetProperty("panes").GetArrayLength());
        Assert.Contains("There is no layout", terminals.Refused(3, "pane", "layout", "arranged", "nobodys"), StringComparison.Ordinal);
        terminals.Json("session", "kill", "arranged");
        terminals.Json("session", "kill", "like-it");
    }

    [Fact]
    public void Keys_signals_and_metrics()
    {
        var pane = Shell();
        terminals.Json("pane", "send-keys", "dev", pane, "sleep 1000", "Enter");
        Eventually.Holds(() => Assert.Equal("sleep", terminals.Pane("dev", pane).Text("command")));
        var metrics = terminals.Json("pane", "metrics", "dev", pane);
        Assert.Contains(metrics.GetProperty("processes").EnumerateArray(), p => p.Text("name") == "sleep");
        Assert.True(metrics.GetProperty("rss_bytes").GetInt64() > 100_000);
        var signalled = terminals.Json("pane", "signal", "dev", pane, "SIGTERM").GetProperty("signalled");
        Assert.Equal(1, signalled.GetArrayLength());
        Assert.Equal("idle", terminals.Json("pane", "wait", "dev", pane, "--timeout", "20").GetProperty("pane").Text("state"));
        Assert.Contains("is no signal", terminals.Refused(2, "pane", "signal", "dev", pane, "NOPE"), StringComparison.Ordinal);
        Assert.Contains($"attach-session -t =dev", terminals.Home.Run("pane", "interact", "dev", pane).Error, StringComparison.Ordinal);
        terminals.Json("pane", "kill", "dev", pane);
    }

    private string Shell()
    {
        var label = $"shell-{GetHashCode():x}-{_panes++}";
        terminals.Json("pane", "create", "dev", "--label", label);
        return label;
    }
}
