using Akka.Actor;
using Akka.TestKit;
using Orchestrator.Agents.Insights;
using Orchestrator.Agents.Messaging;
using Orchestrator.Agents.Overview;
using Orchestrator.Agents.Tests.Lifecycle;
using Orchestrator.Runtime.Persistence;
using Xunit;
using static Orchestrator.Agents.Insights.InsightMessages;
using static Orchestrator.Agents.Messaging.MessagingMessages;
using static Orchestrator.Agents.Orchestration.OrchestrationMessages;

namespace Orchestrator.Agents.Tests.Insights;

public sealed class InsightsActorTests : AgentTestKit
{
    private static readonly ShareInsight Shared = new("Restore needs a flag.", ["csharp"], "shop:developer", Some.Shop, null);

    [Fact]
    public async Task A_running_project_is_told_at_once_and_a_later_one_when_it_starts()
    {
        var orchestrator = CreateTestProbe();
        var insights = await StartAsync(orchestrator);
        Publish("bank");
        await KnownAsync(insights);
        insights.Tell(Shared, TestActor);
        await ExpectMsgAsync<InsightAccepted>();

        var letter = await orchestrator.ExpectMsgAsync<ToAgent>();
        Assert.Equal("bank:project-manager", letter.Target.ToString());
        var message = Assert.IsType<SendMessage>(letter.Command);
        Assert.Contains("insight-1, from shop:developer [csharp]: Restore needs a flag.", message.Text, StringComparison.Ordinal);
        Accept(orchestrator, message);

        Publish("farm");
        Assert.Equal("farm:project-manager", (await orchestrator.ExpectMsgAsync<ToAgent>()).Target.ToString());
    }

    [Fact]
    public async Task A_letter_whose_outcome_is_not_stored_is_sent_again_under_the_same_key()
    {
        var orchestrator = CreateTestProbe();
        var insights = await StartAsync(orchestrator);
        Publish("bank");
        await KnownAsync(insights);
        insights.Tell(Shared, TestActor);
        await ExpectMsgAsync<InsightAccepted>();
        var first = Assert.IsType<SendMessage>((await orchestrator.ExpectMsgAsync<ToAgent>()).Command);
        await KillAsync(insights);

        var next = await StartAsync(orchestrator);
        var second = await orchestrator.ExpectMsgAsync<ToAgent>();
        Assert.Equal(first.Key, Assert.IsType<SendMessage>(second.Command).Key);
        orchestrator.Reply(new Rejected(RejectionCode.Refused, "Its mailbox is full.", null));
        await KnownAsync(next);
        await Eventually.Holds(async () =>
        {
            Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(first.Key, Assert.IsType<SendMessage>((await orchestrator.ExpectMsgAsync<ToAgent>(TimeSpan.FromMilliseconds(200))).Command).Key);
        });
    }

    private async Task<IActorRef> StartAsync(TestProbe orchestrator)
    {
        var insights = Sys.ActorOf(InsightsActor.Props(orchestrator, _ => ["csharp"]));
        await KnownAsync(insights);
        return insights;
    }

    private static async Task KnownAsync(IActorRef insights) => await insights.Ask<InsightList>(new GetInsights(), TimeSpan.FromSeconds(5));

    private void Publish(string project)
    {
        var name = new ProjectName(project);
        Sys.EventStream.Publish(new ProjectView(name, project, "/tmp", ProjectState.Running, [AgentName.ProjectManager], Some.Noon));
    }

    private static void Accept(TestProbe orchestrator, SendMessage message)
    {
        var target = AgentTarget.ManagerOf(new ProjectName("bank"));
        orchestrator.Reply(new MessageAccepted(new Message($"{target}#1", 1, message.From, target, message.Text, message.Kind, Some.Noon, message.Key, null, false), MessageState.Queued));
    }
}
