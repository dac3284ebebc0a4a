using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.TestActors;
using Akka.TestKit.Xunit2;
using Xunit;

namespace Orchestrator.Conformance.Tests.Actors;

public sealed class DeathWatchTests : TestKit
{
    [Fact]
    public async Task The_end_of_a_watched_actor_is_told_once_however_often_it_is_watched()
    {
        var actor = Sys.ActorOf(BlackHoleActor.Props);
        Watch(actor);
        Watch(actor);
        Sys.Stop(actor);
        var terminated = await ExpectTerminatedAsync(actor);
        Assert.True(terminated.ExistenceConfirmed);
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task Whoever_watches_an_actor_that_has_ended_is_told_at_once()
    {
        var actor = Sys.ActorOf(BlackHoleActor.Props);
        Assert.True(await actor.GracefulStop(TimeSpan.FromSeconds(5)));
        Watch(actor);
        Assert.False((await ExpectTerminatedAsync(actor)).ExistenceConfirmed);
    }

    [Fact]
    public async Task A_watch_that_was_ended_tells_nothing()
    {
        var actor = Sys.ActorOf(BlackHoleActor.Props);
        Watch(actor);
        Unwatch(actor);
        Assert.True(await actor.GracefulStop(TimeSpan.FromSeconds(5)));
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task An_unwatch_also_drops_a_notice_that_waits_in_the_mailbox()
    {
        var target = Sys.ActorOf(BlackHoleActor.Props);
        var gate = new ManualResetEventSlim();
        var watcher = Sys.ActorOf(Props.Create(() => new Watcher(target, gate, TestActor)));
        watcher.Tell("watch, wait, unwatch");
        await ExpectMsgAsync("waiting");
        Watch(target);
        Sys.Stop(target);
        await ExpectTerminatedAsync(target);
        gate.Set();
        watcher.Tell("ping");
        await ExpectMsgAsync("pong"); // and no notice before it
    }

    [Fact]
    public async Task WatchWith_sends_its_own_message_in_place_of_Terminated()
    {
        var target = Sys.ActorOf(BlackHoleActor.Props);
        Sys.ActorOf(Props.Create(() => new WatchesWith(target, TestActor)));
        await ExpectMsgAsync("ready");
        Sys.Stop(target);
        await ExpectMsgAsync("gone");
    }

    [Fact]
    public async Task An_actor_that_ignores_the_end_of_one_it_watches_ends_too()
    {
        var target = Sys.ActorOf(BlackHoleActor.Props);
        var dependent = Sys.ActorOf(Props.Create(() => new Dependent(target, TestActor)));
        await ExpectMsgAsync("ready");
        Watch(dependent);
        Sys.Stop(target);
        await ExpectTerminatedAsync(dependent);
    }

    [Fact]
    public async Task A_restart_of_the_watched_actor_is_not_its_end()
    {
        var target = Sys.ActorOf(Props.Create(() => new Fragile()));
        Watch(target);
        target.Tell(new InvalidOperationException("boom"));
        target.Tell("ping", TestActor);
        await ExpectMsgAsync("pong");
    }

    [Fact]
    public async Task GracefulStop_is_cancelled_when_the_actor_does_not_end_in_time()
    {
        var actor = Sys.ActorOf(BlackHoleActor.Props);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => actor.GracefulStop(TimeSpan.FromMilliseconds(50), "not a stop message"));
    }

    private sealed class Watcher : ReceiveActor
    {
        public Watcher(IActorRef target, ManualResetEventSlim gate, IActorRef reportTo)
        {
            Receive<string>(m => m == "ping", _ => reportTo.Tell("pong"));
            Receive<string>(_ =>
            {
                Context.Watch(target);
                reportTo.Tell("waiting");
                gate.Wait(TimeSpan.FromSeconds(5));
                Context.Unwatch(target);
            });
            Receive<Terminated>(_ => reportTo.Tell("told"));
        }
    }

    private sealed class WatchesWith : ReceiveActor
    {
        public WatchesWith(IActorRef target, IActorRef reportTo)
        {
            Context.WatchWith(target, "gone");
            ReceiveAny(reportTo.Tell);
            reportTo.Tell("ready");
        }
    }

    private sealed class Dependent : ReceiveActor
    {
        public Dependent(IActorRef target, IActorRef reportTo)
        {
            Context.Watch(target);
            reportTo.Tell("ready");
        }
    }

    private sealed class Fragile : ReceiveActor
    {
        public Fragile()
        {
            Receive<Exception>(new Action<Exception>(e => throw e));
            Receive<string>(_ => Sender.Tell("pong"));
        }
    }
}
