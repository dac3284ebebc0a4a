using Akka.Actor;
using Akka.TestKit;
using Orchestrator.Agents.CheckIns;
using Orchestrator.Agents.Engineering;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Management;
using Orchestrator.Agents.Messaging;
using Orchestrator.Agents.Overview;
using Orchestrator.Agents.Terminals;
using Orchestrator.Agents.Tests.Lifecycle;
using Orchestrator.Runtime.Persistence;
using Xunit;
using static Orchestrator.Agents.CheckIns.CheckInMessages;
using static Orchestrator.Agents.Lifecycle.LifecycleMessages;
using static Orchestrator.Agents.Messaging.MessagingMessages;

namespace Orchestrator.Agents.Tests.Engineering;

public sealed class EngineerActorTests : AgentTestKit
{
    private TestProbe? _views;

    private TestProbe? _stored;

    private TestProbe Stored => _stored ??= CreateTestProbe("stored");

    private TestProbe Views => _views ??= CreateTestProbe("views");

    [Fact]
    public async Task A_new_engineer_starts_its_terminal_and_delivers_its_brief_once_it_takes_input()
    {
        var (_, terminal) = await StartAsync();
        Bind(terminal);

        Assert.Equal(MessageKind.Brief, (await DeliveryAsync(terminal)).Kind);
    }

    [Fact]
    public async Task Messages_are_answered_when_stored_and_delivered_one_after_the_other()
    {
        var (engineer, terminal) = await StartAsync();
        foreach (var text in new[] { "a", "b", "c" })
        {
            engineer.Tell(new SendMessage("user", text), TestActor);
            await ExpectMsgAsync<MessageAccepted>();
        }

        Bind(terminal);

        Assert.Equal(["You are shop:developer.", "a", "b", "c"], await DeliveriesAsync(terminal, 4));
    }

