using Orchestrator.Agents.CheckIns;
using Orchestrator.Agents.Messaging;
using Orchestrator.Agents.Tests.Lifecycle;
using Xunit;
using static Orchestrator.Agents.CheckIns.CheckInEvents;
using static Orchestrator.Agents.CheckIns.CheckInMessages;
using static Orchestrator.Agents.Lifecycle.LifecycleMessages;
using static Orchestrator.Agents.Messaging.MessagingEvents;

namespace Orchestrator.Agents.Tests.CheckIns;

public sealed class CheckInTests
{
    [Fact]
    public void A_check_in_falls_due_once_and_becomes_a_message()
    {
        var agent = AgentScenario.Running().When(new ScheduleCheckIn(new CheckInSchedule(In: TimeSpan.FromMinutes(30)), "how far?", "user"));
        Assert.Equal(Some.Noon.AddMinutes(30), agent.State.CheckIns.NextDue);
        Assert.Empty(agent.After(TimeSpan.FromMinutes(29)).When(new FireDueCheckIns()).Last.Events);

        agent.After(TimeSpan.FromMinutes(1)).When(new FireDueCheckIns());

        var message = agent.Single<MessageQueued>().Message;
        Assert.Equal((MessageKind.CheckIn, "how far?", "user"), (message.Kind, message.Text, message.From));
        Assert.Null(agent.State.CheckIns.NextDue);
    }

    [Fact]
    public void A_repeated_request_is_the_same_check_in_also_after_it_fired()
    {
        var schedule = new ScheduleCheckIn(new CheckInSchedule(In: TimeSpan.FromMinutes(30)), "how far?", "user", Key: "k");
        var agent = AgentScenario.Running().When(schedule);
        var id = Assert.IsType<CheckInAccepted>(agent.Last.Reply).CheckIn.Id;

        agent.When(schedule);
        Assert.Equal((0, id), (agent.Last.Events.Count, Assert.IsType<CheckInAccepted>(agent.Last.Reply).CheckIn.Id));
        agent.After(TimeSpan.FromMinutes(30)).When(new FireDueCheckIns()).When(schedule);
        Assert.Equal((0, id), (agent.Last.Events.Count, Assert.IsType<CheckInAccepted>(agent.Last.Reply).CheckIn.Id));
        agent.When(schedule with { Key = "other" });
        Assert.NotEqual(id, agent.Single<CheckInScheduled>().CheckIn.Id);
    }

    [Fact]
    public void A_recurring_check_in_keeps_its_beat_and_after_downtime_fires_once()
    {
        var agent = AgentScenario.Running(checkIn: TimeSpan.FromMinutes(15));

        agent.After(TimeSpan.FromMinutes(100)).When(new FireDueCheckIns()); // six were missed

        Assert.Single(agent.Last.Events.OfType<MessageQueued>());
        Assert.Equal(Some.Noon.AddMinutes(105), agent.State.CheckIns.NextDue);
    }

    [Fact]
    public void A_check_in_that_still_waits_in_the_mailbox_is_not_sent_again()
    {
        var agent = AgentScenario.Running(checkIn: TimeSpan.FromMinutes(15));
        agent.After(TimeSpan.FromMinutes(15)).When(new FireDueCheckIns()).After(TimeSpan.FromMinutes(15)).When(new FireDueCheckIns());

        Assert.Single(agent.Last.Events);
        Assert.Equal(SkipReason.Unread, agent.Single<CheckInSkipped>().Reason);
    }

    [Theory]
    [InlineData("0 9 * * 1-5", "2026-01-02T09:00:00Z")] // 1 January 2026 is a Thursday
    [InlineData("*/30 * * * *", "2026-01-01T12:30:00Z")]
    [InlineData("0 0 29 2 *", "2028-02-29T00:00:00Z")]
    public void A_cron_expression_is_read_in_UTC(string cron, string due)
    {
        var agent = AgentScenario.Running().When(new ScheduleCheckIn(new CheckInSchedule(Cron: cron), "now?", "user"));

        Assert.Equal(DateTimeOffset.Parse(due, null), agent.State.CheckIns.NextDue);
    }

    [Theory]
    [InlineData(null, null, null, "needs a time")]
    [InlineData(1.0, 1.0, null, "not several")]
    [InlineData(null, 0.5, null, "shorter than a second")]
    [InlineData(null, null, "every day", "no cron expression")]
    [InlineData(null, null, "0 0 31 2 *", "never falls due")]
    public void A_schedule_that_means_nothing_is_refused_with_what_to_write(double? inSeconds, double? everySeconds, string? cron, string reason)
    {
        var schedule = new CheckInSchedule(Seconds(inSeconds), Seconds(everySeconds), cron);
        var agent = AgentScenario.Running().When(new ScheduleCheckIn(schedule, "x", "user"));

        Assert.Contains(reason, agent.Last.Rejection!.Reason, StringComparison.Ordinal);

        static TimeSpan? Seconds(double? value) => value is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    [Fact]
    public void A_cancelled_check_in_no_longer_falls_due()
    {
        var agent = AgentScenario.Running(checkIn: TimeSpan.FromMinutes(15)).When(new CancelCheckIn("shop:developer@1"));
        Assert.Null(agent.State.CheckIns.NextDue);

        agent.When(new CancelCheckIn("shop:developer@1"));

        Assert.Contains("has no check-in shop:developer@1", agent.Last.Rejection!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_fires_while_the_agent_is_paused() =>
        Assert.Empty(AgentScenario.Running(checkIn: TimeSpan.FromMinutes(15)).When(new PauseAgent()).After(TimeSpan.FromHours(1)).When(new FireDueCheckIns()).Last.Events);
}
