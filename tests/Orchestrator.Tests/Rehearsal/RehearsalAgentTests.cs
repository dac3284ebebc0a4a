using Orchestrator.Rehearsal;
using Xunit;

namespace Orchestrator.Tests.Rehearsal;

public sealed class RehearsalAgentTests
{
    [Fact]
    public void A_turn_is_reported_from_prompt_to_end_and_shown_in_the_title()
    {
        var agent = new AgentDriver("when build\n  work 3s\n  say Built.");
        Assert.StartsWith("✳", agent.Title, StringComparison.Ordinal);

        agent.Prompt("build it");
        Assert.InRange(agent.Title[0], '\u2800', '\u28FF');
        Assert.Contains("esc to interrupt", agent.Screen, StringComparison.Ordinal);
        Assert.Equal([HookKind.SessionStarted, HookKind.PromptSubmitted], agent.Hooks);

        agent.After(3);
        Assert.StartsWith("✳", agent.Title, StringComparison.Ordinal);
        Assert.Equal(["❯ build it", "  ⎿  33 %", "  ⎿  66 %", "● Done after 3s.", "● Built."], agent.Printed);
        Assert.Equal(HookKind.TurnEnded, agent.Hooks[^1]);
    }

    [Fact]
    public void Without_a_script_it_works_a_while_on_a_prompt_and_does_the_slash_commands_in_one()
    {
        var agent = new AgentDriver().Prompt("Please build the shop.").After(2).Prompt("[#2 from user]\n/say one\n/say two");

        Assert.Equal(["● Done after 1s500ms.", "❯ [#2 from user]", "  /say one", "  /say two", "● one", "● two"], agent.Printed[^6..]);
    }

    [Fact]
    public void A_busy_agent_queues_prompts_and_takes_them_one_by_one()
    {
        var agent = new AgentDriver("otherwise\n  work 5s").Prompt("first").Prompt("second").Prompt("third");

        Assert.Equal(["first", "second", "third"], agent.Submitted);
        Assert.Contains("  ❯ second", agent.Screen, StringComparison.Ordinal);
        Assert.Equal([1], Taken(agent));
        Assert.Equal([1, 2], Taken(agent.After(1)));
        Assert.Equal([1, 2, 3], Taken(agent.After(5)));
        Assert.Null(agent.After(5).Agent.Turn);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("y", true)]
    [InlineData("\r", true)]
    [InlineData("2", false)]
    [InlineData("n", false)]
    [InlineData("\e[B\r", false)]
    public void A_dialog_is_answered_by_its_keys(string keys, bool allowed)
    {
        var agent = Asking();
        Assert.Contains("Action Required", agent.Title, StringComparison.Ordinal);
        Assert.Contains(" Do you want to proceed?\n ❯ 1. Yes\n   2. No", agent.Screen, StringComparison.Ordinal);
        Assert.Equal(HookKind.PermissionAsked, agent.Hooks[^1]);

        agent.Send(keys);

        Assert.Equal(allowed, agent.Printed.Contains("● Pushed."));
        Assert.Null(agent.Agent.Turn);
    }

    [Fact]
    public void A_message_pasted_into_a_dialog_is_lost_and_its_Enter_allows_what_was_asked()
    {
        var agent = Asking().Paste("please stop").Send("\r");

        Assert.Equal(["please stop"], agent.Lost);
        Assert.Contains("● Pushed.", agent.Printed);
        Assert.DoesNotContain("please stop", agent.Submitted);
    }

    [Fact]
    public void A_strict_dialog_takes_digits_only()
    {
        var agent = Asking("strict-dialog").Send("yes\r");
        Assert.DoesNotContain("● Pushed.", agent.Printed);
        Assert.Contains("● Pushed.", agent.Send("1").Printed);
    }

    [Theory]
    [InlineData("\x03")]
    [InlineData("\x1b\x1b")]
    public void An_interrupted_turn_ends_without_being_reported(string keys)
    {
        var agent = new AgentDriver("otherwise\n  work 1h\n  say never").Prompt("go").Send(keys);

        Assert.Null(agent.Agent.Turn);
        Assert.DoesNotContain(HookKind.TurnEnded, agent.Hooks);
        Assert.DoesNotContain("● never", agent.After(7200).Printed);
    }