    [Fact]
    public async Task An_engineer_that_exits_is_started_again_after_the_back_off_and_told_its_brief_again()
    {
        var (_, first) = await StartAsync();
        Bind(first);
        await DeliveriesAsync(first, 1);

        Exit(first, 1);
        await StatusAsync(AgentStatus.BackingOff);
        Clock.Advance(TimeSpan.FromMilliseconds(999));
        await Terminals.ExpectNoMsgAsync(TimeSpan.Zero);
        Clock.Advance(TimeSpan.FromMilliseconds(1));

        var second = await TerminalStartsAsync(Some.Developer);
        Assert.Equal((2, false), (second.Start.Incarnation, second.Start.Resumes));
        Assert.Null(second.Start.Known);
        Bind(second);
        Assert.StartsWith("You were started again. It exited with code 1.", (await DeliveryAsync(second)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engineer_that_fails_too_often_is_failed_and_its_manager_is_told_now_and_after_a_restart_of_the_daemon()
    {
        var manager = CreateTestProbe();
        var (engineer, terminal) = await StartAsync(manager);
        for (var n = 1; n <= Some.Supervision.Limit.MaxRestarts; n++)
        {
            Bind(terminal);
            await DeliveriesAsync(terminal, 1);
            Exit(terminal, 1);
            await StatusAsync(AgentStatus.BackingOff);
            Clock.Advance(TimeSpan.FromMinutes(1));
            terminal = await TerminalStartsAsync();
        }

        Exit(terminal, 3);
        var told = await manager.FishForMessageAsync<ManagementMessages.MemberFailed>(_ => true);
        Assert.Contains("exited with code 3", told.Reason, StringComparison.Ordinal);

        await KillAsync(engineer);
        manager.ChildActorOf(EngineerActor.Props(Some.Developer, Services()));
        Assert.Equal(told, await manager.FishForMessageAsync<ManagementMessages.MemberFailed>(_ => true));
    }

    [Fact]
    public async Task After_a_restart_of_the_daemon_a_living_process_is_bound_again_and_nothing_is_typed()
    {
        var (engineer, terminal) = await StartAsync();
        Bind(terminal);
        await DeliveriesAsync(terminal, 1);
        await SeenAsync(terminal, engineer);
        await KillAsync(engineer);

        var again = Sys.ActorOf(EngineerActor.Props(Some.Developer, Services()));
        var found = await TerminalStartsAsync();
        Assert.Equal(Some.Pane(1), found.Start.Known);
        Bind(found, found: true);

        again.Tell(new SendMessage("user", "next"), TestActor);
        await ExpectMsgAsync<MessageAccepted>();
        Assert.Equal("next", (await DeliveryAsync(found)).Text); // the first thing it is told
    }

    [Fact]
    public async Task A_delivery_whose_outcome_was_not_stored_is_told_to_the_terminal_again_after_a_restart_of_the_daemon()
    {
        var (engineer, terminal) = await StartAsync();
        Bind(terminal);
        var message = (await Terminals.ExpectMsgAsync<TerminalMessages.Deliver>()).Message;
        await KillAsync(engineer);

        Sys.ActorOf(EngineerActor.Props(Some.Developer, Services()));
        var found = await TerminalStartsAsync();
        Bind(found, found: true);

        Assert.Equal(message, (await Terminals.ExpectMsgAsync<TerminalMessages.Deliver>()).Message); // which looks what is there
    }

    [Fact]
    public async Task A_message_that_could_not_be_typed_is_tried_again_after_a_while()
    {
        var (_, terminal) = await StartAsync();
        Bind(terminal);
        var message = (await Terminals.ExpectMsgAsync<TerminalMessages.Deliver>()).Message;
        Say(terminal, new TerminalMessages.NotTyped(message.Id, "a dialog is up"));
        await Stored.FishForMessageAsync<EventsStored>(e => e.SequenceNr == 6); // created, starting, queued, bound, started, returned
        await Terminals.ExpectNoMsgAsync(TimeSpan.Zero);

        Clock.Advance(Some.Messages.RetryAfter);

        Assert.Equal(message.Id, (await Terminals.ExpectMsgAsync<TerminalMessages.Deliver>()).Message.Id);
    }

    [Fact]
    public async Task A_check_in_is_sent_when_it_falls_due_and_once_after_downtime()
    {
        var (engineer, terminal) = await StartAsync();
        Bind(terminal);
        await DeliveriesAsync(terminal, 1);
        engineer.Tell(new ScheduleCheckIn(new CheckInSchedule(Every: TimeSpan.FromMinutes(15)), "how far?", "user"), TestActor);
        var due = (await ExpectMsgAsync<CheckInAccepted>()).CheckIn.NextDue;

        Clock.Advance(due - Clock.Now);
        Assert.Equal(["how far?"], await DeliveriesAsync(terminal, 1));

        await KillAsync(engineer);
        Clock.Advance(TimeSpan.FromHours(2)); // eight fell due
        Sys.ActorOf(EngineerActor.Props(Some.Developer, Services()));
        var found = await TerminalStartsAsync();
        Bind(found, found: true);
        Assert.Equal(["how far?"], await DeliveriesAsync(found, 1));
    }

    [Theory]
    [InlineData(true, false, RecoveryKind.Rebound)]
    [InlineData(false, true, RecoveryKind.Restarted)]
    [InlineData(false, false, RecoveryKind.Recreated)]
    public async Task How_a_daemon_came_to_have_an_engineer_is_not_said_before_its_pane_was_looked_for(bool found, bool hadDeadPane, RecoveryKind kind)
    {
        var (engineer, terminal) = await StartAsync();
        Bind(terminal);
        Assert.Equal(RecoveryKind.Started, (await Views.FishForMessageAsync<AgentView>(v => v.Pane is not null)).Recovery);
        await DeliveryAsync(terminal);
        await KillAsync(engineer);

        Sys.ActorOf(EngineerActor.Props(Some.Developer, Services()));
        var again = await TerminalStartsAsync();
        await Views.FishForMessageAsync<AgentView>(v => v.Recovery is null);
        Say(again, new TerminalMessages.Bound(1, Some.Pane(1), found, hadDeadPane, null));

        Assert.Equal(kind, (await Views.FishForMessageAsync<AgentView>(v => v.Recovery is not null)).Recovery);
    }

    [Fact]
    public async Task A_paused_engineer_gets_nothing_until_it_goes_on()
    {
        var (engineer, terminal) = await StartAsync();
        engineer.Tell(new PauseAgent(), TestActor);
        await ExpectMsgAsync<AgentAccepted>();
        Bind(terminal);
        await StatusAsync(AgentStatus.Paused);
        await Terminals.ExpectNoMsgAsync(TimeSpan.Zero);

        engineer.Tell(new ContinueAgent(), TestActor);

        Assert.Equal(MessageKind.Brief, (await DeliveryAsync(terminal)).Kind);
    }

    [Fact]
    public async Task A_stopped_engineers_windows_are_ended_and_it_stays_down()
    {
        var (engineer, terminal) = await StartAsync();
        Bind(terminal);
        engineer.Tell(new StopAgent("asked to"), TestActor);
        await ExpectMsgAsync<AgentAccepted>();

        Assert.Equal(new TmuxMessages.EndPanes(Some.Developer, 1), await Tmux.ExpectMsgAsync<TmuxMessages.EndPanes>());
        await KillAsync(engineer);
        Sys.ActorOf(EngineerActor.Props(Some.Developer, Services()));
        Assert.Equal(new TmuxMessages.EndPanes(Some.Developer, 1), await Tmux.ExpectMsgAsync<TmuxMessages.EndPanes>()); // a crash may have come before
    }

    [Fact]
    public async Task A_terminal_that_could_not_look_looks_again_and_the_agent_does_not_restart()
    {
        var (_, terminal) = await StartAsync();
        Bind(terminal);
        await DeliveriesAsync(terminal, 1);

        await EventFilter.Warning(contains: "Something of shop:developer failed").ExpectOneAsync(() =>
        {
            Fail(terminal, new InvalidOperationException("tmux did not answer"));
            return Task.CompletedTask;
        });

        var next = (await TerminalStartsAsync()).Start;
        Assert.Equal(1, next.Incarnation);
        Assert.Equal(Some.Pane(1), next.Known); // else its window would be made again if it went with its server
    }

    [Fact]
    public async Task A_terminal_that_can_never_look_is_given_up()
    {
        var (_, terminal) = await StartAsync();
        for (var failures = 1; failures <= 10; failures++)
        {
            Fail(terminal, new TmuxAdapter.TmuxDisconnectedException("gone"));
            terminal = await TerminalStartsAsync();
        }

        Fail(terminal, new TmuxAdapter.TmuxDisconnectedException("gone"));
        await StatusAsync(AgentStatus.BackingOff);
    }

    private async Task<(IActorRef Engineer, FakeTerminal.Started Terminal)> StartAsync(TestProbe? parent = null)
    {
        Sys.EventStream.Subscribe(Views.Ref, typeof(AgentView));
        Sys.EventStream.Subscribe(Stored.Ref, typeof(EventsStored));
        var props = EngineerActor.Props(Some.Developer, Services());
        var engineer = parent is null ? Sys.ActorOf(props) : parent.ChildActorOf(props);
        engineer.Tell(new CreateAgent(Some.Definition(Some.Developer)), ActorRefs.NoSender);
        return (engineer, await TerminalStartsAsync(Some.Developer));
    }

    /// <summary>Lets time pass, and the actor arm its timers again: a long wait is cut into minutes.</summary>
    private async Task StatusAsync(AgentStatus status) => await Views.FishForMessageAsync<AgentView>(v => v.Status == status);

    private async Task<Message> DeliveryAsync(FakeTerminal.Started terminal)
    {
        var message = (await Terminals.ExpectMsgAsync<TerminalMessages.Deliver>()).Message;
        Say(terminal, new TerminalMessages.Submitted(message.Id, "entered"));
        return message;
    }

    private async Task<string[]> DeliveriesAsync(FakeTerminal.Started terminal, int count)
    {
        var texts = new string[count];
        for (var n = 0; n < count; n++) texts[n] = (await DeliveryAsync(terminal)).Text;
        return texts;
    }
}
