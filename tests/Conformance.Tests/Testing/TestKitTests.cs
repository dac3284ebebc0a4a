using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.TestActors;
using Xunit;

namespace Orchestrator.Conformance.Tests.Testing;

public sealed class TestKitTests : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    [Fact]
    public void The_test_actor_is_the_sender_of_what_the_test_sends()
    {
        var echo = Sys.ActorOf(SimpleEchoActor.Props());
        echo.Tell("hello");
        ExpectMsg("hello");
        Assert.Equal(echo, LastSender);
    }

    [Fact]
    public async Task Also_after_an_await()
    {
        var echo = Sys.ActorOf(SimpleEchoActor.Props());
        await Task.Yield();
        echo.Tell("hello");
        await ExpectMsgAsync("hello");
    }

    [Fact]
    public void An_expectation_fails_on_silence_another_type_and_another_value()
    {
        Assert.ThrowsAny<Exception>(() => ExpectMsg<string>(Short));
        TestActor.Tell(7);
        Assert.ThrowsAny<Exception>(() => ExpectMsg<string>(Short));
        TestActor.Tell("seven");
        Assert.ThrowsAny<Exception>(() => ExpectMsg("eight", Short));
        TestActor.Tell("seven");
        Assert.ThrowsAny<Exception>(() => ExpectMsg<string>(m => m.Length == 3, Short));
        TestActor.Tell("seven");
        Assert.ThrowsAny<Exception>(() => ExpectNoMsg(Short));
    }

    [Fact]
    public void Messages_are_fished_ignored_and_received_in_numbers()
    {
        foreach (var message in new object[] { 1, "two", 3, 4 }) TestActor.Tell(message);
        Assert.Equal("two", FishForMessage(m => m is string));
        Assert.Equal(3, ReceiveOne(Short));
        Assert.Equal(4, ReceiveOne(Short));
        Assert.Null(ReceiveOne(Short));
        IgnoreMessages(m => m is int);
        TestActor.Tell(1);
        TestActor.Tell("a");
        ExpectMsg("a");
        IgnoreNoMessages();
        for (var i = 0; i < 5; i++) TestActor.Tell(i);
        Assert.Equal([0, 1, 2], ReceiveN(3).Cast<int>());
        Assert.Equal([3, 4], ReceiveWhile<object>(m => m is int ? m : null!, Short));
    }

    [Fact]
    public void All_of_several_messages_are_expected_in_any_order()
    {
        foreach (var message in new[] { "b", "a", "c" }) TestActor.Tell(message);
        Assert.Equal(["b", "a", "c"], ExpectMsgAllOf("a", "b", "c"));
        TestActor.Tell("x");
        Assert.Equal("x", ExpectMsgAnyOf(new[] { "x", "y" }));
    }

    [Fact]
    public void Within_limits_the_time_of_what_is_inside()
    {
        Assert.ThrowsAny<Exception>(() => Within(Short, () => ExpectMsg<string>()));
        Assert.ThrowsAny<Exception>(() => Within(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), () => { }));
        Assert.Equal(7, Within(TimeSpan.FromSeconds(5), () => 7));
        Assert.Throws<InvalidOperationException>(() => Remaining);
        Within(TimeSpan.FromSeconds(5), () => Assert.InRange(Remaining, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void Conditions_and_assertions_are_waited_for()
    {
        var tries = 0;
        AwaitCondition(() => ++tries == 3, TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(5));
        AwaitAssert(() => Assert.True(++tries > 5), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(5));
        Assert.ThrowsAny<Exception>(() => AwaitCondition(() => false, Short));
        Assert.ThrowsAny<Exception>(() => AwaitAssert(() => Assert.True(false), Short, TimeSpan.FromMilliseconds(5)));
        Assert.False(AwaitConditionNoThrow(() => false, Short));
    }

    [Fact]
    public void A_probe_answers_forwards_and_is_a_reference_itself()
    {
        var probe = CreateTestProbe("probe");
        probe.Ref.Tell("question", TestActor);
        probe.ExpectMsg("question");
        Assert.Equal(TestActor, probe.Sender);
        probe.Reply("answer");
        ExpectMsg("answer");
        Assert.Equal(probe.Ref, LastSender);
        probe.Ref.Tell("pass on", ActorRefs.Nobody);
        probe.ExpectMsg("pass on");
        probe.Forward(TestActor);
        ExpectMsg("pass on");
        Assert.StartsWith("akka://test/system/probe", probe.Ref.Path.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pilot_acts_before_the_test_sees_the_message()
    {
        var probe = CreateTestProbe();
        probe.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            sender.Tell($"piloted {message}");
            return message.Equals("last") ? AutoPilot.NoAutoPilot : AutoPilot.KeepRunning;
        }));
        foreach (var message in new[] { "first", "last", "after" }) probe.Ref.Tell(message, TestActor);
        ExpectMsg("piloted first");
        ExpectMsg("piloted last");
        ExpectNoMsg(Short);
        Assert.Equal(["first", "last", "after"], probe.ReceiveN(3).Cast<string>());
    }

    [Fact]
    public void A_probes_child_fails_as_its_strategy_says()
    {
        var probe = CreateTestProbe();
        var child = probe.ChildActorOf(Props.Create(() => new Fragile()), "child", new OneForOneStrategy(_ => Directive.Stop));
        Watch(child);
        child.Tell("boom");
        ExpectTerminated(child);
        Assert.Equal(probe.Ref.Path, child.Path.Parent);
    }

    private sealed class Fragile : ReceiveActor
    {
        public Fragile() => ReceiveAny(_ => throw new InvalidOperationException("boom"));
    }
}