    [Fact]
    public void A_command_is_run_with_what_the_prompt_matched_and_its_end_is_awaited()
    {
        var agent = new AgentDriver("when commit (?<what>\\w+)\n  run git commit -m \"$MATCH_what\"\n  say committed {what}").Prompt("commit work");

        var run = Assert.Single(agent.Effects.OfType<RehearsalEffect.RunCommand>());
        Assert.Equal("git commit -m \"$MATCH_what\"", run.Command);
        Assert.Equal("work", run.Environment["MATCH_what"]);
        Assert.DoesNotContain("● committed work", agent.After(60).Printed);
        Assert.Equal(["  ⎿  1 file changed", "  ⎿  exit code 3", "● committed work"], agent.CommandEnds(3, "1 file changed").Printed[^3..]);
    }

    [Fact]
    public void Interrupting_a_command_stops_it() =>
        Assert.Contains(new RehearsalEffect.StopCommand(), new AgentDriver("otherwise\n  run sleep 100").Prompt("x").Send("\x03").Effects);

    [Fact]
    public void A_hung_agent_shows_nothing_and_takes_nothing_until_it_comes_back()
    {
        var agent = new AgentDriver("when hang\n  hang 1m").Prompt("hang");
        Assert.True(agent.Agent.IsHung);
        Assert.Empty(agent.Paste("hello").Send("\r").Lost);
        Assert.False(agent.After(60).Agent.IsHung);
    }

    [Fact]
    public void A_deaf_agent_looks_idle_and_loses_what_it_is_told()
    {
        var agent = new AgentDriver("when first\n  ignore 10s").Prompt("first");
        Assert.StartsWith("✳", agent.Title, StringComparison.Ordinal);

        agent.Paste("lost").Send("\r").After(10).Prompt("heard");

        Assert.Equal(["lost"], agent.Lost);
        Assert.Equal(["first", "heard"], agent.Submitted);
    }

    [Fact]
    public void At_its_limit_it_says_when_it_resets_and_answers_every_prompt_so_until_then()
    {
        const string Text = "  ⎿  You've hit your session limit · resets 3:01pm (UTC)"; // 14:50:32 and ten minutes, in whole minutes

        var agent = new AgentDriver("when first\n  limit 10m\notherwise\n  say working").Prompt("first").Prompt("second");
        Assert.Equal([Text, "❯ second", Text], agent.Printed[^3..]);
        Assert.Equal("● working", agent.After(600).Prompt("third").Printed[^1]);
    }

    [Theory]
    [InlineData("crash 3", 3, false)]
    [InlineData("crash", 1, false)]
    [InlineData("exit", 0, true)]
    public void It_ends_as_told(string step, int exitCode, bool properly) =>
        Assert.Contains(new RehearsalEffect.End(exitCode, properly), new AgentDriver($"otherwise\n  {step}\n  say never").Prompt("x").Effects);

    [Fact]
    public void Two_interrupts_in_an_empty_composer_leave()
    {
        var agent = new AgentDriver().Send("\x03");
        Assert.Empty(agent.Effects.OfType<RehearsalEffect.End>());
        Assert.Contains(new RehearsalEffect.End(0, true), agent.Send("\x03").Effects);
    }

    [Fact]
    public void The_end_of_input_leaves_an_idle_agent_at_once_and_a_draft_alone()
    {
        Assert.Empty(new AgentDriver().Send("draft\x04").Effects.OfType<RehearsalEffect.End>());
        Assert.Contains(new RehearsalEffect.End(0, true), new AgentDriver().Send("\x04").Effects);
    }

    [Fact]
    public void An_idle_agent_has_nothing_due() => Assert.Null(new AgentDriver("otherwise\n  work 1s").Prompt("x").After(5).Agent.NextDue);

    [Fact]
    public void The_first_prompt_may_come_on_the_command_line() =>
        Assert.Equal(["the brief"], new AgentDriver("start\n  say up", firstPrompt: "the brief").Submitted);

    private static AgentDriver Asking(string composer = "plain") =>
        new AgentDriver("when push\n  ask git push\n  say Pushed.", composer).Prompt("push");

    private static long[] Taken(AgentDriver agent) =>
        [.. agent.Effects.OfType<RehearsalEffect.Record>().Where(entry => entry.Kind == RecordKind.Taken).Select(entry => entry.Prompt)];
}
