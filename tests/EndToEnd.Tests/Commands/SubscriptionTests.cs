using System.Text.Json;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.Commands;

public sealed class SubscriptionTests : IDisposable
{
    private readonly OrcHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_callback_gets_the_event_in_its_environment_and_as_JSON_and_nothing_of_it_is_interpreted()
    {
        Session("while read -r word; do printf 'got %s\\n' \"$word\"; done");
        Subscribe("pattern", "s", "0", "got .*", "--run", "cat > \"$ORC_HOME/event.json\"; printf '%s|%s|%s' \"$ORC_EVENT_MATCH\" \"$ORC_EVENT_TYPE\" \"$ORC_EVENT_SESSION\" > \"$ORC_HOME/event.txt\"; echo said; exit 3", "--once");
        Type("$(touch $ORC_HOME/owned) `id` \"; 'x");
        Eventually.Holds(() => Assert.Equal("got $(touch $ORC_HOME/owned) `id` \"; 'x|pattern|s", _home.Read("event.txt")));
        var e = JsonDocument.Parse(_home.Read("event.json")).RootElement;
        Assert.Equal(("sub-1/1", "pattern", "s"), (Text(e, "id"), Text(e, "type"), Text(e, "session")));
        Assert.False(File.Exists(Path.Combine(_home.Path, "owned")));
        Eventually.Holds(() =>
        {
            var fired = Assert.Single(Log());
            Assert.Equal(("failed", "said\n", 3), (Text(fired, "result"), Text(fired, "output"), fired.GetProperty("action_exit_code").GetInt32()));
        });
        Assert.Empty(_home.Run("subscriptions", "list", "--json").Done.Json.GetProperty("subscriptions").EnumerateArray());
    }

    [Fact]
    public void Subscriptions_outlive_a_killed_daemon_and_a_command_that_it_cut_short_is_unknown_and_not_repeated()
    {
        Session("while read -r word; do echo \"got $word\"; [ \"$word\" = end ] && exit 7; done");
        Subscribe("pattern", "s", "0", "got (\\w+)", "--run", "echo \"$ORC_EVENT_MATCH\" >> \"$ORC_HOME/did\"; [ \"$ORC_EVENT_MATCH\" = 'got slow' ] && sleep 1000");
        Subscribe("exit", "s", "0", "--run", "echo \"$ORC_EVENT_EXIT_CODE\" >> \"$ORC_HOME/ended\"");
        Type("slow");
        Eventually.Holds(() => Assert.Equal("got slow\n", _home.Read("did")));
        _home.KillDaemon();
        _ = _home.Run("daemon", "start").Done;
        Eventually.Holds(() => Assert.Equal("unknown", Text(Log()[0], "result")));
        WaitForPipe();
        Type("again");
        Eventually.Holds(() => Assert.Equal("got slow\ngot again\n", _home.Read("did")));

        _home.KillDaemon();
        Type("end"); // while nobody looks
        Eventually.Holds(() => Assert.Equal("1", _home.Tmux("display-message", "-p", "-t", "=s:", "#{pane_dead}")));
        _ = _home.Run("daemon", "start").Done;
        Eventually.Holds(() => Assert.Equal("7\n", _home.Read("ended")));
        _ = _home.Run("daemon", "restart").Done;
        Eventually.Holds(() => Assert.Empty(_home.Run("subscriptions", "list", "--json").Done.Json.GetProperty("subscriptions").EnumerateArray()));
        Assert.Equal("7\n", _home.Read("ended"));
    }

    [Fact]
    public void Bells_titles_silence_and_timeouts_fire_and_keys_spawn_and_close_act()
    {
        Session("read -r go; printf '\\033]2;new title\\007'; sleep 0.3; printf '\\a'; read -r word; echo \"typed $word\"; sleep 1000");
        Subscribe("title", "s", "0", "--run", "echo \"$ORC_EVENT_MATCH\" > \"$ORC_HOME/title\"");
        Subscribe("bell", "s", "0", "--keys", "by-bell", "Enter", "--once");
        Subscribe("pattern", "s", "0", "typed by-bell", "--spawn", "second: cat");
        Subscribe("silence", "s", "0", "2s", "--run", "echo silent >> \"$ORC_HOME/silence\"", "--once");
        WaitForPipe();
        Type("go");
        Eventually.Holds(() => Assert.Equal("new title\n", _home.Read("title")));
        Eventually.Holds(() => Assert.Contains("second", _home.Tmux("list-panes", "-s", "-t", "=s:", "-F", "#{@orc_label}"), StringComparison.Ordinal));
        Eventually.Holds(() => Assert.Equal("silent\n", _home.Read("silence")));
        Subscribe("timeout", "s", "0", "1s", "--close");
        Eventually.Holds(() => Assert.Equal("second", _home.Tmux("list-panes", "-s", "-t", "=s:", "-F", "#{@orc_label}")));
    }

