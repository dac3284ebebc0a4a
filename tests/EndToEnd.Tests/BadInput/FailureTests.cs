using System.Text.Json;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.BadInput;

/// <summary>Agents that fail, with waits shortened by the home's own settings.</summary>
public sealed class FailureTests : IDisposable
{
    private readonly OrcHome _home = new();

    public FailureTests() => File.WriteAllText(
        Path.Combine(_home.Path, "orchestrator.conf"),
        "orchestrator.supervision { max-restarts = 3, min-backoff = 200ms, max-backoff = 10s, jitter = 0, hang-after = 1s }\n");

    public void Dispose() => _home.Dispose();

    [Fact]
    public void An_agent_that_exits_1_is_restarted_ever_later_then_failed_its_manager_told_and_brought_back_by_hand()
    {
        const string Script = "stty -echo; if [ $ORC_AGENT = developer ] && ! [ -e \"$ORC_HOME/mended\" ]; then date +%s%N >> \"$ORC_HOME/starts\"; exit 1; fi; exec cat >> \"$ORC_HOME/in-$ORC_AGENT\"";
        _home.Launch(Script);
        Eventually.Holds(() => Assert.Equal("failed", State("shop:developer")));

        var starts = _home.Read("starts").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(long.Parse).ToList();
        Assert.Equal(4, starts.Count);
        var waits = starts.Zip(starts.Skip(1), (a, b) => TimeSpan.FromMicroseconds((b - a) / 1000.0)).ToList();
        Assert.All(waits.Select((wait, n) => (wait, least: TimeSpan.FromMilliseconds(200 << n))), w => Assert.True(w.wait >= w.least, $"{w.wait} is less than {w.least}"));
        Eventually.Holds(() => Assert.Contains("shop:developer", Notice(), StringComparison.Ordinal));

        Assert.Equal("queued", _home.Run("send", "shop:developer", "for the failed one", "--json").Done.Json.GetProperty("message").GetProperty("state").GetString());
        File.WriteAllText(Path.Combine(_home.Path, "mended"), "");
        var back = _home.Run("agent", "restart", "shop:developer", "--json").Done.Json.GetProperty("agent");
        Assert.Equal(5, back.GetProperty("incarnation").GetInt32());
        Eventually.Holds(() => Assert.Equal(2, _home.Received("developer").Split("for the failed one").Length));
        Assert.Equal(1, _home.Agent("shop:tester").GetProperty("incarnation").GetInt32());
    }

    [Fact]
    public void An_end_after_a_report_of_done_is_no_failure()
    {
        _home.Launch("if [ $ORC_AGENT = tester ]; then orc report --state done \"All is green.\"; exit 0; fi; exec cat");
        Eventually.Holds(() => Assert.Equal("stopped", State("shop:tester")));
        Assert.Equal(1, _home.Agent("shop:tester").GetProperty("incarnation").GetInt32());
        Assert.Equal(0, _home.Agent("shop:tester").GetProperty("restarts").GetInt32());
    }

    [Fact]
    public void An_agent_that_does_not_answer_a_check_in_is_restarted()
    {
        _home.Launch(OrcHome.Recording);
        _ = _home.Run("check-in", "schedule", "shop:tester", "--in", "1s", "--note", "Do you live?").Done;
        Eventually.Holds(() => Assert.Equal(2, _home.Agent("shop:tester").GetProperty("incarnation").GetInt32()));
        Assert.Equal(1, _home.Agent("shop:developer").GetProperty("incarnation").GetInt32());
    }

    [Fact]
    public void A_tmux_server_that_is_killed_again_and_again_costs_each_agent_a_start_and_no_failure()
    {
        _home.Launch(OrcHome.Recording);
        for (var kills = 1; kills <= 4; kills++)
        {
            foreach (var agent in (string[])["project-manager", "developer", "tester"])
            {
                Eventually.Holds(() => Assert.Equal((kills, "ready", 0), Stands(_home.Agent("shop:" + agent))));
                Assert.Equal(kills, _home.Received(agent).Split(" brief]\n").Length - 1); // a program without a conversation is told again what it is for
            }

            _home.KillTmux();
        }

        var ends = _home.Run("events", "shop", "--json").Done.Lines.Where(e => e.GetProperty("type").GetString() == "agent.ended.v1").ToList();
        Assert.All(ends, e => Assert.Equal(("server_gone", false), (e.GetProperty("end").GetProperty("cause").GetString(), e.GetProperty("counts_as_failure").GetBoolean())));

        static (int, string?, int) Stands(JsonElement agent) =>
            (agent.GetProperty("incarnation").GetInt32(), agent.GetProperty("state").GetString(), agent.GetProperty("unread").GetInt32());
    }

    private string State(string target) => _home.Agent(target).GetProperty("state").GetString()!;

    /// <summary>What Orchestrator itself wrote to the manager after the brief.</summary>
    private string Notice() => _home.Received("project-manager").Split(" notice", 2) is [_, var after] ? after : "";
}
