using Akka.Actor;
using Akka.TestKit;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Messaging;
using Orchestrator.Agents.Orchestration;
using Orchestrator.Agents.Overview;
using Orchestrator.Agents.Terminals;
using Orchestrator.Agents.Tests.Lifecycle;
using Orchestrator.Runtime.Persistence;
using Xunit;
using static Orchestrator.Agents.Management.ManagementMessages;
using static Orchestrator.Agents.Messaging.MessagingMessages;
using static Orchestrator.Agents.Orchestration.OrchestrationMessages;
using static Orchestrator.Agents.Overview.OverviewMessages;

namespace Orchestrator.Agents.Tests.Orchestration;

public sealed class ProjectTests : AgentTestKit
{
    private static readonly AgentTarget Manager = AgentTarget.ManagerOf(Some.Shop);

    private readonly AgentDefinition _root = Some.Definition(AgentTarget.Orchestrator, "orchestrator");

    [Fact]
    public async Task A_launched_project_starts_the_orchestrators_agent_a_manager_and_each_engineer()
    {
        await LaunchAsync();
        var targets = await StartedAsync(4);

        Assert.Equal(["orchestrator", "shop:developer", "shop:project-manager", "shop:tester"], targets.Keys.Order());
    }

    [Fact]
    public async Task A_name_in_use_is_refused_with_the_ways_out()
    {
        var orchestrator = await LaunchAsync();
        orchestrator.Tell(new LaunchProject(Some.Plan(), _root), TestActor);

        var rejected = await ExpectMsgAsync<Rejected>();
        Assert.Equal(RejectionCode.Refused, rejected.Code);
        Assert.Contains("--name", rejected.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_agents_than_the_limit_are_refused()
    {
        var orchestrator = await LaunchAsync(Some.Options with { MaxAgents = 6 });
        await StartedAsync(4);
        orchestrator.Tell(new LaunchProject(Some.Plan(new ProjectName("bank")), _root), TestActor);

        Assert.Contains("4 agents run already", (await ExpectMsgAsync<Rejected>()).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("orchestrator")]
    [InlineData("shop")]
    [InlineData("shop:developer")]
    public async Task A_message_reaches_the_agent_it_is_for(string target)
    {
        var orchestrator = await LaunchAsync();
        await StartedAsync(4);

        orchestrator.Tell(new ToAgent(AgentTarget.Parse(target), new SendMessage("user", "hello")), TestActor);

        var accepted = await ExpectMsgAsync<MessageAccepted>();
        Assert.Equal($"{AgentTarget.Parse(target)}#2", accepted.Message.Id);
    }

    [Theory]
    [InlineData("shop:nobody")]
    [InlineData("nowhere:developer")]
    public async Task A_target_that_does_not_exist_is_not_found(string target)
    {
        var orchestrator = await LaunchAsync();
        await StartedAsync(4);

        orchestrator.Tell(new ToAgent(AgentTarget.Parse(target), new SendMessage("user", "hello")), TestActor);

        Assert.Equal(RejectionCode.NotFound, (await ExpectMsgAsync<Rejected>()).Code);
    }

    [Fact]
    public async Task A_stopped_project_ends_every_window_and_comes_back_when_resumed()
    {
        var orchestrator = await LaunchAsync();
        var started = await StartedAsync(4);
        foreach (var terminal in started.Values) Bind(terminal);

        orchestrator.Tell(new ToProject(Some.Shop, new StopProject("asked to")), TestActor);
        await ExpectMsgAsync<ProjectAccepted>();
        var ended = new[] { await EndedAsync(), await EndedAsync(), await EndedAsync() };
        Assert.Equal(["shop:developer", "shop:project-manager", "shop:tester"], ended.Order());

        orchestrator.Tell(new ToProject(Some.Shop, new ResumeProject()), TestActor);
        await ExpectMsgAsync<ProjectAccepted>();
        var again = await StartedAsync(3);
        Assert.All(again.Values, s => Assert.Equal((2, false), (s.Start.Incarnation, s.Start.Resumes)));
    }

    [Fact]
    public async Task A_running_project_is_not_removed_and_a_stopped_one_leaves_its_name_free()
    {
        var orchestrator = await LaunchAsync();
        await StartedAsync(4);
        orchestrator.Tell(new RemoveProject(Some.Shop), TestActor);
        Assert.Contains("orc stop shop", (await ExpectMsgAsync<Rejected>()).Hint, StringComparison.Ordinal);

        orchestrator.Tell(new ToProject(Some.Shop, new StopProject("asked to")), TestActor);
        await ExpectMsgAsync<ProjectAccepted>();
        orchestrator.Tell(new RemoveProject(Some.Shop), TestActor);
        await ExpectMsgAsync<ProjectAccepted>();

        orchestrator.Tell(new LaunchProject(Some.Plan(), _root), TestActor);
        await ExpectMsgAsync<ProjectAccepted>();
        var again = await StartedAsync(3);
        Assert.All(again.Values, s => Assert.False(s.Start.Resumes)); // another project under the same name
    }

    [Fact]
    public async Task After_a_restart_of_the_daemon_the_whole_tree_looks_for_its_panes()
    {
        var orchestrator = await LaunchAsync();
        foreach (var terminal in (await StartedAsync(4)).Values) Bind(terminal);
        await SettledAsync(4);

        await KilledAndStartedAsync(orchestrator);

        var found = await StartedAsync(4);
        Assert.All(found.Values, s => Assert.Equal(Some.Pane(1), s.Start.Known));
    }

    [Fact]
    public async Task A_member_that_fails_is_told_to_its_managers_agent_once()
    {
        var options = Some.Options with { Supervision = Some.Supervision with { Limit = new Runtime.Supervision.RestartLimit(0, TimeSpan.FromMinutes(1)) } };
        await LaunchAsync(options);
        var started = await StartedAsync(4);
        Bind(started["shop:project-manager"]);
        var brief = await Terminals.ExpectMsgAsync<TerminalMessages.Deliver>();
        Say(started["shop:project-manager"], new TerminalMessages.Submitted(brief.Message.Id, "entered"));

        Exit(started["shop:developer"], 1);

        var notice = (await Terminals.ExpectMsgAsync<TerminalMessages.Deliver>()).Message;
        Assert.Equal((MessageKind.Notice, Manager), (notice.Kind, notice.To));
        Assert.Contains("orc agent restart shop:developer", notice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeated_launch_is_the_same_project_even_where_no_further_agent_may_run()
    {
        var plan = Some.Plan() with { Key = "k" };
        var orchestrator = Sys.ActorOf(OrchestratorActor.Props(Services(Some.Options with { MaxAgents = 4 })));
        orchestrator.Tell(new LaunchProject(plan, _root), TestActor);
        await ExpectMsgAsync<ProjectAccepted>();
        await StartedAsync(4);

        orchestrator.Tell(new LaunchProject(plan with { Id = Guid.NewGuid() }, _root), TestActor);
        Assert.Equal(Some.Shop, (await ExpectMsgAsync<ProjectAccepted>()).Name);
        orchestrator.Tell(new LaunchProject(plan with { Key = "other" }, _root), TestActor);
        await ExpectMsgAsync<Rejected>();
    }

    [Fact]
    public async Task A_repeated_request_for_a_member_is_the_same_member_even_at_the_limit()
    {
        var orchestrator = await LaunchAsync(Some.Options with { MaxAgents = 5 });
        await StartedAsync(4);
        orchestrator.Tell(new ToProject(Some.Shop, new AddMember(Some.Definition(AgentTarget.Of(Some.Shop, new AgentName("reviewer"))), "k")), TestActor);
        Assert.Equal("reviewer", (await ExpectMsgAsync<ProjectAccepted>()).Agent?.Value);
        await StartedAsync(1);

        var again = Some.Definition(AgentTarget.Of(Some.Shop, new AgentName("reviewer-2")));
        orchestrator.Tell(new ToProject(Some.Shop, new AddMember(again, "k")), TestActor);
        Assert.Equal("reviewer", (await ExpectMsgAsync<ProjectAccepted>()).Agent?.Value);
        orchestrator.Tell(new ToProject(Some.Shop, new AddMember(again, "other")), TestActor);
        Assert.Contains("agents run already", (await ExpectMsgAsync<Rejected>()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_added_member_starts_and_a_removed_ones_windows_are_ended()
    {
        var orchestrator = await LaunchAsync();
        await StartedAsync(4);
        var target = AgentTarget.Of(Some.Shop, new AgentName("reviewer"));
        orchestrator.Tell(new ToProject(Some.Shop, new AddMember(Some.Definition(target, "reviewer"))), TestActor);
        await ExpectMsgAsync<ProjectAccepted>();
        Bind(Assert.Single(await StartedAsync(1)).Value);

        orchestrator.Tell(new ToProject(Some.Shop, new AddMember(Some.Definition(AgentTarget.Of(Some.Shop, new AgentName("fifth"))))), TestActor);
        Assert.Contains("agents-per-project", (await ExpectMsgAsync<Rejected>()).Reason, StringComparison.Ordinal);

        await RemoveAsync(orchestrator, "reviewer");
    }

    [Fact]
    public async Task A_removed_members_windows_are_ended_by_the_next_daemon_where_one_was_killed_before_they_were_gone()
    {
        var orchestrator = await LaunchAsync();
        foreach (var terminal in (await StartedAsync(4)).Values) Bind(terminal);
        await RemoveAsync(orchestrator, "tester");

        orchestrator = await KilledAndStartedAsync(orchestrator);
        var end = await Tmux.ExpectMsgAsync<TmuxMessages.EndPanes>();
        Assert.Equal("shop:tester", end.Target.ToString());
        Tmux.Reply(new TmuxMessages.PanesEnded(end.Target));
        await StartedAsync(3);

        await RemoveAsync(orchestrator, "developer"); // behind the word of the tester's end
        await KilledAndStartedAsync(orchestrator);
        Assert.Equal("shop:developer", await EndedAsync()); // the tester's are gone, and not looked for again
        await Tmux.ExpectNoMsgAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_member_that_joins_under_the_name_of_one_that_left_is_not_ended_by_the_next_daemon()
    {
        var orchestrator = await LaunchAsync();
        foreach (var terminal in (await StartedAsync(4)).Values) Bind(terminal);
        await RemoveAsync(orchestrator, "tester");
        orchestrator.Tell(new ToProject(Some.Shop, new AddMember(Some.Definition(AgentTarget.Of(Some.Shop, new AgentName("tester")), "tester"))), TestActor);
        await ExpectMsgAsync<ProjectAccepted>();
        Bind(Assert.Single(await StartedAsync(1)).Value);

        orchestrator = await KilledAndStartedAsync(orchestrator);
        await StartedAsync(4);
        await RemoveAsync(orchestrator, "developer");
    }

    private async Task RemoveAsync(IActorRef orchestrator, string member)
    {
        orchestrator.Tell(new ToProject(Some.Shop, new RemoveMember(new AgentName(member))), TestActor);
        await ExpectMsgAsync<ProjectAccepted>();
        Assert.Equal($"shop:{member}", await EndedAsync());
    }

    private async Task<IActorRef> KilledAndStartedAsync(IActorRef orchestrator)
    {
        await KillAsync(orchestrator);
        return Sys.ActorOf(OrchestratorActor.Props(Services()));
    }

    private async Task<IActorRef> LaunchAsync(AgentOptions? options = null)
    {
        Overview.Tell(new GetOverview(), TestActor);
        await ExpectMsgAsync<Snapshot>(); // it listens from here on
        var orchestrator = Sys.ActorOf(OrchestratorActor.Props(Services(options)));
        orchestrator.Tell(new LaunchProject(Some.Plan(), _root), TestActor);
        await ExpectMsgAsync<ProjectAccepted>();
        return orchestrator;
    }

    private IActorRef? _overview;

    private IActorRef Overview => _overview ??= Sys.ActorOf(Props.Create(() => new OverviewActor()), "overview");

    private async Task<Dictionary<string, FakeTerminal.Started>> StartedAsync(int count)
    {
        var started = new Dictionary<string, FakeTerminal.Started>();
        while (started.Count < count)
        {
            var one = await Terminals.FishForMessageAsync<FakeTerminal.Started>(_ => true);
            started[one.Start.Definition.Target.ToString()] = one;
        }

        return started;
    }

    private async Task<string> EndedAsync() => (await Tmux.ExpectMsgAsync<TmuxMessages.EndPanes>()).Target.ToString();

    /// <summary>Waits until all agents are seen ready, so that their panes are stored.</summary>
    private async Task SettledAsync(int agents)
    {
        Overview.Tell(new WaitFor(s => s.Agents.Values.Count(a => a.Status is AgentStatus.Ready) == agents, TimeSpan.FromSeconds(10)), TestActor);
        Assert.True((await ExpectMsgAsync<Snapshot>()).Held);
    }
}
