using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;
using Xunit;

namespace Orchestrator.Conformance.Tests.Actors;

public sealed class ReceiveTests : TestKit
{
    [Fact]
    public async Task Handlers_are_tried_in_the_order_of_their_registration()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Ordered()));
        actor.Tell(5, TestActor);
        await ExpectMsgAsync("small");
        actor.Tell(50, TestActor);
        await ExpectMsgAsync("integer");
        actor.Tell(5.0, TestActor);
        await ExpectMsgAsync("anything");
    }

    [Fact]
    public void No_handler_can_follow_one_that_takes_everything() =>
        EventFilter.Exception<ActorInitializationException>().ExpectOne(() => Sys.ActorOf(Props.Create(() => new Unreachable())));

    [Fact]
    public async Task A_message_without_a_handler_is_published_as_unhandled()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));
        var actor = Sys.ActorOf(Props.Create(() => new Picky()));
        actor.Tell("unknown", TestActor);
        var unhandled = await ExpectMsgAsync<UnhandledMessage>();
        Assert.Equal("unknown", unhandled.Message);
        Assert.Equal(actor, unhandled.Recipient);
        Assert.Equal(TestActor, unhandled.Sender);
    }

    [Fact]
    public async Task Become_replaces_stacked_behaviors_return()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Moody()));
        string[] told = ["?", "stack", "?", "stack", "?", "back", "?", "replace", "?", "back", "?"];
        foreach (var message in told) actor.Tell(message, TestActor);
        foreach (var expected in new[] { "calm", "stacked 1", "stacked 2", "stacked 1", "replaced", "calm" }) await ExpectMsgAsync(expected);
    }

    [Fact]
    public async Task A_restart_returns_to_the_first_behavior()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Moody()));
        actor.Tell("replace");
        actor.Tell("fail");
        actor.Tell("?", TestActor);
        await ExpectMsgAsync("calm");
    }

    [Fact]
    public async Task An_asynchronous_handler_keeps_its_context_and_holds_later_messages_back()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Patient()));
        var probe = CreateTestProbe();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        actor.Tell(gate, probe.Ref);
        actor.Tell("after", TestActor);
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
        gate.SetResult();
        await probe.ExpectMsgAsync(actor); // sent after the await, to the sender of the message before it
        await ExpectMsgAsync("after");
    }

    [Fact]
    public async Task A_failure_after_an_await_is_the_actors_failure()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Patient()));
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await EventFilter.Exception<InvalidOperationException>("boom").ExpectOneAsync(() =>
        {
            actor.Tell(gate, TestActor);
            gate.SetException(new InvalidOperationException("boom"));
            return Task.CompletedTask;
        });
        actor.Tell("after", TestActor);
        await ExpectMsgAsync("after");
    }

    [Fact]
    public async Task A_receive_timeout_comes_after_each_silence_until_it_is_turned_off()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Sleepy(TestActor)));
        await ExpectMsgAsync("silence 1");
        await ExpectMsgAsync("silence 2");
        actor.Tell("off");
        await FishForMessageAsync(m => m.Equals("turned off"));
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(150));
    }

    private sealed class Ordered : ReceiveActor
    {
        public Ordered()
        {
            Receive<int>(n => n < 10, _ => Sender.Tell("small"));
            Receive<int>(_ => Sender.Tell("integer"));
            ReceiveAny(_ => Sender.Tell("anything"));
        }
    }

    private sealed class Unreachable : ReceiveActor
    {
        public Unreachable()
        {
            ReceiveAny(_ => { });
            Receive<string>(_ => { });
        }
    }

    private sealed class Picky : ReceiveActor
    {
        public Picky() => Receive<int>(_ => { });
    }

    private sealed class Moody : ReceiveActor
    {
        private int _depth;

        public Moody()
        {
            Common();
            Receive<string>(m => m == "?", _ => Sender.Tell("calm"));
        }

        private void Common()
        {
            Receive<string>(m => m == "fail", new Action<string>(_ => throw new InvalidOperationException("boom")));
            Receive<string>(m => m == "back", _ => UnbecomeStacked());
            Receive<string>(m => m == "replace", _ => Become(() =>
            {
                Common();
                Receive<string>(m => m == "?", _ => Sender.Tell("replaced"));
            }));
            Receive<string>(m => m == "stack", _ =>
            {
                var depth = ++_depth;
                BecomeStacked(() =>
                {
                    Common();
                    Receive<string>(m => m == "?", _ => Sender.Tell($"stacked {depth}"));
                });
            });
        }
    }

    private sealed class Patient : ReceiveActor
    {
        public Patient()
        {
            ReceiveAsync<TaskCompletionSource>(async gate =>
            {
                await gate.Task;
                Sender.Tell(Context.Self);
            });
            Receive<string>(m => Sender.Tell(m));
        }
    }

    private sealed class Sleepy : ReceiveActor
    {
        private int _silences;

        public Sleepy(IActorRef reportTo)
        {
            SetReceiveTimeout(TimeSpan.FromMilliseconds(30));
            Receive<ReceiveTimeout>(_ => reportTo.Tell($"silence {++_silences}"));
            Receive<string>(_ =>
            {
                SetReceiveTimeout(null);
                reportTo.Tell("turned off");
            });
        }
    }
}
