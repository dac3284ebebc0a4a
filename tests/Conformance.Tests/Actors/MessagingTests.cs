using Akka.Actor;
using Akka.TestKit.Xunit2;
using Xunit;

namespace Orchestrator.Conformance.Tests.Actors;

public sealed class MessagingTests : TestKit
{
    [Fact]
    public async Task Messages_of_one_sender_arrive_once_and_in_order_whatever_others_send()
    {
        const int Senders = 8, Each = 500;
        var collector = Sys.ActorOf(Props.Create(() => new Collector(TestActor, Senders * Each)));
        var senders = Enumerable.Range(0, Senders).Select(n => Sys.ActorOf(Props.Create(() => new Burst(n, Each, collector)))).ToArray();
        foreach (var sender in senders) sender.Tell("go");

        var all = await ExpectMsgAsync<List<(int Sender, int Number)>>(TimeSpan.FromSeconds(20));
        for (var n = 0; n < Senders; n++)
            Assert.Equal(Enumerable.Range(0, Each), all.Where(m => m.Sender == n).Select(m => m.Number));
    }

    [Fact]
    public async Task The_sender_is_who_told_or_dead_letters_when_nobody_did()
    {
        var echo = Sys.ActorOf(Props.Create(() => new SenderReporter(TestActor)));
        echo.Tell("from me", TestActor);
        Assert.Equal(TestActor, await ExpectMsgAsync<IActorRef>());
        echo.Tell("from nobody", ActorRefs.NoSender);
        Assert.Equal(Sys.DeadLetters, await ExpectMsgAsync<IActorRef>());
    }

    [Fact]
    public async Task A_forwarded_message_keeps_its_sender()
    {
        var reporter = Sys.ActorOf(Props.Create(() => new SenderReporter(TestActor)));
        var forwarder = Sys.ActorOf(Props.Create(() => new Forwarder(reporter)));
        forwarder.Tell("x", TestActor);
        Assert.Equal(TestActor, await ExpectMsgAsync<IActorRef>());
    }

    [Fact]
    public void Null_is_no_message() => Assert.Throws<InvalidMessageException>(() => TestActor.Tell(null!, ActorRefs.NoSender));

    [Fact]
    public async Task A_poison_pill_stops_after_the_messages_before_it()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Echo()));
        Watch(actor);
        for (var i = 0; i < 100; i++) actor.Tell(i, TestActor);
        actor.Tell(PoisonPill.Instance);
        for (var i = 0; i < 100; i++) await ExpectMsgAsync(i);
        await ExpectTerminatedAsync(actor);
    }

    [Fact]
    public async Task Stop_ends_an_actor_before_the_messages_that_wait()
    {
        var gate = new ManualResetEventSlim();
        var actor = Sys.ActorOf(Props.Create(() => new Gated(gate, TestActor)));
        Watch(actor);
        actor.Tell("first");
        await ExpectMsgAsync("entered");
        actor.Tell("second");
        ((IInternalActorRef)actor).Stop();
        gate.Set();
        await ExpectMsgAsync("left");
        await ExpectTerminatedAsync(actor);
    }

    private sealed class Collector : ReceiveActor
    {
        private readonly List<(int, int)> _all = [];

        public Collector(IActorRef reportTo, int count) => Receive<(int, int)>(m =>
        {
            _all.Add(m);
            if (_all.Count == count) reportTo.Tell(_all);
        });
    }

    private sealed class Burst : ReceiveActor
    {
        public Burst(int number, int count, IActorRef target) => Receive<string>(_ =>
        {
            for (var i = 0; i < count; i++) target.Tell((number, i));
        });
    }

    private sealed class SenderReporter : ReceiveActor
    {
        public SenderReporter(IActorRef reportTo) => ReceiveAny(_ => reportTo.Tell(Sender));
    }

    private sealed class Forwarder : ReceiveActor
    {
        public Forwarder(IActorRef target) => ReceiveAny(target.Forward);
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(m => Sender.Tell(m));
    }

    private sealed class Gated : ReceiveActor
    {
        public Gated(ManualResetEventSlim gate, IActorRef reportTo) => Receive<string>(_ =>
        {
            reportTo.Tell("entered");
            gate.Wait(TimeSpan.FromSeconds(5));
            reportTo.Tell("left");
        });
    }
}
