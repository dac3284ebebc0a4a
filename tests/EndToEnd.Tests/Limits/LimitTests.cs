using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.Limits;

/// <summary>Usage limits and failed turns of rehearsal agents on real tmux; the words are those that Claude Code shows.</summary>
public sealed class LimitTests : IDisposable
{
    private const string Developer = "shop:developer", Tester = "shop:tester", GoOn = "Go on now.";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly OrcHome _home = new();

    public LimitTests()
    {
        File.WriteAllText(Path.Combine(_home.Path, "orchestrator.conf"), $$"""
            orchestrator {
              usage-limits { margin = 0s, stagger = 200ms, jitter = 0, continue-message = "{{GoOn}}" }
              errors { min-backoff = 1s, jitter = 0 }
            }
            """);
        Script("developer", "when time=1 hit it\n  say You've hit your session limit · resets in 10s\nwhen time=1 open it\n  limit-dialog You've hit your session limit · resets in 3s\nwhen time=1 no key\n  error 401\nwhen time=1 too busy\n  error 529\n");
        Script("tester", "");
        Script("project-manager", "");
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public void One_agents_limit_holds_the_team_and_after_a_kill_across_its_end_each_is_woken_once()
    {
        Launch();
        Send(Developer, "hit it");
        foreach (var agent in new[] { Developer, Tester })
            Eventually.Holds(() => Assert.Equal("limited", State(agent)), Patience);
        Send(Tester, "first");
        Send(Developer, "second");
        var limit = Assert.Single(Limits());
        Assert.Equal(("rehearsal", "usage_limit", Developer), (Text(limit, "name"), Text(limit, "reason"), Text(limit, "by")));
        Assert.Contains(Tester, limit.GetProperty("agents").EnumerateArray().Select(a => a.GetString()));
        Assert.Equal(1, _home.Agent(Tester).GetProperty("unread").GetInt32());
        Assert.DoesNotContain("first", _home.Received("tester"), StringComparison.Ordinal);

        var until = DateTimeOffset.Parse(Text(limit, "until"), CultureInfo.InvariantCulture);
        _home.KillDaemon();
        Eventually.Holds(() => Assert.True(TimeProvider.System.GetUtcNow() > until), Patience); // nobody is there when it ends
        _ = _home.Run("status").Done; // the daemon starts again

        Eventually.Holds(() => Assert.Equal([GoOn, "second"], Received("developer").TakeLast(2)), Patience);
        Eventually.Holds(() => Assert.Equal(["first"], Received("tester").TakeLast(1)), Patience);
        Assert.Empty(Limits());
        Assert.DoesNotContain(GoOn, Received("tester")); // its turn was not cut off
        foreach (var text in new[] { GoOn, "second" }) Assert.Single(Received("developer"), text);
        foreach (var agent in new[] { "developer", "tester" }) Assert.Single(Events("agent.released-from-limit.v1", agent));
    }

    [Fact]
    public void A_limits_dialog_is_answered_by_the_label_that_waits()
    {
        Launch();
        Send(Developer, "open it");

        Eventually.Holds(() => Assert.Contains("Allowed: You've hit your session limit", Screen(), StringComparison.Ordinal), Patience); // the first choice was taken
        Eventually.Holds(() => Assert.Single(Received("developer"), GoOn), Patience);
        Assert.Empty(_home.Run("permissions", "list", "--json").Done.Json.GetProperty("permissions").EnumerateArray());
    }

    [Fact]
    public void Refused_credentials_are_told_to_the_manager_and_the_user_and_wait_for_a_restart()
    {
        Launch();
        var pid = _home.Agent(Developer).GetProperty("pid").GetInt32();
        Send(Developer, "no key");

        Eventually.Holds(() => Assert.Equal("failed", State(Developer)), Patience);
        Assert.Contains("Invalid API key", Text(_home.Agent(Developer), "detail"), StringComparison.Ordinal);
        Eventually.Holds(() => Assert.Contains(Received("project-manager"), line => line.Contains("credentials of shop:developer were refused", StringComparison.Ordinal)), Patience);
        Eventually.Holds(() => Assert.Contains("were refused", _home.Run("messages", "--json").Done.Out, StringComparison.Ordinal), Patience);
        Send(Developer, "waits");
        Assert.Equal((pid, 1), (_home.Agent(Developer).GetProperty("pid").GetInt32(), _home.Agent(Developer).GetProperty("unread").GetInt32()));
        Assert.NotEqual("failed", State(Tester));

        _ = _home.Run("agent", "restart", Developer).Done;

        Eventually.Holds(() => Assert.Equal([GoOn, "waits"], Received("developer").TakeLast(2)), Patience);
        Assert.Equal(2, _home.Agent(Developer).GetProperty("incarnation").GetInt32());
    }

    [Fact]
    public void A_turn_that_failed_by_the_service_is_gone_on_with_after_a_wait_and_a_person_need_not_wait()
    {
        Launch("errors.min-backoff = 10m");
        Send(Developer, "too busy");
        Eventually.Holds(() => Assert.Equal("backing_off", State(Developer)), Patience);
        var limit = Assert.Single(Limits());
        Assert.Equal((Developer, "service"), (Text(limit, "name"), Text(limit, "reason")));

        _ = _home.Run("limits", "clear", Developer).Done;

        Eventually.Holds(() => Assert.Single(Received("developer"), GoOn), Patience);
        Assert.Equal(3, _home.Run("limits", "clear", Developer).Exit);
        Assert.Contains("not limited", _home.Run("limits", "clear", "nobodys").Error, StringComparison.Ordinal);
    }

    private void Launch(string setting = "")
    {
        File.AppendAllText(Path.Combine(_home.Path, "orchestrator.conf"), setting.Length == 0 ? "" : $"orchestrator.{setting}\n");
        _ = _home.Run("launch", "--spec", _home.Spec, "--project", _home.Work, "--profile", "rehearsal").Done;
        foreach (var agent in new[] { Developer, Tester, "shop:project-manager" })
            Eventually.Holds(() => Assert.Equal((0, "ready"), (_home.Agent(agent).GetProperty("unread").GetInt32(), State(agent))), Patience);
    }

    // Every other prompt's own lines are kept, without the header.
    private void Script(string agent, string rules)
    {
        var directory = Directory.CreateDirectory(Path.Combine(_home.Work, ".rehearsal")).FullName;
        File.WriteAllText(
            Path.Combine(directory, agent + ".rehearsal"),
            rules + "when ^\\[\\S+ [^\\]]+\\]\\n(?<text>[^\\n]*)\n  run printf '%s\\n' \"$MATCH_text\" >> \"$ORC_HOME/in-$ORC_AGENT\"\n");
    }

    private void Send(string target, string text) => _ = _home.Run("send", target, text).Done;

    private string State(string target) => Text(_home.Agent(target), "state");

    private string[] Received(string agent) => _home.Received(agent).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private JsonElement[] Limits() => [.. _home.Run("limits", "list", "--json").Done.Json.GetProperty("limits").EnumerateArray()];

    private string[] Events(string type, string agent) => [.. _home.Run("events", "shop", "--json").Done.Out
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => line.Contains(type, StringComparison.Ordinal) && line.Contains($"\"agent\":\"{agent}\"", StringComparison.Ordinal))];

    private string Screen() => _home.Tmux("capture-pane", "-p", "-S", "-200", "-t", _home.Agent(Developer).GetProperty("pane_id").GetString()!);

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString() ?? "";
}
