using Akka.Actor;
using Akka.TestKit;
using Orchestrator.Agents.CheckIns;
using Orchestrator.Agents.Engineering;
using Orchestrator.Agents.Inbox;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Limits;
using Orchestrator.Agents.Overview;
using Orchestrator.Agents.Terminals;
using Orchestrator.Agents.Tests.Lifecycle;
using Xunit;
using static Orchestrator.Agents.CheckIns.PromptMessages;
using static Orchestrator.Agents.Lifecycle.LifecycleMessages;
using static Orchestrator.Agents.Limits.LimitMessages;
using static Orchestrator.Agents.Messaging.MessagingMessages;
using static Orchestrator.Agents.Terminals.TerminalMessages;

namespace Orchestrator.Agents.Tests.Limits;

/// <summary>What an agent's actor does about limits, failures, long turns and the budget; the test plays terminal, owner of limits and manager.</summary>
public sealed class LimitedAgentTests : AgentTestKit
{
    private const string Text = "You've hit your session limit";

    private readonly List<string> _given = [];
    private IActorRef? _engineer;
    private TestProbe? _views;

    private TestProbe Views => _views ??= CreateTestProbe();

    [Fact]
    public async Task A_limit_on_its_screen_is_reported_and_what_waits_is_delivered_once_and_in_order_when_it_is_over()
    {
        var (engineer, terminal) = await StartAsync();
        await Limits.ExpectMsgAsync<Join>();
        await TurnAsync(terminal, new SeenLimit(Text, Clock.Now.AddHours(1)));
        var report = await Limits.ExpectMsgAsync<ReportLimit>();
        Assert.Equal((Some.Developer, Clock.Now.AddHours(1)), (report.Agent, report.Resets));
        foreach (var text in new[] { "a", "b" }) await engineer.Ask<MessageAccepted>(new SendMessage("user", text));
        engineer.Tell(new LimitMessages.Held(Some.Limit()), Limits);
        await Terminals.ExpectNoMsgAsync(TimeSpan.Zero);

        engineer.Tell(new Released("claude"), Limits);

        foreach (var _ in new[] { 1, 2, 3 }) await DeliverAsync(terminal);
        Assert.Equal(["You are shop:developer.", "Go on.", "a", "b"], _given);
        await Terminals.ExpectNoMsgAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_daemon_killed_before_a_limit_was_reported_reports_it_again()
    {
        var (engineer, terminal) = await StartAsync();
        await TurnAsync(terminal, new SeenLimit(Text, Clock.Now.AddHours(1)));
        await Limits.FishForMessageAsync<ReportLimit>(_ => true);
        await KillAsync(engineer);

        Sys.ActorOf(EngineerActor.Props(Some.Developer, Services()));

        Assert.Equal(Text, (await Limits.ExpectMsgAsync<ReportLimit>()).Text);
        Assert.True((await Limits.ExpectMsgAsync<Join>()).IsHeld);
    }

    [Fact]
    public async Task A_turn_that_ends_without_a_word_of_a_limit_is_told_a_moment_later()
    {
        var (_, terminal) = await StartAsync();
        Say(terminal, new ActivityChanged(1, TerminalActivity.Working));
        Say(terminal, new ActivityChanged(1, TerminalActivity.Ready));
        Say(terminal, new ActivityChanged(1, TerminalActivity.Ready, Limit: new SeenLimit(Text, null))); // drawn behind it
        await Limits.FishForMessageAsync<ReportLimit>(_ => true);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Limits.ExpectNoMsgAsync(TimeSpan.Zero);

        Say(terminal, new ActivityChanged(1, TerminalActivity.Working));
        Say(terminal, new ActivityChanged(1, TerminalActivity.Ready));
        await SeenAsync(terminal);
        Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(Some.Developer, (await Limits.ExpectMsgAsync<ReportTurn>()).Agent);
    }

    [Fact]
    public async Task Refused_credentials_are_told_to_the_manager_and_the_user_now_and_after_a_restart_of_the_daemon()
    {
        var (manager, user) = (CreateTestProbe(), CreateTestProbe());
        Sys.EventStream.Subscribe(user, typeof(UserInboxMessages.TellUser));
        var (engineer, terminal) = await StartAsync(manager);
        Say(terminal, new ActivityChanged(1, TerminalActivity.Ready, Failure: new SeenFailure(FailureKind.Authentication, "Invalid API key")));

        var told = await manager.FishForMessageAsync<MemberRefused>(_ => true);
        Assert.Equal("Invalid API key", told.Text);
        var key = (await user.ExpectMsgAsync<UserInboxMessages.TellUser>()).Key;
        await KillAsync(engineer);
        manager.ChildActorOf(EngineerActor.Props(Some.Developer, Services()));

        Assert.Equal(told, await manager.FishForMessageAsync<MemberRefused>(_ => true));
        Assert.Equal(key, (await user.ExpectMsgAsync<UserInboxMessages.TellUser>()).Key);
    }

    [Fact]
    public async Task A_turn_that_goes_on_for_too_long_is_reported_once_and_nothing_is_ended()
    {
        var manager = CreateTestProbe();
        var (_, terminal) = await StartAsync(manager, Some.Options with { Supervision = Some.Supervision with { LongTurn = TimeSpan.FromHours(2) } });
        Say(terminal, new ActivityChanged(1, TerminalActivity.Working));
        await manager.FishForMessageAsync<AgentView>(v => v.Status is AgentStatus.Working);
        Clock.Advance(TimeSpan.FromHours(2));

        Assert.Contains("at one turn for 2h", (await manager.FishForMessageAsync<MemberOverdue>(_ => true)).Text, StringComparison.Ordinal);
        Assert.Contains("at one turn", (await manager.FishForMessageAsync<AgentView>(v => v.Detail is not null)).Detail, StringComparison.Ordinal);
        Clock.Advance(TimeSpan.FromHours(9));
        await manager.ExpectNoMsgAsync(TimeSpan.Zero);
        await Terminals.ExpectNoMsgAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_turn_in_silence_is_reported_when_the_terminal_has_really_been_silent()
    {
        var manager = CreateTestProbe();
        var (_, terminal) = await StartAsync(manager, Some.Options with { Supervision = Some.Supervision with { SilentTurn = TimeSpan.FromMinutes(30) } });
        Say(terminal, new ActivityChanged(1, TerminalActivity.Working));
        await manager.FishForMessageAsync<AgentView>(v => v.Status is AgentStatus.Working);
        Clock.Advance(TimeSpan.FromMinutes(30));
        await Terminals.ExpectMsgAsync<GetLastOutput>();
        Say(terminal, new LastOutput(Clock.Now.AddMinutes(-10)));
        await SeenAsync(terminal);
        Clock.Advance(TimeSpan.FromMinutes(20));
        await Terminals.ExpectMsgAsync<GetLastOutput>();

        Say(terminal, new LastOutput(Clock.Now.AddMinutes(-30)));

        Assert.Contains("has written nothing for 30m", (await manager.FishForMessageAsync<MemberOverdue>(_ => true)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_budget_holds_back_waits_and_lets_the_users_own_by()
    {
        var manager = CreateTestProbe();
        var (engineer, terminal) = await StartAsync(manager, Some.Options with { CheckIns = Some.CheckIns with { PerHour = 2 } });
        await engineer.Ask<MessageAccepted>(new SendMessage("shop:tester", "how far?"));
        var request = await manager.FishForMessageAsync<RequestPrompt>(r => r.MessageId == "shop:developer#2");
        Assert.False(request.IsExempt);
        engineer.Tell(new PromptDenied(request.MessageId, Clock.Now.AddMinutes(20)), manager);
        await manager.FishForMessageAsync<AgentView>(v => v.Detail?.Contains("prompts of an hour are used up", StringComparison.Ordinal) is true);

        await engineer.Ask<MessageAccepted>(new SendMessage("user", "stop that"));
        var own = await manager.FishForMessageAsync<RequestPrompt>(r => r.MessageId == "shop:developer#3");
        Assert.True(own.IsExempt);
        engineer.Tell(new PromptGranted(own.MessageId), manager);
        await DeliverAsync(terminal);
        Assert.Equal("stop that", _given[^1]);

        await SeenAsync(terminal);
        Clock.Advance(TimeSpan.FromMinutes(20));
        await manager.FishForMessageAsync<RequestPrompt>(r => r.MessageId == "shop:developer#2");
        engineer.Tell(new PromptGranted("shop:developer#2"), manager);
        await DeliverAsync(terminal);
        Assert.Equal("how far?", _given[^1]);
    }

    [Fact]
    public async Task An_agent_that_recovers_tells_first_what_it_was_given_within_the_hour()
    {
        var (manager, options) = (CreateTestProbe(), Some.Options with { CheckIns = Some.CheckIns with { PerHour = 2 } });
        var (engineer, _) = await StartAsync(manager, options);
        var begun = Clock.Now;
        await KillAsync(engineer);

        Clock.Advance(TimeSpan.FromMinutes(59));
        var next = CreateTestProbe();
        next.ChildActorOf(EngineerActor.Props(Some.Developer, Services(options)));

        var given = await next.ExpectMsgAsync<PromptsGiven>();
        Assert.Equal([begun], given.At);
        Assert.Equal(Some.Developer, given.Agent);
    }

    [Fact]
    public async Task A_check_in_looks_at_the_screen_and_git_before_it_wakes_anybody()
    {
        var (engineer, terminal) = await StartAsync();
        await engineer.Ask<CheckInMessages.CheckInAccepted>(new CheckInMessages.ScheduleCheckIn(new CheckInSchedule(Every: TimeSpan.FromMinutes(1)), "how far?", "user"));
        await engineer.Ask<AgentAccepted>(new LifecycleMessages.Report(ReportedState.Done, null));
        Clock.Advance(TimeSpan.FromSeconds(10)); // it has come to rest
        await ViewAsync(v => v.CheckIns.Count == 1);

        Clock.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal(SkipReason.Unchanged, (await ViewAsync(v => v.CheckIns[0].Skipped == 1)).CheckIns[0].LastSkip);
        GitState = "one commit more";
        Clock.Advance(TimeSpan.FromMinutes(1));

        await DeliverAsync(terminal);
        Assert.Equal("how far?", _given[^1]);
    }

    private async Task<(IActorRef Engineer, FakeTerminal.Started Terminal)> StartAsync(TestProbe? parent = null, AgentOptions? options = null)
    {
        Sys.EventStream.Subscribe(Views.Ref, typeof(AgentView));
        var props = EngineerActor.Props(Some.Developer, Services(options));
        var engineer = _engineer = parent is null ? Sys.ActorOf(props) : parent.ChildActorOf(props);
        engineer.Tell(new CreateAgent(Some.Definition(Some.Developer)), ActorRefs.NoSender);
        var terminal = await TerminalStartsAsync();
        Bind(terminal);
        if (options?.CheckIns.PerHour is not null)
        {
            var brief = await parent!.FishForMessageAsync<RequestPrompt>(_ => true);
            engineer.Tell(new PromptGranted(brief.MessageId), parent);
        }

        await DeliverAsync(terminal);
        await ViewAsync(v => v is { Unread: 0, Status: AgentStatus.Ready });
        return (engineer, terminal);
    }

    private async Task<AgentView> ViewAsync(Predicate<AgentView> wanted) => await Views.FishForMessageAsync<AgentView>(wanted);

    private Task SeenAsync(FakeTerminal.Started terminal) => SeenAsync(terminal, _engineer!);

    private async Task TurnAsync(FakeTerminal.Started terminal, SeenLimit limit)
    {
        Say(terminal, new ActivityChanged(1, TerminalActivity.Working));
        Say(terminal, new ActivityChanged(1, TerminalActivity.Ready, Limit: limit));
        await ViewAsync(v => v.Status is AgentStatus.Limited);
    }

    private async Task DeliverAsync(FakeTerminal.Started terminal)
    {
        var message = (await Terminals.FishForMessageAsync<Deliver>(_ => true)).Message;
        _given.Add(message.Text);
        Say(terminal, new Submitted(message.Id, "hook"));
    }
}
