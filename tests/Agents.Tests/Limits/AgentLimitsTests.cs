using Orchestrator.Agents.Limits;
using Orchestrator.Agents.Tests.Lifecycle;
using Orchestrator.Runtime.Persistence;
using Xunit;
using static Orchestrator.Agents.CheckIns.CheckInMessages;
using static Orchestrator.Agents.Lifecycle.LifecycleEvents;
using static Orchestrator.Agents.Lifecycle.LifecycleMessages;
using static Orchestrator.Agents.Limits.AgentLimitEvents;
using static Orchestrator.Agents.Limits.AgentLimitMessages;
using static Orchestrator.Agents.Messaging.MessagingEvents;
using static Orchestrator.Agents.Messaging.MessagingMessages;

namespace Orchestrator.Agents.Tests.Limits;

public sealed class AgentLimitsTests
{
    private const string Text = "You've hit your session limit · resets 3pm (UTC)";
    private static readonly DateTimeOffset Reset = Some.Noon.AddHours(3);

    [Fact]
    public void Nothing_is_typed_from_the_moment_that_its_own_CLI_says_a_limit()
    {
        var agent = Sees(Text, Reset);

        Assert.False(agent.State.TakesMessages);
        Assert.False(agent.State.MayBeAsked);
        Assert.Empty(agent.When(new BeginDelivery(1)).Last.Events);
    }

    [Fact]
    public void What_stays_on_the_screen_is_no_news_neither_while_it_holds_nor_after_it()
    {
        var agent = Sees(Text, Reset);
        Assert.Empty(agent.When(Seen(Text, Reset)).Last.Events);
        agent.When(new HoldForLimit(Some.Limit())).After(TimeSpan.FromHours(4)).When(new ReleaseFromLimit());

        // The same words, read as tomorrow's by now: by the old terminal, and by a daemon's new one.
        Assert.Empty(agent.When(Seen(Text, Reset.AddDays(1), Sighting.Standing)).Last.Events);
        Assert.Empty(agent.When(Seen(Text, Reset.AddDays(1), Sighting.First)).Last.Events);
    }

    [Fact]
    public void A_limit_that_is_said_again_after_the_agent_went_on_is_news()
    {
        var agent = Sees(Text, Reset).When(new ReleaseFromLimit());
        agent.When(new BeginDelivery(1)).When(new ConfirmDelivery(agent.State.Mailbox.UnderWay!.Message.Id, "hook"));

        agent.When(Seen(Text, Reset, Sighting.Standing));

        agent.Single<LimitSeen>();
    }

    [Fact]
    public void Who_was_cut_off_is_told_to_go_on_and_before_all_else()
    {
        var agent = Sees(Text, Reset).When(new SendMessage("user", "waits")).When(new HoldForLimit(Some.Limit()));

        agent.When(new ReleaseFromLimit());

        Assert.Equal("Go on.", agent.Single<MessageQueued>().Message.Text);
        Assert.Equal(["You are shop:developer.", "Go on.", "waits"], agent.State.Mailbox.Waiting.Select(m => m.Text));
        Assert.Empty(agent.When(new ReleaseFromLimit()).Last.Events); // once
    }

    [Fact]
    public void Who_only_waited_with_the_others_is_not_told_anything()
    {
        var agent = AgentScenario.Running().When(new HoldForLimit(Some.Limit())).When(new ReleaseFromLimit());

        Assert.IsType<ReleasedFromLimit>(Assert.Single(agent.Last.Events));
    }

    [Fact]
    public void A_limit_that_was_over_before_anybody_looked_costs_no_wait()
    {
        var agent = AgentScenario.Running().When(Seen(Text, Some.Noon.AddMinutes(-5), Sighting.First));

        agent.Single<LimitMissed>();
        Assert.Equal("Go on.", agent.Single<MessageQueued>().Message.Text);
        Assert.True(agent.State.TakesMessages);
        Assert.Empty(agent.When(Seen(Text, Some.Noon.AddMinutes(-5), Sighting.First)).Last.Events);
    }

    [Fact]
    public void Check_ins_wait_for_the_end_and_the_due_one_is_sent_once()
    {
        var agent = AgentScenario.Running(checkIn: TimeSpan.FromMinutes(30)).When(new HoldForLimit(Some.Limit()));
        Assert.Empty(agent.After(TimeSpan.FromHours(3)).When(new FireDueCheckIns()).Last.Events);

        agent.When(new ReleaseFromLimit()).When(new FireDueCheckIns());

        agent.Single<MessageQueued>();
    }