    [Fact]
    public void A_loop_a_callback_that_never_ends_and_one_that_writes_without_end_are_bounded()
    {
        _ = _home.Run("daemon", "start", "--set", "orchestrator.subscriptions.run-timeout=2s", "--set", "orchestrator.subscriptions.run-output=1KiB", "--set", "orchestrator.subscriptions.loop-limit=5").Done;
        Session("while read -r word; do echo \"got $word\"; done");
        Subscribe("pattern", "s", "0", "got loop", "--keys", "loop", "Enter");
        Subscribe("pattern", "s", "0", "got long", "--run", "sleep 1000 & wait");
        Subscribe("pattern", "s", "0", "got much", "--run", "head -c 1000000000 /dev/zero | tr '\\0' x; echo");
        Type("loop");
        Type("long");
        Type("much");
        Eventually.Holds(() => Assert.DoesNotContain(_home.Run("subscriptions", "list", "--json").Done.Json.GetProperty("subscriptions").EnumerateArray(), s => Text(s, "id") == "sub-1"));
        Eventually.Holds(() => Assert.Equal("timed_out", Text(Assert.Single(Log("sub-2")), "result")));
        Eventually.Holds(() => Assert.Contains(Text(Assert.Single(Log("sub-3")), "result"), (string[])["done", "timed_out"]));
        var much = Assert.Single(Log("sub-3"));
        Assert.True(much.GetProperty("truncated").GetBoolean());
        Assert.Equal(1024, Text(much, "output").Length);
    }

    [Fact]
    public void Bad_subscriptions_are_refused_and_a_limit_holds()
    {
        _ = _home.Run("daemon", "start", "--set", "orchestrator.subscriptions.max=2").Done;
        Session("sleep 1000");
        var bad = _home.Run("subscribe", "pattern", "s", "0", "a(b", "--log");
        Assert.Equal(2, bad.Exit);
        Assert.Contains("position 3", bad.Error, StringComparison.Ordinal);
        Assert.Equal(2, _home.Run("subscribe", "pattern", "s", "0", "x").Exit);
        Assert.Equal(2, _home.Run("subscribe", "silence", "s", "0", "soon", "--log").Exit);
        Assert.Equal(3, _home.Run("subscribe", "bell", "s", "nobody", "--log").Exit);
        Assert.Equal(3, _home.Run("subscriptions", "cancel", "sub-99").Exit);
        Subscribe("bell", "s", "0", "--log");
        Subscribe("exit", "s", "0", "--log");
        Assert.Equal(4, _home.Run("subscribe", "title", "s", "0", "--log").Exit);
        _ = _home.Run("subscriptions", "cancel", "sub-1").Done;
        Subscribe("title", "s", "0", "--log");
        _home.Tmux("rename-session", "-t", "=s", "renamed");
        _home.Tmux("kill-pane", "-t", "=renamed:");
        Eventually.Holds(() => Assert.Equal("the pane is gone", Text(Assert.Single(Log("sub-2")), "reason")));
    }

    private void Subscribe(params string[] arguments) => _ = _home.Run(["subscribe", .. arguments]).Done;

    private List<JsonElement> Log(params string[] id) => [.. _home.Run(["subscriptions", "log", "--json", .. id]).Done.Json.GetProperty("firings").EnumerateArray()];

    private void Session(string script)
    {
        _ = _home.Run("daemon", "start").Done;
        _home.Tmux("new-session", "-d", "-s", "s", "-x", "200", "-y", "50", script, ";", "set-option", "-w", "remain-on-exit", "on");
        Eventually.Holds(() => Assert.Equal("s", _home.Tmux("display-message", "-p", "-t", "=s:", "#{session_name}")));
    }

    // In one step: what a subscription types must not come in between.
    private void Type(string line) => _home.Tmux("send-keys", "-t", "=s:", "-l", line, ";", "send-keys", "-t", "=s:", "Enter");

    private void WaitForPipe() => Eventually.Holds(() => Assert.Equal("1", _home.Tmux("display-message", "-p", "-t", "=s:", "#{pane_pipe}")));

    private static string Text(JsonElement from, string field) => from.GetProperty(field).GetString() ?? "";
}
