using Akka.Actor;
using Akka.Persistence;
using Akka.TestKit.Xunit2;
using Xunit;

namespace Orchestrator.Conformance.Tests.Persistence;

/// <summary>Order of events, handlers and commands; recovery; failures.</summary>
public sealed class PersistentActorTests : TestKit
{
    public PersistentActorTests() : base(TroubledJournal.Configuration + "\nakka.persistence.snapshot-store.plugin = \"akka.persistence.snapshot-store.inmem\"\nakka.persistence.snapshot-store.inmem { class = \"Akka.Persistence.Snapshot.MemorySnapshotStore, Akka.Persistence\", plugin-dispatcher = \"akka.actor.default-dispatcher\" }")
    {
    }

    [Fact]
    public async Task Commands_wait_until_the_handlers_of_persist_have_run()
    {
        var actor = await Start("a");
        actor.Tell("persist 1 2");
        actor.Tell("next");
        await Says("stored 1 1", "stored 2 2", "command next");
    }

    [Fact]
    public async Task Commands_overtake_the_handlers_of_persist_async_but_these_keep_their_order()
    {
        var actor = await Start("a");
        actor.Tell("async 1 2 3");
        await Says("async returned", "stored 1 1", "stored 2 2", "stored 3 3");
    }

    [Fact]
    public async Task Defer_runs_behind_the_events_before_it_and_at_once_when_there_are_none()
    {
        var actor = await Start("a");
        actor.Tell("defer now");
        await Says("deferred now");
        actor.Tell("persist 1");
        actor.Tell("defer later");
        await Says("stored 1 1", "deferred later");
    }

    [Fact]
    public async Task What_a_handler_persists_comes_before_the_next_command()
    {
        var actor = await Start("a");
        actor.Tell("nest outer inner");
        actor.Tell("next");
        await Says("stored outer 1", "stored inner 2", "command next");
    }

    [Fact]
    public async Task A_stopped_actor_recovers_its_events_in_order()
    {
        var actor = await Start("a");
        actor.Tell("all 1 2 3");
        await Says("stored 1 1", "stored 2 2", "stored 3 3");
        await Stop(actor);
        Sys.ActorOf(Recorder.Props("a", TestActor)).Tell("next"); // waits until the recovery has ended
        await Says("recovered 1", "recovered 2", "recovered 3", "completed at 3", "command next");
    }

    [Fact]
    public async Task A_restarted_actor_recovers_and_takes_the_commands_that_waited()
    {
        var actor = await Start("a");
        actor.Tell("persist 1");
        actor.Tell("throw");
        actor.Tell("next");
        await Says("stored 1 1", "stopped", "recovered 1", "completed at 1", "command next");
    }

    [Fact]
    public async Task A_snapshot_is_offered_first_and_only_later_events_are_replayed()
    {
        var actor = await Start("a");
        actor.Tell("all 1 2");
        await Says("stored 1 1", "stored 2 2");
        actor.Tell("snapshot state");
        await Says("saved 2");
        actor.Tell("persist 3");
        await Says("stored 3 3");
        await Stop(actor);
        Sys.ActorOf(Recorder.Props("a", TestActor));
        await Says("offered state at 2", "recovered 3", "completed at 3");
    }

    [Fact]
    public async Task Deleted_events_are_not_replayed_and_their_numbers_are_not_used_again()
    {
        var actor = await Start("a");
        actor.Tell("all 1 2 3");
        await Says("stored 1 1", "stored 2 2", "stored 3 3");
        actor.Tell("delete 2");
        await Says("deleted to 2");
        await Stop(actor);
        Sys.ActorOf(Recorder.Props("a", TestActor)).Tell("persist 4");
        await Says("recovered 3", "completed at 3", "stored 4 4");
    }

    [Fact]
    public async Task Recovery_can_end_at_a_number_and_new_events_go_on_behind_the_highest()
    {
        var actor = await Start("a");
        actor.Tell("all 1 2 3");
        await Says("stored 1 1", "stored 2 2", "stored 3 3");
        await Stop(actor);
        Sys.ActorOf(Recorder.Props("a", TestActor, new Recovery(SnapshotSelectionCriteria.None, 1L))).Tell("persist 4");
        await Says("recovered 1", "completed at 3", "stored 4 4");
        var none = Sys.ActorOf(Recorder.Props("a", TestActor, Recovery.None));
        await Says("completed at 4");
        await Stop(none);
    }

    [Fact]
    public async Task A_failed_write_stops_the_actor()
    {
        var actor = await Start("a");
        Watch(actor);
        actor.Tell("persist fail");
        await Says("failed fail 1: can't write", "stopped");
        await ExpectTerminatedAsync(actor);
    }

    [Fact]
    public async Task A_rejected_event_is_told_and_the_actor_goes_on()
    {
        var actor = await Start("a");
        actor.Tell("persist reject");
        actor.Tell("persist 2");
        await Says("rejected reject 1: won't write", "stored 2 2");
    }

    [Theory]
    [InlineData("silent", nameof(RecoveryTimedOutException))]
    public async Task A_recovery_that_gets_nothing_stops_the_actor(string id, string reason)
    {
        var actor = Sys.ActorOf(Recorder.Props(id, TestActor));
        Watch(actor);
        await Says($"not recovered: {reason}", "stopped");
        await ExpectTerminatedAsync(actor);
    }

    [Fact]
    public async Task A_journal_that_can_not_read_stops_the_actor()
    {
        var actor = await Start("unreadable");
        actor.Tell("persist 1");
        await Says("stored 1 1");
        await Stop(actor);
        var next = Sys.ActorOf(Recorder.Props("unreadable", TestActor));
        Watch(next);
        await Says("not recovered: InvalidOperationException", "stopped");
        await ExpectTerminatedAsync(next);
    }

    private async Task<IActorRef> Start(string id)
    {
        var actor = Sys.ActorOf(Recorder.Props(id, TestActor));
        await Says("completed at 0");
        return actor;
    }

    private async Task Stop(IActorRef actor)
    {
        Watch(actor);
        Sys.Stop(actor);
        await Says("stopped");
        await ExpectTerminatedAsync(actor);
        Unwatch(actor);
    }

    private async Task Says(params string[] expected)
    {
        foreach (var what in expected)
            Assert.Equal(what, await ExpectMsgAsync<string>());
    }
}
