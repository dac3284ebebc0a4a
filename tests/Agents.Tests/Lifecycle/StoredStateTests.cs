using Orchestrator.Agents.CheckIns;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Limits;
using Orchestrator.Agents.Management;
using Orchestrator.Agents.Orchestration;
using Orchestrator.Runtime.Persistence;
using System.Text.Json;
using Xunit;
using static Orchestrator.Agents.CheckIns.CheckInMessages;
using static Orchestrator.Agents.Lifecycle.LifecycleMessages;
using static Orchestrator.Agents.Limits.AgentLimitMessages;
using static Orchestrator.Agents.Messaging.MessagingMessages;

namespace Orchestrator.Agents.Tests.Lifecycle;

public sealed class StoredStateTests
{
    [Fact]
    public void Everything_that_is_stored_has_a_name_of_its_own()
    {
        var names = new EventNames(typeof(AgentState).Assembly);

        Assert.All(names.Types, t => Assert.Matches(@"^[a-z]+(\.[a-z-]+)+\.v\d+$", names.NameOf(t)));
    }

    [Fact]
    public void A_state_comes_back_from_its_snapshot_as_it_was()
    {
        var agent = AgentScenario.Running(checkIn: TimeSpan.FromMinutes(15))
            .When(new SendMessage("user", "first", Key: "k1")).When(new BeginDelivery(1));
        agent.When(new ConfirmDelivery(agent.State.Mailbox.UnderWay!.Message.Id, "hook")).When(new BeginDelivery(1))
            .When(new SendMessage("shop:tester", "second", Urgent: true, InReplyTo: "shop:tester#4"))
            .When(new ScheduleCheckIn(new CheckInSchedule(Cron: "0 9 * * *"), "morning?", "user"))
            .When(new LifecycleMessages.Report(ReportedState.Blocked, "need a key")).When(new PauseAgent())
            .When(new RecordConversation(1, "c-1"))
            .Exits(1).Restarts().When(new HoldForLimit(Some.Limit()))
            .When(new RecordLimitSeen(2, new SeenLimit("limit · resets 3pm", Some.Noon.AddHours(3)))).When(new RecordFailure(2, new SeenFailure(FailureKind.Service, "529"), 0));

        var manager = new ProjectManagerState(Some.Shop) { Plan = Some.Plan(), Agent = agent.State with { Target = AgentTarget.ManagerOf(Some.Shop) }, Members = [Some.Definition(Some.Developer)] };
        var orchestrator = new OrchestratorState { Projects = [Some.Plan()] };
        var limits = new LimitBook().Apply(new LimitEvents.LimitReached(Some.Limit(), Some.Noon));

        Assert.All<object>([agent.State, manager, orchestrator, limits], ComesBack);
    }

    private static void ComesBack(object state)
    {
        var stored = JsonSerializer.Serialize(state, state.GetType(), EventJson.Options);
        var again = JsonSerializer.Deserialize(stored, state.GetType(), EventJson.Options)!;
        Assert.Equal(stored, JsonSerializer.Serialize(again, state.GetType(), EventJson.Options));
        Assert.DoesNotContain("undelivered", stored, StringComparison.Ordinal); // computed
    }

    [Fact]
    public void A_state_that_came_back_decides_as_the_one_before()
    {
        var agent = AgentScenario.Running().When(new SendMessage("user", "first", Key: "k1"));
        var again = JsonSerializer.Deserialize<AgentState>(JsonSerializer.Serialize(agent.State, EventJson.Options), EventJson.Options)!;

        var repeated = again.Decide(new SendMessage("user", "first", Key: "k1"), Some.Rules, Some.Noon);
        Assert.Empty(repeated.Events);
        Assert.Equal(2, Assert.IsType<MessageAccepted>(repeated.Reply).Message.Number);
    }
}
