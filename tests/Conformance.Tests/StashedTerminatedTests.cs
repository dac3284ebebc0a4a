using Akka.Actor;
using Akka.TestKit.Xunit2;
using Xunit;

namespace Orchestrator.Conformance.Tests;

public sealed class StashedTerminatedTests() : TestKit("akka.loglevel = WARNING")
{
    [Fact]
    public async Task A_stashed_Terminated_is_received_once_when_it_is_unstashed()
    {
        var test = TestActor;
        var child = Sys.ActorOf(Props.Create(() => new Child()));
        var watcher = Sys.ActorOf(Props.Create(() => new Watcher(child, test)));
        Sys.Stop(child);
        await ExpectMsgAsync("stashed");

        watcher.Tell("open");

        await ExpectMsgAsync("terminated");
        watcher.Tell("end");
        await ExpectMsgAsync("end");
    }

    private sealed class Child : ReceiveActor;

    private sealed class Watcher : ReceiveActor, IWithUnboundedStash
    {
        public Watcher(IActorRef watched, IActorRef test)
        {
            Context.Watch(watched);
            Receive<Terminated>(_ =>
            {
                Stash.Stash();
                test.Tell("stashed");
            });
            Receive<string>(_ => Become(() =>
            {
                Stash.UnstashAll();
                Receive<Terminated>(_ => test.Tell("terminated"));
                Receive<string>(text => test.Tell(text));
            }));
        }

        public IStash Stash { get; set; } = null!;
    }
}
