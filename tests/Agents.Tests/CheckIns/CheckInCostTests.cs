using Orchestrator.Agents.CheckIns;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Tests.Lifecycle;
using Xunit;
using static Orchestrator.Agents.CheckIns.CheckInEvents;
using static Orchestrator.Agents.CheckIns.CheckInMessages;
using static Orchestrator.Agents.Limits.AgentLimitMessages;
using static Orchestrator.Agents.Messaging.MessagingEvents;
using static Orchestrator.Agents.Messaging.MessagingMessages;

namespace Orchestrator.Agents.Tests.CheckIns;

public sealed class CheckInCostTests
{
    private const string Same = "trace", Other = "another trace";
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(15);

    [Fact]
    public void An_agent_that_reported_done_and_where_nothing_changed_is_not_asked_and_that_is_recorded()
    {
        var agent = Resting().When(new LifecycleMessages.Report(ReportedState.Done, null));

        agent.After(Every).When(new FireDueCheckIns(Same));

        Assert.Equal(SkipReason.Unchanged, agent.Single<CheckInSkipped>().Reason);
        Assert.Empty(agent.State.Mailbox.Waiting);
        var checkIn = agent.State.CheckIns.Pending[0];
        Assert.Equal((1, SkipReason.Unchanged, agent.Now + Every), (checkIn.Skipped, checkIn.LastSkip, checkIn.NextDue)); // looked at again on its beat: that costs nothing
    }

    [Fact]
    public void Work_in_no_commit_is_said_though_nothing_has_changed_and_the_agent_is_done_less_and_less_often()
    {
        var agent = Resting().When(new LifecycleMessages.Report(ReportedState.Done, null));

        agent.After(Every).When(new FireDueCheckIns(Same, Remark: "1 file in your worktree is in no commit."));

        Assert.EndsWith("\n1 file in your worktree is in no commit.", agent.Single<MessageQueued>().Message.Text, StringComparison.Ordinal);
        Assert.True(agent.Single<CheckInFired>().InVain);
        Assert.Equal(2 * Every, agent.State.CheckIns.NextDue - agent.Now);
    }

    [Theory]
    [InlineData(Other)] // screen, git or team
    [InlineData(null)] // could not look
    public void Whatever_changed_or_could_not_be_looked_at_is_asked_about(string? trace)
    {
        var agent = Resting().When(new LifecycleMessages.Report(ReportedState.Done, null)).After(Every).When(new FireDueCheckIns(trace));

        agent.Single<MessageQueued>();
        Assert.False(agent.Single<CheckInFired>().InVain);
    }

    [Fact]
    public void Done_means_done_since_its_last_task()
    {
        var agent = Resting().When(new LifecycleMessages.Report(ReportedState.Done, null)).After(TimeSpan.FromMinutes(1)).When(new SendMessage("user", "one more thing"));
        Deliver(agent);
        agent.When(new RecordRest(Same)).After(Every).When(new FireDueCheckIns(Same));

        agent.Single<MessageQueued>();
    }

    [Fact]
    public void An_agent_that_did_not_say_done_is_asked_less_and_less_often_until_there_is_news()
    {
        var agent = Resting();
        foreach (var minutes in new[] { 30, 60, 120, 240, 240 }) // 15 doubled, up to 4 h
        {
            agent.After(agent.State.CheckIns.NextDue!.Value - agent.Now).When(new FireDueCheckIns(Same));
            Assert.True(agent.Single<CheckInFired>().InVain);
            Assert.Equal(TimeSpan.FromMinutes(minutes), agent.State.CheckIns.NextDue - agent.Now);
            Deliver(agent);
            agent.When(new RecordRest(Same));
        }

        agent.After(TimeSpan.FromMinutes(10)).When(new SendMessage("shop:tester", "two tests fail"));
        Deliver(agent);

        Assert.Equal(agent.Now + Every, agent.State.CheckIns.NextDue);
    }

    [Fact]
    public void A_change_begins_the_interval_anew()
    {
        var agent = Resting().After(Every).When(new FireDueCheckIns(Same));
        Deliver(agent);
        agent.When(new RecordRest(Same)).After(agent.State.CheckIns.NextDue!.Value - agent.Now).When(new FireDueCheckIns(Other));

        Assert.Equal(Every, agent.State.CheckIns.NextDue - agent.Now);
    }

    [Fact]
    public void Who_asks_once_at_a_time_is_asked_for_in_any_case()
    {
        var agent = Resting(Rules(SkipUnchanged.Always)).When(new ScheduleCheckIn(new CheckInSchedule(In: TimeSpan.FromMinutes(1)), "now?", "user"));

        agent.After(TimeSpan.FromMinutes(1)).When(new FireDueCheckIns(Same, IsBudgetSpent: true));

        Assert.Equal("now?", agent.Single<MessageQueued>().Message.Text);
    }

