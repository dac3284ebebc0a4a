using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Terminals;

namespace Orchestrator.Agents.Tests.Lifecycle;

/// <summary>Actors of roles with virtual time, an in-memory journal and terminals that the test plays.</summary>
public abstract class AgentTestKit() : TestKit(
    """
    akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
    akka.actor.ask-timeout = 30s
    akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
    akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
    akka.loglevel = WARNING
    """)
{
    private TestProbe? _terminals;
    private TestProbe? _tmux;
    private TestProbe? _limits;

    private protected TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    /// <summary>What terminals are told, and when one starts.</summary>
    private protected TestProbe Terminals => _terminals ??= CreateTestProbe("terminals");

    /// <summary>What the owner of the tmux connection is told.</summary>
    private protected TestProbe Tmux => _tmux ??= CreateTestProbe("tmux");

    /// <summary>What the owner of usage limits is told.</summary>
    private protected TestProbe Limits => _limits ??= CreateTestProbe("limits");

    /// <summary>How every directory stands in git.</summary>
    private protected string? GitState { get; set; } = "clean";

    private protected AgentServices Services(AgentOptions? options = null, ProfileTraits? traits = null)
    {
        var test = Terminals.Ref;
        return new AgentServices(
            Tmux.Ref,
            start => Props.Create(() => new FakeTerminal(start, test)),
            _ => traits ?? new ProfileTraits(CanResume: false, TakesInputWhileWorking: false),
            Limits.Ref,
            _ => Task.FromResult<string?>(GitState),
            options ?? Some.Options,
            () => 0);
    }

    private protected async Task<FakeTerminal.Started> TerminalStartsAsync(AgentTarget? target = null)
    {
        var started = await Terminals.ExpectMsgAsync<FakeTerminal.Started>();
        if (target is { } wanted) Xunit.Assert.Equal(wanted, started.Start.Definition.Target);
        return started;
    }

    /// <summary>The terminal finds or starts its process, which takes input.</summary>
    private protected static void Bind(FakeTerminal.Started started, bool found = false, string? submitted = null)
    {
        var incarnation = started.Start.Incarnation;
        Say(started, new TerminalMessages.Bound(incarnation, Some.Pane(incarnation), found, HadDeadPane: false, submitted));
        Say(started, new TerminalMessages.ActivityChanged(incarnation, TerminalActivity.Ready));
    }

    private protected static void Say(FakeTerminal.Started started, object message) =>
        started.Terminal.Tell(new FakeTerminal.Say(message), ActorRefs.NoSender);

    private protected static void Exit(FakeTerminal.Started started, int code) =>
        Fail(started, new AgentEndedException(started.Start.Incarnation, new AgentEnd(EndCause.Exited, code)));

    private protected static void Fail(FakeTerminal.Started started, Exception cause) =>
        started.Terminal.Tell(new FakeTerminal.Fail(cause), ActorRefs.NoSender);

    /// <summary>Stops an actor and waits until it is gone, as a killed daemon's would be.</summary>
    private protected async Task KillAsync(IActorRef actor)
    {
        await WatchAsync(actor);
        Sys.Stop(actor);
        await ExpectTerminatedAsync(actor);
    }

    /// <summary>What the terminal said before is done and stored, the timers among it: an agent answers behind it.</summary>
    private protected static async Task SeenAsync(FakeTerminal.Started terminal, IActorRef agent)
    {
        await terminal.Terminal.Ask<TerminalMessages.ScreenTrace>(new TerminalMessages.GetScreenTrace()); // it has told its agent
        await agent.Ask<Runtime.Persistence.Rejected>(new Agents.CheckIns.CheckInMessages.CancelCheckIn("none"));
    }
}
