using Akka.Actor;
using Akka.TestKit;
using Orchestrator.Agents.Limits;
using Orchestrator.Agents.Tests.Lifecycle;
using Xunit;
using static Orchestrator.Agents.Limits.LimitMessages;

namespace Orchestrator.Agents.Tests.Limits;

public sealed class LimitsActorTests : AgentTestKit
{
    private const string Account = "claude";

    [Fact]
    public async Task One_agents_limit_holds_all_on_its_credential_and_nobody_else()
    {
        var owner = Start();
        var (one, two, other) = (Join(owner, "a"), Join(owner, "b"), Join(owner, "c", "codex"));

        Report(owner, one, "a", Clock.Now.AddHours(2));

        Assert.Equal(Account, (await one.ExpectMsgAsync<Held>()).Limit.Credential);
        Assert.Equal(Some.Shop, (await two.ExpectMsgAsync<Held>()).Limit.By.Project);
        await other.ExpectNoMsgAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task After_the_end_they_are_woken_one_after_the_other()
    {
        var owner = Start();
        TestProbe[] agents = [Join(owner, "a"), Join(owner, "b"), Join(owner, "c")];
        Report(owner, agents[0], "a", Clock.Now.AddMinutes(30));
        foreach (var agent in agents) await agent.ExpectMsgAsync<Held>();

        await MinutesAsync(owner, 30);
        foreach (var agent in agents) await agent.ExpectNoMsgAsync(TimeSpan.Zero);

        await AdvanceAsync(owner, Some.Limits.Margin);
        foreach (var (agent, next) in agents.Zip(agents.Skip(1).Append(null)))
        {
            await agent.ExpectMsgAsync<Released>();
            if (next is not null) await next.ExpectNoMsgAsync(TimeSpan.Zero);
            await AdvanceAsync(owner, Some.Limits.Stagger);
        }
    }

    [Fact]
    public async Task A_limit_said_again_after_the_first_was_woken_holds_those_that_were_not()
    {
        var owner = Start();
        TestProbe[] agents = [Join(owner, "a"), Join(owner, "b")];
        Report(owner, agents[0], "a", Clock.Now.AddMinutes(1));
        foreach (var agent in agents) await agent.ExpectMsgAsync<Held>();
        await MinutesAsync(owner, 1);
        await AdvanceAsync(owner, Some.Limits.Margin);
        await agents[0].ExpectMsgAsync<Released>();

        Report(owner, agents[0], "a", Clock.Now.AddHours(5));
        foreach (var agent in agents) await agent.ExpectMsgAsync<Held>();

        await AdvanceAsync(owner, Some.Limits.Stagger * 3);
        await agents[1].ExpectNoMsgAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_daemon_that_was_down_across_the_end_wakes_each_once()
    {
        var owner = Start();
        TestProbe[] agents = [Join(owner, "a"), Join(owner, "b")];
        Report(owner, agents[0], "a", Clock.Now.AddHours(1));
        foreach (var agent in agents) await agent.ExpectMsgAsync<Held>();
        await KillAsync(owner);
        Clock.Advance(TimeSpan.FromHours(3));

        var again = Start();
        TestProbe[] joined = [Join(again, "a", isHeld: true), Join(again, "b", isHeld: true)];
        foreach (var agent in joined) await agent.ExpectMsgAsync<Held>();
        await AdvanceAsync(again, TimeSpan.FromSeconds(2));
        await joined[0].ExpectMsgAsync<Released>();
        await AdvanceAsync(again, Some.Limits.Stagger);
        await joined[1].ExpectMsgAsync<Released>();

        await AdvanceAsync(again, TimeSpan.FromHours(1));
        foreach (var agent in joined) await agent.ExpectNoMsgAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task An_agent_that_waits_for_a_limit_that_is_over_is_woken_when_it_joins()
    {
        var owner = Start();

        await Join(owner, "a", isHeld: true).ExpectMsgAsync<Released>();
        var second = Join(owner, "b", isHeld: true); // killed between the first and the second: the wait between them holds
        await second.ExpectNoMsgAsync(TimeSpan.Zero);
        await AdvanceAsync(owner, Some.Limits.Stagger);
        await second.ExpectMsgAsync<Released>();
    }

    [Fact]
    public async Task Where_the_end_is_not_known_one_goes_to_see_and_the_others_follow_when_it_works()
    {
        var owner = Start();
        TestProbe[] agents = [Join(owner, "a"), Join(owner, "b")];
        Report(owner, agents[1], "b", null);
        foreach (var agent in agents) await agent.ExpectMsgAsync<Held>();

        await MinutesAsync(owner, 5);
        await agents[1].ExpectMsgAsync<Released>();
        await agents[0].ExpectNoMsgAsync(TimeSpan.Zero);
        owner.Tell(new ReportTurn(Target("b"), Account), agents[1]);

        await agents[0].ExpectMsgAsync<Released>();
    }

    [Fact]
    public async Task A_clock_that_is_set_on_wakes_at_once()
    {
        var owner = Start();
        var agent = Join(owner, "a");
        Report(owner, agent, "a", Clock.Now.AddHours(2));
        await agent.ExpectMsgAsync<Held>();

        Clock.Advance(TimeSpan.FromHours(6)); // a laptop that slept: the short wait that was under way is over, and the clock is looked at

        await agent.ExpectMsgAsync<Released>();
    }

    private IActorRef Start() => Sys.ActorOf(LimitsActor.Props(Some.Limits, 1000, () => 0));

    private TestProbe Join(IActorRef owner, string agent, string credential = Account, bool isHeld = false)
    {
        var probe = CreateTestProbe();
        owner.Tell(new Join(Target(agent), credential, isHeld), probe.Ref);
        return probe;
    }

    private static void Report(IActorRef owner, TestProbe agent, string name, DateTimeOffset? resets) =>
        owner.Tell(new ReportLimit(Target(name), Account, resets, "You've hit your limit", 0), agent.Ref);

    private static AgentTarget Target(string agent) => AgentTarget.Of(Some.Shop, new AgentName(agent));

    private async Task MinutesAsync(IActorRef owner, int minutes)
    {
        for (var n = 0; n < minutes; n++) await AdvanceAsync(owner, TimeSpan.FromMinutes(1));
    }

    // Its timers are armed again in its own time, so each step waits until it has done what the one before led to.
    private async Task AdvanceAsync(IActorRef owner, TimeSpan time)
    {
        await owner.Ask<LimitMessages.Limits>(new GetLimits());
        Clock.Advance(time);
        await owner.Ask<LimitMessages.Limits>(new GetLimits());
    }
}