    [Theory]
    [InlineData(SkipUnchanged.Never, ReportedState.Done, false)]
    [InlineData(SkipUnchanged.Done, ReportedState.Done, true)]
    [InlineData(SkipUnchanged.Done, ReportedState.Blocked, false)]
    [InlineData(SkipUnchanged.Always, ReportedState.Working, true)]
    public void The_setting_says_who_is_left_in_peace(SkipUnchanged setting, ReportedState reported, bool skipped)
    {
        var agent = Resting(Rules(setting)).When(new LifecycleMessages.Report(reported, null)).After(Every).When(new FireDueCheckIns(Same));

        Assert.Equal(skipped, agent.Last.Events.OfType<CheckInSkipped>().Any());
    }

    [Fact]
    public void An_agent_that_is_told_to_go_on_is_not_asked_how_far_it_is_as_well()
    {
        var agent = Resting().When(new RecordLimitSeen(1, new Agents.Limits.SeenLimit("limit", null))).After(Every).When(new ReleaseFromLimit());

        agent.When(new FireDueCheckIns());

        Assert.Equal(SkipReason.ToldToGoOn, agent.Single<CheckInSkipped>().Reason);
    }

    [Fact]
    public void Without_prompts_left_a_recurring_check_in_is_left_out() =>
        Assert.Equal(SkipReason.Budget, Resting().After(Every).When(new FireDueCheckIns(Other, IsBudgetSpent: true)).Single<CheckInSkipped>().Reason);

    [Fact]
    public void A_clock_that_is_set_back_takes_intervals_along_and_no_time_of_day_comes_twice()
    {
        var agent = AgentScenario.Running(checkIn: Every)
            .When(new ScheduleCheckIn(new CheckInSchedule(In: TimeSpan.FromHours(1)), "once", "user"))
            .When(new ScheduleCheckIn(new CheckInSchedule(Cron: "0 13 * * *"), "daily", "user"));
        Assert.Empty(agent.When(new CorrectCheckIns()).Last.Events);

        agent.After(TimeSpan.FromHours(-3)).When(new CorrectCheckIns());

        Assert.Equal([agent.Now + Every, agent.Now.AddHours(1), Some.Noon.AddHours(1)], agent.State.CheckIns.Pending.Select(c => c.NextDue));
        Assert.Empty(agent.When(new CorrectCheckIns()).Last.Events);
    }

    [Fact]
    public void A_budget_gives_so_many_prompts_an_hour_and_counts_those_it_may_not_refuse()
    {
        var (budget, now) = (new PromptBudget(), Some.Noon);
        DateTimeOffset? until;
        for (var n = 0; n < 3; n++)
        {
            (budget, until) = budget.Take(3, isExempt: false, now + TimeSpan.FromMinutes(n));
            Assert.Null(until);
        }

        (budget, until) = budget.Take(3, isExempt: true, now.AddMinutes(3));
        Assert.Null(until);
        (budget, until) = budget.Take(3, isExempt: false, now.AddMinutes(4));
        Assert.Equal(now.AddMinutes(61), until); // the second of the four has to grow old as well

        Assert.NotNull(budget.Take(3, isExempt: false, now.AddMinutes(60)).Until);
        Assert.Null(budget.Take(3, isExempt: false, now.AddMinutes(61)).Until);
        Assert.Null(budget.Take(3, isExempt: false, now.AddDays(-1)).Until); // the clock was set back: what lies ahead is no past
    }

    [Fact]
    public void A_budget_counts_what_was_given_before_the_daemon_was_started()
    {
        var now = Some.Noon;
        var budget = new PromptBudget().With([now.AddMinutes(-50), now.AddMinutes(-10)]).With([now.AddMinutes(-70), now.AddMinutes(-30)]);

        Assert.Equal(now.AddMinutes(10), budget.Take(3, isExempt: false, now).Until);
        Assert.Null(budget.Take(4, isExempt: false, now).Until);
    }

    [Fact]
    public void A_mailbox_knows_when_deliveries_of_the_last_hour_were_begun()
    {
        var agent = AgentScenario.Running();
        Deliver(agent); // its brief
        var first = agent.Now;
        foreach (var minutes in new[] { 40, 30 })
        {
            agent.After(TimeSpan.FromMinutes(minutes)).When(new SendMessage("user", "Go on."));
            Deliver(agent);
        }

        Assert.Equal([first.AddMinutes(40), first.AddMinutes(70)], agent.State.Mailbox.Begun);
    }

    private static AgentRules Rules(SkipUnchanged setting) => Some.Rules with { CheckIns = Some.CheckIns with { SkipUnchanged = setting } };

    private static AgentScenario Resting(AgentRules? rules = null)
    {
        var agent = AgentScenario.Running(rules, checkIn: Every);
        Deliver(agent); // its brief
        return agent.When(new RecordRest(Same));
    }

    private static void Deliver(AgentScenario agent)
    {
        while (!agent.State.Mailbox.Waiting.IsEmpty)
            agent.When(new BeginDelivery(1)).When(new ConfirmDelivery(agent.State.Mailbox.UnderWay!.Message.Id, "hook"));
    }
}
