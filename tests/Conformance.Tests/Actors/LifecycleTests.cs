using Akka.Actor;
using Akka.TestKit.Xunit2;
using Xunit;

namespace Orchestrator.Conformance.Tests.Actors;

public sealed class LifecycleTests : TestKit
{
    [Fact]
    public async Task Hooks_run_in_the_documented_order_over_start_restart_and_stop()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Reporter(TestActor)));
        await ExpectMsgAsync("1 PreStart");
        actor.Tell(new InvalidOperationException("boom"));
        await ExpectMsgAsync("1 PreRestart boom at InvalidOperationException");
        await ExpectMsgAsync("1 PostStop");
        await ExpectMsgAsync("2 PostRestart boom");
        await ExpectMsgAsync("2 PreStart");
        Sys.Stop(actor);
        await ExpectMsgAsync("2 PostStop");
    }

    [Fact]
    public async Task A_restart_replaces_the_instance_and_keeps_reference_and_mailbox()
    {
        var gate = new ManualResetEventSlim();
        var actor = Sys.ActorOf(Props.Create(() => new Counter(gate)));
        actor.Tell("count");
        actor.Tell("count");
        actor.Tell("fail at the gate");
        actor.Tell("count");
        actor.Tell("get", TestActor);
        gate.Set();
        await ExpectMsgAsync(1); // the two before the failure are forgotten, the one that waited is not
    }

    [Fact]
    public async Task A_message_that_made_the_actor_fail_is_not_processed_again()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Counter(new ManualResetEventSlim(true))));
        actor.Tell("fail at the gate");
        actor.Tell("get", TestActor);
        await ExpectMsgAsync(0);
    }

    [Fact]
    public async Task Children_stop_when_their_parent_restarts_unless_it_says_otherwise()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent(TestActor)));
        var child = await ExpectMsgAsync<IActorRef>();
        Watch(child);
        parent.Tell(new InvalidOperationException("boom"));
        var next = new[] { await ExpectMsgAsync<object>(), await ExpectMsgAsync<object>() };
        Assert.Contains(next, m => m is Terminated terminated && terminated.ActorRef.Equals(child));
        Assert.Contains(next, m => m is IActorRef replaced && !replaced.Equals(child));
    }

    [Fact]
    public async Task A_parent_stops_after_all_its_children()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Ancestor(3, TestActor)));
        Sys.Stop(parent);
        for (var depth = 0; depth <= 3; depth++) await ExpectMsgAsync(depth, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_name_is_free_again_once_its_actor_has_ended_and_the_new_one_is_another()
    {
        var first = Sys.ActorOf(Props.Create(() => new Reporter(ActorRefs.Nobody)), "again");
        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(Props.Create(() => new Reporter(ActorRefs.Nobody)), "again"));
        Assert.True(await first.GracefulStop(TimeSpan.FromSeconds(5)));
        IActorRef? second = null;
        await AwaitAssertAsync(() => second = Sys.ActorOf(Props.Create(() => new Reporter(ActorRefs.Nobody)), "again"));
        Assert.Equal(first.Path, second!.Path);
        Assert.NotEqual(first, second);
    }

    [Theory]
    [InlineData("")]
    [InlineData("$mine")]
    [InlineData("has space")]
    [InlineData("a/b")]
    [InlineData("ä")]
    public void Names_that_no_path_could_hold_are_refused(string name) =>
        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(Props.Create(() => new Reporter(ActorRefs.Nobody)), name));

    private sealed class Reporter : ReceiveActor
    {
        private static int _instances;
        private readonly IActorRef _to;
        private readonly int _number;

        public Reporter(IActorRef to)
        {
            _to = to;
            _number = to.IsNobody() ? 0 : Interlocked.Increment(ref _instances);
            Receive<Exception>(new Action<Exception>(e => throw e));
        }

        protected override void PreStart() => _to.Tell($"{_number} PreStart");

        protected override void PostStop() => _to.Tell($"{_number} PostStop");

        protected override void PreRestart(Exception reason, object message)
        {
            _to.Tell($"{_number} PreRestart {reason.Message} at {message.GetType().Name}");
            base.PreRestart(reason, message);
        }

        protected override void PostRestart(Exception reason)
        {
            _to.Tell($"{_number} PostRestart {reason.Message}");
            base.PostRestart(reason);
        }
    }

    private sealed class Counter : ReceiveActor
    {
        private int _count;

        public Counter(ManualResetEventSlim gate)
        {
            Receive<string>(m => m == "count", _ => _count++);
            Receive<string>(m => m == "get", _ => Sender.Tell(_count));
            Receive<string>(m => m == "fail at the gate", new Action<string>(_ =>
            {
                gate.Wait(TimeSpan.FromSeconds(5));
                throw new InvalidOperationException("boom");
            }));
        }
    }

    private sealed class Parent : ReceiveActor
    {
        private readonly IActorRef _to;

        public Parent(IActorRef to)
        {
            _to = to;
            Receive<Exception>(new Action<Exception>(e => throw e));
        }

        protected override void PreStart() => _to.Tell(Context.ActorOf(Props.Create(() => new Reporter(ActorRefs.Nobody))));
    }

    private sealed class Ancestor : ReceiveActor
    {
        private readonly int _depth;
        private readonly IActorRef _to;

        public Ancestor(int depth, IActorRef to)
        {
            _depth = depth;
            _to = to;
            if (depth > 0) Context.ActorOf(Props.Create(() => new Ancestor(depth - 1, to)));
        }

        protected override void PostStop() => _to.Tell(_depth);
    }
}
