using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Limits;
using Orchestrator.Agents.Terminals;
using Xunit;

namespace Orchestrator.Agents.Tests.Terminals;

public sealed class ActivityJudgeTests
{
    private readonly ActivityJudge _judge = new();

    private static DateTimeOffset At(int seconds) => Some.Noon.AddSeconds(seconds);

    private TerminalActivity? Hook(TerminalActivity said, int at) => _judge.OnHook(new Seen(said, Reason: "a hook"), At(at)).Activity;

    private TerminalActivity? Look(TerminalActivity? shown, int began, bool atRest) =>
        _judge.OnLook(new ScreenLook(shown is { } activity ? new Seen(activity, Reason: "a rule") : null, atRest, At(began)))?.Activity;

    [Fact]
    public void Without_a_hook_every_look_decides_and_the_last_one_holds()
    {
        Assert.Equal(TerminalActivity.Ready, Look(TerminalActivity.Ready, 1, atRest: true));
        Assert.Equal(TerminalActivity.Working, Look(TerminalActivity.Working, 2, atRest: false));
        Assert.Equal(("screen", "a rule"), (_judge.Decided!.Source, _judge.Decided.Seen.Reason));
    }

    [Fact]
    public void A_look_that_began_before_a_hooks_word_says_nothing_against_it()
    {
        Assert.Equal(TerminalActivity.Working, Hook(TerminalActivity.Working, 5));
        Assert.Null(Look(TerminalActivity.Ready, 4, atRest: true));
        Assert.Equal("hook", _judge.Decided!.Source);
        Assert.True(_judge.IsOutdated(new ScreenLook(null, true, At(4)))); // and is to be repeated
        Assert.False(_judge.IsOutdated(new ScreenLook(null, true, At(5))));
    }

    [Fact]
    public void A_screen_that_is_being_drawn_does_not_overrule_a_hook_and_one_at_rest_does()
    {
        Hook(TerminalActivity.Working, 5);
        Assert.Null(Look(TerminalActivity.Ready, 6, atRest: false));
        Assert.Equal(TerminalActivity.Ready, Look(TerminalActivity.Ready, 7, atRest: true)); // a turn that was interrupted ends without a hook
        Assert.Equal(("screen", "hook"), (_judge.Decided!.Source, _judge.LastHook!.Source));
    }

    [Fact]
    public void A_dialog_counts_at_once()
    {
        Hook(TerminalActivity.Ready, 5);
        Assert.Equal(TerminalActivity.WaitingForPermission, Look(TerminalActivity.WaitingForPermission, 6, atRest: false));
    }

    [Fact]
    public void A_limit_under_a_spinner_that_never_rests_counts_when_it_is_read_for_the_second_time_and_not_again_while_it_stands()
    {
        ScreenLook Limited(int at) => new(new Seen(TerminalActivity.Ready, Limit: new SeenLimit($"quota exceeded, in {at} s", null), Reason: "limit.retry"), false, At(at));
        Hook(TerminalActivity.Working, 1);
        Assert.Null(_judge.OnLook(Limited(2)));
        Hook(TerminalActivity.Working, 3); // late
        Assert.NotNull(_judge.OnLook(Limited(4))!.Limit);

        Hook(TerminalActivity.Working, 5); // the next prompt, which its CLI keeps while it waits
        Assert.Null(_judge.OnLook(Limited(6)));
        Assert.Null(_judge.OnLook(Limited(7)));

        Assert.Null(Look(TerminalActivity.Working, 8, atRest: false));
        Assert.Null(_judge.OnLook(Limited(9)));
        Assert.NotNull(_judge.OnLook(Limited(10))!.Limit);
    }

    [Fact]
    public void A_dialog_that_is_being_drawn_is_told_once_it_was_read_the_same_twice_or_is_at_rest()
    {
        ScreenDialog half = new("Run it?", [new("1", "Yes")]), whole = new("Run it?", [new("1", "Yes"), new("2", "No")]);
        ScreenLook See(ScreenDialog dialog, int at, bool atRest) => new(new Seen(TerminalActivity.WaitingForPermission, Dialog: dialog), atRest, At(at));

        Assert.Null(_judge.OnLook(See(half, 1, atRest: false))!.Dialog);
        Assert.Null(_judge.OnLook(See(whole, 2, atRest: false))!.Dialog);
        Assert.Equal(whole, _judge.OnLook(See(whole, 3, atRest: false))!.Dialog);
        Assert.Equal(half, _judge.OnLook(See(half, 4, atRest: true))!.Dialog);
    }

    [Fact]
    public void Unknown_never_overwrites_known_and_is_told_while_the_screen_is_at_rest()
    {
        Look(TerminalActivity.Ready, 1, atRest: true);
        Assert.Null(Look(null, 2, atRest: false));
        Assert.Null(_judge.UnreadableSince);
        Assert.Null(Look(null, 3, atRest: true));
        Assert.Null(Look(null, 9, atRest: true));
        Assert.Equal((At(3), TerminalActivity.Ready), (_judge.UnreadableSince, _judge.Decided!.Seen.Activity));

        Hook(TerminalActivity.Working, 10);
        Assert.Null(_judge.UnreadableSince);
    }
}
