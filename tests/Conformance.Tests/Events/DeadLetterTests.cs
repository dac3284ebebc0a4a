using Akka.Actor;
using Akka.Event;
using Akka.TestKit.TestActors;
using Akka.TestKit.Xunit2;
using Xunit;

namespace Orchestrator.Conformance.Tests.Events;

public sealed class DeadLetterTests : TestKit
{
    private readonly IActorRef _ended;

    public DeadLetterTests()
    {
        _ended = Sys.ActorOf(BlackHoleActor.Props, "ended");
        Assert.True(_ended.GracefulStop(TimeSpan.FromSeconds(5)).Result);
        Sys.EventStream.Subscribe(TestActor, typeof(AllDeadLetters));
    }

    [Fact]
    public async Task A_message_to_an_actor_that_has_ended_is_published_with_sender_and_recipient()
    {
        _ended.Tell("lost", TestActor);
        var letter = await ExpectMsgAsync<DeadLetter>();
        Assert.Equal("lost", letter.Message);
        Assert.Equal(TestActor, letter.Sender);
        Assert.Equal(_ended, letter.Recipient);
    }

    [Fact]
    public async Task What_waits_in_the_mailbox_of_an_actor_that_stops_is_published()
    {
        var gate = new ManualResetEventSlim();
        var actor = Sys.ActorOf(Props.Create(() => new Gated(gate, TestActor)));
        actor.Tell("first");
        await ExpectMsgAsync("entered");
        actor.Tell("second", TestActor);
        ((IInternalActorRef)actor).Stop();
        gate.Set();
        Assert.Equal("second", (await ExpectMsgAsync<DeadLetter>()).Message);
    }

    [Fact]
    public async Task Messages_of_no_interest_are_suppressed()
    {
        _ended.Tell(new Unimportant(), TestActor);
        Assert.IsType<Unimportant>((await ExpectMsgAsync<SuppressedDeadLetter>()).Message);
    }

    [Fact]
    public async Task What_is_sent_to_dead_letters_is_one()
    {
        Sys.DeadLetters.Tell("lost", TestActor);
        Assert.Equal("lost", (await ExpectMsgAsync<DeadLetter>()).Message);
    }

    [Fact]
    public async Task The_reference_of_a_path_without_an_actor_leads_to_dead_letters()
    {
        var nobody = ((ExtendedActorSystem)Sys).Provider.ResolveActorRef("akka://test/user/nobody");
        nobody.Tell("lost", TestActor);
        Assert.Equal("lost", (await ExpectMsgAsync<DeadLetter>()).Message);
        Assert.Equal(TestActor, ((ExtendedActorSystem)Sys).Provider.ResolveActorRef(TestActor.Path.ToSerializationFormat()));
    }

    private sealed record Unimportant : IDeadLetterSuppression;

    private sealed class Gated : ReceiveActor
    {
        public Gated(ManualResetEventSlim gate, IActorRef reportTo) => Receive<string>(_ =>
        {
            reportTo.Tell("entered");
            gate.Wait(TimeSpan.FromSeconds(5));
        });
    }
}
