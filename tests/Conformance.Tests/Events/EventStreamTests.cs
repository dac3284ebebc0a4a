using Akka.Actor;
using Akka.Event;
using Akka.TestKit.TestActors;
using Akka.TestKit.Xunit2;
using Xunit;

namespace Orchestrator.Conformance.Tests.Events;

public sealed class EventStreamTests : TestKit
{
    [Fact]
    public async Task A_subscription_to_a_type_covers_the_types_below_it_and_interfaces()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(IAnimal));
        Sys.EventStream.Publish(new Cat());
        Sys.EventStream.Publish("no animal");
        Sys.EventStream.Publish(new Kitten());
        await ExpectMsgAsync<Cat>();
        await ExpectMsgAsync<Kitten>();
    }

    [Fact]
    public async Task An_event_comes_once_to_a_subscriber_of_several_of_its_types()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Cat));
        Sys.EventStream.Subscribe(TestActor, typeof(IAnimal));
        Sys.EventStream.Publish(new Kitten());
        await ExpectMsgAsync<Kitten>();
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task Unsubscribing_from_a_type_leaves_a_subscription_to_one_above_it_for_all_others()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(IAnimal));
        Assert.True(Sys.EventStream.Unsubscribe(TestActor, typeof(Cat)));
        Sys.EventStream.Publish(new Kitten());
        Sys.EventStream.Publish(new Dog());
        await ExpectMsgAsync<Dog>();
    }

    [Fact]
    public void A_second_subscription_to_the_same_type_changes_nothing_and_says_so()
    {
        Assert.True(Sys.EventStream.Subscribe(TestActor, typeof(Cat)));
        Assert.False(Sys.EventStream.Subscribe(TestActor, typeof(Cat)));
        Assert.True(Sys.EventStream.Unsubscribe(TestActor, typeof(Cat)));
        Assert.False(Sys.EventStream.Unsubscribe(TestActor, typeof(Cat)));
    }

    [Fact]
    public async Task An_actor_that_has_ended_is_no_longer_subscribed()
    {
        var actor = Sys.ActorOf(BlackHoleActor.Props);
        Sys.EventStream.Subscribe(actor, typeof(Cat));
        Assert.True(await actor.GracefulStop(TimeSpan.FromSeconds(5)));
        await AwaitAssertAsync(() => Assert.False(Sys.EventStream.Unsubscribe(actor)));
    }

    [Fact]
    public void Nobody_can_subscribe() => Assert.Throws<ArgumentNullException>(() => Sys.EventStream.Subscribe(null!, typeof(Cat)));

    private interface IAnimal;

    private class Cat : IAnimal;

    private sealed class Kitten : Cat;

    private sealed class Dog : IAnimal;
}
