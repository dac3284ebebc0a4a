using Akka.Actor;
using Akka.Persistence;
using Akka.TestKit.Xunit2;
using Xunit;

namespace Orchestrator.Conformance.Tests.Persistence;

/// <summary>Restarts and stops that meet a persistent actor while it awaits something in a handler.</summary>
public sealed class AsyncHandlerTests() : TestKit(TroubledJournal.Configuration)
{
    [Fact]
    public async Task Commands_wait_for_the_awaited_and_for_what_is_persisted_after_it()
    {
        var gate = new TaskCompletionSource();
        var actor = Sys.ActorOf(Writer.Props("a", TestActor, gate.Task));
        await Says("completed at 0");
        actor.Tell("store 1");
        actor.Tell("next");
        await Says("begins 1");
        gate.SetResult();
        await Says("stored 1", "command next");
    }

    [Fact]
    public async Task A_failure_behind_the_await_restarts_the_actor_which_recovers_before_the_next_command()
    {
        var gate = new TaskCompletionSource();
        var actor = Sys.ActorOf(Writer.Props("a", TestActor, gate.Task));
        await Says("completed at 0");
        actor.Tell("store 1");
        actor.Tell("throw 2");
        actor.Tell("next");
        await Says("begins 1");
        gate.SetResult();
        await Says("stored 1", "begins 2", "restarts for InvalidOperationException", "recovered 1", "completed at 1", "command next");
    }

    [Fact]
    public async Task A_restart_by_the_supervisor_during_the_await_loses_no_event_that_the_handler_still_stores()
    {
        var gate = new TaskCompletionSource();
        var pair = Sys.ActorOf(Props.Create(() => new Pair(TestActor, gate.Task)));
        await Says("completed at 0");
        pair.Tell("writer");
        var writer = await ExpectMsgAsync<IActorRef>();
        writer.Tell("store 1");
        writer.Tell("next");
        await Says("begins 1");
        pair.Tell("fail the other");
        await Says("restarts for TimeoutException");
        gate.SetResult();
        await Says("recovered 1", "completed at 1", "command next");
    }

    [Fact]
    public async Task A_stop_during_the_await_ends_the_actor_and_nothing_is_stored()
    {
        var gate = new TaskCompletionSource();
        var actor = Sys.ActorOf(Writer.Props("a", TestActor, gate.Task));
        await Says("completed at 0");
        actor.Tell("store 1");
        await Says("begins 1");
        Watch(actor);
        Sys.Stop(actor);
        await ExpectTerminatedAsync(actor);
        gate.SetResult();
        Sys.ActorOf(Writer.Props("a", TestActor, gate.Task)).Tell("next");
        await Says("completed at 0", "command next");
    }

    private async Task Says(params string[] expected)
    {
        foreach (var what in expected)
            Assert.Equal(what, await ExpectMsgAsync<string>());
    }

    /// <summary>Awaits a gate in its handlers, then stores or throws.</summary>
    private sealed class Writer : ReceivePersistentActor
    {
        private readonly IActorRef _probe;

        public Writer(string id, IActorRef probe, Task gate)
        {
            PersistenceId = id;
            _probe = probe;
            Recover<string>(e => probe.Tell($"recovered {e}"));
            Recover<RecoveryCompleted>(_ => probe.Tell($"completed at {LastSequenceNr}"));
            CommandAsync<string>(c => c.Contains(' ', StringComparison.Ordinal), async command =>
            {
                var words = command.Split(' ');
                probe.Tell($"begins {words[1]}");
                await gate;
                if (words[0] == "throw") throw new InvalidOperationException("told to");
                Persist(words[1], stored => probe.Tell($"stored {stored}"));
            });
            Command<string>(command => probe.Tell($"command {command}"));
        }

        public override string PersistenceId { get; }

        public static Props Props(string id, IActorRef probe, Task gate) => Akka.Actor.Props.Create(() => new Writer(id, probe, gate));

        protected override void PreRestart(Exception reason, object message)
        {
            _probe.Tell($"restarts for {reason.GetType().Name}");
            base.PreRestart(reason, message);
        }
    }

    /// <summary>A writer and another child; the failure of one restarts both.</summary>
    private sealed class Pair : ReceiveActor
    {
        public Pair(IActorRef probe, Task gate)
        {
            var writer = Context.ActorOf(Writer.Props("pair", probe, gate));
            var other = Context.ActorOf(Props.Create(() => new Fragile()));
            Receive<string>(m => m == "writer", _ => Sender.Tell(writer));
            Receive<string>(_ => other.Tell("fail"));
        }

        protected override SupervisorStrategy SupervisorStrategy() => new AllForOneStrategy(_ => Directive.Restart);
    }

    private sealed class Fragile : ReceiveActor
    {
        public Fragile() => ReceiveAny(_ => throw new TimeoutException("told to"));
    }
}
