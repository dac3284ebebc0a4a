using Akka.Actor;
using Akka.TestKit.Xunit2;
using Xunit;

namespace Orchestrator.Conformance.Tests.Actors;

public sealed class StashTests : TestKit
{
    [Fact]
    public async Task Stashed_messages_come_back_in_their_order_before_later_ones_and_with_their_senders()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Door()));
        var other = CreateTestProbe();
        actor.Tell(1, TestActor);
        actor.Tell(2, other.Ref);
        actor.Tell(3, TestActor);
        actor.Tell("open");
        actor.Tell(4, TestActor);
        await ExpectMsgAsync(1);
        await ExpectMsgAsync(3);
        await ExpectMsgAsync(4);
        await other.ExpectMsgAsync(2);
    }

    [Fact]
    public async Task Unstash_brings_one_message_back_at_a_time()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Door()));
        actor.Tell(1, TestActor);
        actor.Tell(2, TestActor);
        actor.Tell("open for one");
        await ExpectMsgAsync(1);
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
        actor.Tell("open for one");
        await ExpectMsgAsync(2);
    }

    [Fact]
    public async Task The_same_message_cannot_be_stashed_twice()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Greedy()));
        actor.Tell("x", TestActor);
        await ExpectMsgAsync<IllegalActorStateException>();
    }

    [Fact]
    public async Task Stashed_messages_survive_a_restart()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Door()));
        actor.Tell(1, TestActor);
        actor.Tell(new InvalidOperationException("boom"));
        actor.Tell(2, TestActor);
        actor.Tell("open");
        await ExpectMsgAsync(1);
        await ExpectMsgAsync(2);
    }

    [Fact]
    public async Task ClearStash_empties_the_stash_and_returns_what_was_in_it()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Door()));
        actor.Tell(1, TestActor);
        actor.Tell(2, TestActor);
        actor.Tell("clear", TestActor);
        Assert.Equal([1, 2], (await ExpectMsgAsync<object[]>()).Cast<int>());
        actor.Tell("open");
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
    }

    private sealed class Door : ReceiveActor, IWithUnboundedStash
    {
        private int _allowed;

        public Door()
        {
            Receive<Exception>(new Action<Exception>(e => throw e));
            Receive<int>(m =>
            {
                if (_allowed-- > 0) Sender.Tell(m);
                else Stash.Stash();
            });
            Receive<string>(m => m == "open", _ =>
            {
                _allowed = int.MaxValue;
                Stash.UnstashAll();
            });
            Receive<string>(m => m == "open for one", _ =>
            {
                _allowed = 1;
                Stash.Unstash();
            });
            Receive<string>(m => m == "clear", _ => Sender.Tell(Stash.ClearStash().Select(e => e.Message).ToArray()));
        }

        public IStash Stash { get; set; } = null!;
    }

    private sealed class Greedy : ReceiveActor, IWithUnboundedStash
    {
        public Greedy() => Receive<string>(_ =>
        {
            Stash.Stash();
            try
            {
                Stash.Stash();
            }
            catch (IllegalActorStateException e)
            {
                Sender.Tell(e);
            }
        });

        public IStash Stash { get; set; } = null!;
    }
}
