using Orchestrator.Rehearsal.Input;
using Xunit;

namespace Orchestrator.Tests.Rehearsal;

public sealed class ComposerTests
{
    [Theory]
    [InlineData("hello")]
    [InlineData("one\ntwo\n  three\t\n")]
    [InlineData("/leading slash, @name, !bang, 日本語 🦀")]
    public void A_pasted_prompt_is_submitted_exactly_by_Enter(string text) =>
        Assert.Equal([text], new AgentDriver().Paste(text).Send("\r").Submitted);

    [Fact]
    public void A_long_paste_is_shown_short_and_submitted_whole()
    {
        var text = string.Join('\n', Enumerable.Range(0, 200).Select(i => $"line {i}"));
        var agent = new AgentDriver().Paste(text);

        Assert.Contains("❯ [Pasted text +199 lines]", agent.Screen, StringComparison.Ordinal);
        Assert.Equal([text], agent.Send("\r").Submitted);
    }

    [Fact]
    public void Lines_typed_without_a_bracketed_paste_are_a_prompt_each() =>
        Assert.Equal(["one", "two"], new AgentDriver("otherwise\n  say ok").Send("one\rtwo\r").Submitted);

    [Fact]
    public void Enter_in_an_empty_composer_submits_nothing() => Assert.Empty(new AgentDriver().Send("\r\r").Submitted);

    [Fact]
    public void A_burst_composer_takes_an_early_Enter_after_fast_typing_as_a_line_feed()
    {
        var agent = new AgentDriver(composer: "burst").Send("fast text").After(0.1).Send("\r");

        Assert.Empty(agent.Submitted);
        Assert.Equal(["fast text\n"], agent.After(0.15).Send("\r").Submitted);
    }

    [Theory]
    [InlineData("burst", 1)]
    [InlineData("burst-paste", 0)]
    public void Only_the_harder_burst_composer_takes_a_paste_as_fast_typing(string composer, int submitted) =>
        Assert.Equal(submitted, new AgentDriver(composer: composer).Paste("some text").Send("\r").Submitted.Length);

    [Fact]
    public void Slow_typing_is_no_burst() =>
        Assert.Equal(["slowly"], "slowly".Aggregate(new AgentDriver(composer: "burst"), (agent, key) => agent.Send(key.ToString()).After(0.1)).Send("\r").Submitted);

    [Theory]
    [InlineData("slow-enter", 0.2, 0)]
    [InlineData("slow-enter", 0.26, 1)]
    [InlineData("very-slow-enter", 0.9, 0)]
    [InlineData("very-slow-enter", 1.1, 1)]
    public void A_slow_composer_swallows_an_early_Enter_after_a_paste_and_keeps_the_draft(string composer, double wait, int submitted)
    {
        var agent = new AgentDriver(composer: composer).Paste("text").After(wait).Send("\r");

        Assert.Equal(submitted, agent.Submitted.Length);
        Assert.Equal(["text"], agent.After(2).Send("\r").Submitted);
    }

    [Fact]
    public void A_draft_is_there_at_the_start_and_a_paste_is_added_to_it()
    {
        var agent = new AgentDriver(composer: "draft");

        Assert.Contains("❯ half a thought of a pers\n", agent.Screen, StringComparison.Ordinal);
        Assert.Equal(["half a thought of a pers and more"], agent.Paste(" and more").Send("\r").Submitted);
    }

    [Fact]
    public void Ghost_text_is_dimmed_and_never_submitted()
    {
        var agent = new AgentDriver(composer: "ghost");

        Assert.Contains("❯ \e[2mTry \"fix the failing test\"\e[22m", agent.Screen, StringComparison.Ordinal);
        Assert.Empty(agent.Send("\r").Submitted);
        Assert.DoesNotContain("Try", agent.Send("x").Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void A_slow_start_loses_what_comes_too_early()
    {
        var agent = new AgentDriver(composer: "slow-start").Paste("too early").Send("\r").After(1.6).Paste("in time").Send("\r");

        Assert.Equal(["too early"], agent.Lost);
        Assert.Equal(["in time"], agent.Submitted);
    }

    [Fact]
    public void Awkward_ways_add_up_and_an_unknown_one_is_named()
    {
        var quirks = ComposerQuirks.Parse("burst, ghost");

        Assert.Equal(TimeSpan.FromMilliseconds(120), quirks.BurstWindow);
        Assert.NotEmpty(quirks.GhostText);
        Assert.Contains("\"bursty\"", Assert.Throws<FormatException>(() => ComposerQuirks.Parse("bursty")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ab\x7f\r", "a")]
    [InlineData("a🦀\x7f\r", "a")]
    [InlineData("abc\x15x\r", "x")]
    [InlineData("one\ntwo\r", "one\ntwo")]
    public void Editing_keys_change_the_draft(string keys, string prompt) => Assert.Equal([prompt], new AgentDriver().Send(keys).Submitted);

    [Fact]
    public void Ctrl_U_takes_out_a_line_and_then_the_line_feed_before_it()
    {
        var agent = new AgentDriver().Paste("one\ntwo\n");
        List<string> left = [];
        for (var i = 0; i < 5; i++) left.Add(string.Concat(agent.Send("\u0015").Agent.Composer.Shown));

        Assert.Equal(["one\ntwo", "one\n", "one", "", ""], left);
    }

    [Fact]
    public void A_composer_may_leave_the_text_that_it_submitted_until_somebody_clears_it()
    {
        var agent = new AgentDriver(composer: "leaves-text").Paste("text").Send("\r");

        Assert.Equal(["text"], agent.Submitted);
        Assert.Equal("text", agent.Agent.Composer.Shown);
        Assert.Equal(["text"], agent.Send("\u0015\r").Submitted);
    }

    [Fact]
    public void Where_the_cursor_stands_before_what_was_left_Ctrl_K_takes_it_out_and_Ctrl_U_does_nothing()
    {
        var agent = new AgentDriver(composer: "leaves-text-behind").Paste("one\ntwo").Send("\r\u0015");
        List<string> left = [agent.Agent.Composer.Shown];
        for (var i = 0; i < 3; i++) left.Add(agent.Send("\u000b").Agent.Composer.Shown);

        Assert.Equal(["one\ntwo", "\ntwo", "two", ""], left);
        Assert.False(agent.Agent.Composer.IsCursorAhead);
    }
}
