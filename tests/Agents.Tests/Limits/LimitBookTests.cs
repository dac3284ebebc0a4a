using Orchestrator.Agents.Limits;
using Orchestrator.Runtime.Persistence;
using Xunit;
using static Orchestrator.Agents.Limits.LimitEvents;
using static Orchestrator.Agents.Limits.LimitMessages;

namespace Orchestrator.Agents.Tests.Limits;

public sealed class LimitBookTests
{
    private static readonly AgentTarget Tester = AgentTarget.Of(Some.Shop, new AgentName("tester"));
    private static readonly DateTimeOffset Reset = Some.Noon.AddHours(3);

    private LimitBook _book = new();
    private DateTimeOffset _now = Some.Noon;

    private CredentialLimit Limit => Assert.Single(_book.Limits).Value;

    [Fact]
    public void A_limit_with_an_end_holds_until_the_margin_behind_it()
    {
        Says(Some.Developer, Reset);
        Assert.Equal((Reset, Reset + Some.Limits.Margin), (Limit.Resets, Limit.Until));

        Assert.Empty(When(new LimitDue("claude", Some.Developer)).Events);
        _now = Limit.Until;

        Assert.Equal(LimitEnd.Reset, Assert.IsType<LimitOver>(Assert.Single(When(new LimitDue("claude", Some.Developer)).Events)).Why);
        Assert.Empty(_book.Limits);
    }

    [Fact]
    public void The_same_limit_said_by_others_is_known_and_each_of_them_is_told_to_wait()
    {
        Says(Some.Developer, Reset);

        var again = Says(Tester, Reset.AddSeconds(20));

        Assert.Empty(again.Events);
        Assert.Equal(Limit, Assert.IsType<Held>(again.Reply).Limit);
        Assert.Equal(Some.Developer, Limit.By);
    }

    [Fact]
    public void A_later_end_extends_it_an_earlier_one_does_not()
    {
        Says(Some.Developer, Reset);
        Assert.Empty(Says(Tester, Reset.AddHours(-1)).Events);

        Says(Tester, Reset.AddDays(3));

        Assert.Equal(Reset.AddDays(3), Limit.Resets);
    }

    [Fact]
    public void An_end_that_is_read_later_replaces_the_guess()
    {
        Says(Some.Developer, null);
        Assert.Equal(Some.Noon.AddMinutes(5), Limit.Until);

        Says(Some.Developer, Reset);

        Assert.Equal((Reset + Some.Limits.Margin, 0), (Limit.Until, Limit.Waits));
    }

    [Fact]
    public void An_end_that_has_passed_is_none()
    {
        Says(Some.Developer, Some.Noon.AddMinutes(-1)); // restated a minute behind its own end
        Assert.Null(Limit.Resets);
        Assert.Equal(Some.Noon.AddMinutes(5), Limit.Until);
    }

    [Fact]
    public void Without_an_end_one_is_let_go_to_see_and_each_refusal_doubles_the_wait()
    {
        Says(Some.Developer, null);
        foreach (var minutes in new[] { 10, 20, 40, 80, 120, 120 })
        {
            Probe();
            Assert.Empty(Says(Tester, null).Events); // another's word of before
            Says(Some.Developer, null);
            Assert.Equal(_now.AddMinutes(minutes), Limit.Until);
            Assert.Null(Limit.Prober);
        }
    }

    [Fact]
    public void The_one_that_was_let_go_ends_the_limit_with_a_turn_and_nobody_else_does()
    {
        Says(Some.Developer, null);
        Assert.Empty(When(new ReportTurn(Some.Developer, "claude")).Events);
        Probe();
        Assert.Empty(When(new ReportTurn(Tester, "claude")).Events); // its turn began before

        Assert.Equal(LimitEnd.Works, Assert.IsType<LimitOver>(Assert.Single(When(new ReportTurn(Some.Developer, "claude")).Events)).Why);
    }

    [Fact]
    public void The_one_that_was_let_go_and_says_nothing_does_not_hold_the_others_for_ever()
    {
        Says(Some.Developer, null);
        Probe();
        _now = Limit.Until;

        Assert.Equal(LimitEnd.NoWord, Assert.IsType<LimitOver>(Assert.Single(When(new LimitDue("claude", Some.Developer)).Events)).Why);
    }

    [Fact]
    public void The_one_that_was_let_go_may_learn_the_end()
    {
        Says(Some.Developer, null);
        Probe();

        Says(Some.Developer, Reset);

        Assert.Equal((Reset, null), (Limit.Resets, Limit.Prober));
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_put_off_a_guess_but_an_end_stays_where_it_is()
    {
        Says(Some.Developer, null);
        _now = Some.Noon.AddHours(-30);
        Assert.Single(When(new LimitDue("claude", Some.Developer)).Events.OfType<ProbeStarted>());

        Says(Some.Developer, Reset);
        Assert.Empty(When(new LimitDue("claude", Some.Developer)).Events);
    }

    [Fact]
    public void A_person_ends_it_by_its_name_and_is_told_when_there_is_none()
    {
        Says(Some.Developer, Reset);

        Assert.Equal("claude", Assert.IsType<LimitCleared>(When(new ClearLimit("claude")).Reply).Limit.Credential);
        Assert.Equal(RejectionCode.NotFound, When(new ClearLimit("claude")).Rejection!.Code);
    }

    private Decision Says(AgentTarget agent, DateTimeOffset? resets) => When(new ReportLimit(agent, "claude", resets, "You've hit your session limit", 0));

    private void Probe()
    {
        _now = Limit.Until;
        Assert.Single(When(new LimitDue("claude", Some.Developer)).Events.OfType<ProbeStarted>());
    }

    private Decision When(ICommand command)
    {
        var decision = _book.Decide(command, Some.Limits, _now);
        foreach (var e in decision.Events) _book = _book.Apply(e);
        return decision;
    }
}