    [Fact]
    public void A_turn_that_failed_is_waited_after_longer_each_time_and_then_told_to_go_on()
    {
        var agent = AgentScenario.Running();
        foreach (var (attempt, seconds) in new[] { (1, 30), (2, 60), (3, 120) })
        {
            agent.When(Failed(FailureKind.Service));
            Assert.Equal((attempt, agent.Now.AddSeconds(seconds)), (agent.Single<TurnFailed>().Failure.Attempt, agent.State.Limits.Failure!.Until));
            Assert.False(agent.State.TakesMessages);
            Assert.Empty(agent.When(Failed(FailureKind.Service)).Last.Events); // it stays on the screen
            Assert.Empty(agent.When(new FailureOver()).Last.Events);

            agent.After(TimeSpan.FromSeconds(seconds)).When(new FailureOver());
            Assert.Equal("Go on.", agent.Single<MessageQueued>().Message.Text);
            Deliver(agent);
        }
    }

    [Fact]
    public void A_turn_that_ends_as_it_should_begins_the_count_anew()
    {
        var agent = AgentScenario.Running().When(Failed(FailureKind.Service)).When(new RecordTurnEnded(1));
        Assert.True(agent.State.TakesMessages);

        Assert.Equal(1, agent.When(Failed(FailureKind.Service)).Single<TurnFailed>().Failure.Attempt);
    }

    [Fact]
    public void Refused_credentials_wait_for_a_person_and_no_end_of_the_process_starts_it_again()
    {
        var agent = AgentScenario.Running().When(Failed(FailureKind.Authentication));
        Assert.Null(agent.State.Limits.Failure!.Until);
        Assert.Empty(agent.After(TimeSpan.FromDays(1)).When(new FailureOver()).Last.Events);

        agent.Exits(1);

        Assert.Contains("credentials were refused", agent.Single<AgentFailed>().Reason, StringComparison.Ordinal);
        Assert.Empty(agent.Last.Events.OfType<RestartScheduled>());
    }

    [Fact]
    public void A_person_goes_on_by_a_restart_or_by_ending_the_wait()
    {
        var restarted = AgentScenario.Running(Some.Rules with { CanResume = true }).When(Failed(FailureKind.Authentication)).When(new RestartAgent());
        Assert.Equal(FailureEnd.Cleared, restarted.Single<FailureEnded>().Why);
        Assert.Equal("Go on.", restarted.Single<MessageQueued>().Message.Text);
        Assert.IsType<AgentAccepted>(restarted.Last.Reply);

        var cleared = AgentScenario.Running().When(Failed(FailureKind.Authentication)).When(new ClearFailure());
        Assert.True(cleared.State.TakesMessages);
        Assert.Equal(RejectionCode.NotFound, cleared.When(new ClearFailure()).Last.Rejection!.Code);
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_make_a_failed_turn_wait_for_hours() =>
        AgentScenario.Running().When(Failed(FailureKind.Service)).After(TimeSpan.FromHours(-3)).When(new FailureOver()).Single<FailureEnded>();

    [Fact]
    public void Words_of_an_older_incarnation_say_nothing() =>
        Assert.Empty(AgentScenario.Running().Exits(1).Restarts().When(Seen(Text, Reset)).When(Failed(FailureKind.Service) with { Incarnation = 1 }).Last.Events);

    private static AgentScenario Sees(string text, DateTimeOffset? resets) => AgentScenario.Running().When(Seen(text, resets));

    private static RecordLimitSeen Seen(string text, DateTimeOffset? resets, Sighting sighting = Sighting.Fresh) => new(1, new SeenLimit(text, resets, sighting));

    private static RecordFailure Failed(FailureKind kind) => new(1, new SeenFailure(kind, "● API Error: Repeated 529"), 0);

    private static void Deliver(AgentScenario agent)
    {
        while (!agent.State.Mailbox.Waiting.IsEmpty)
            agent.When(new BeginDelivery(1)).When(new ConfirmDelivery(agent.State.Mailbox.UnderWay!.Message.Id, "hook"));
    }
}
