using Akka.Actor;
using Akka.TestKit;
using Orchestrator.Agents.Subscriptions;
using Orchestrator.Agents.Tests.Lifecycle;
using System.Collections.Concurrent;
using Xunit;
using static Orchestrator.Agents.Subscriptions.SubscriptionMessages;

namespace Orchestrator.Agents.Tests.Subscriptions;

public sealed class SubscriptionsActorTests : AgentTestKit
{
    private static readonly SubscriptionOptions Options = new(
        Max: 10, Concurrency: 1, MaxWaiting: 5, MaxPerSecond: 3, RunTimeout: TimeSpan.FromSeconds(5), RunOutput: 1000, LoopLimit: 4, OutputQuiet: TimeSpan.FromSeconds(1));

    private readonly PlayedRunner _runner = new();

    [Theory]
    [InlineData(ActionKind.Run, false)]
    [InlineData(ActionKind.Keys, false)]
    [InlineData(ActionKind.Send, true)]
    public async Task After_a_crash_a_begun_action_is_repeated_only_where_twice_is_as_good_as_once(ActionKind kind, bool isRepeated)
    {
        var watcher = CreateTestProbe();
        var actor = Start(watcher);
        await SubscribeAsync(actor, SubscriptionBookTests.Wanted() with { Action = new SubscriptionAction(kind, "x") });
        actor.Tell(new Occurred("sub-1", [new("a"), new("b")]), watcher);
        Assert.Equal(2, (await watcher.FishAsync<Taken>()).Count);
        Assert.Equal(1, await _runner.NextAsync());

        await KillAsync(actor);
        var next = Start(watcher);
        if (isRepeated)
        {
            Assert.Equal(1, await _runner.NextAsync());
            _runner.End(new ActionOutcome("done"));
        }

        Assert.Equal(2, await _runner.NextAsync()); // it had not begun
        _runner.End(new ActionOutcome("done"));
        await Eventually.Holds(async () => Assert.Empty(Assert.Single((await ListAsync(next)).Subscriptions).Open));
        Assert.Equal("sub-1", (await watcher.FishAsync<Subscribed>()).Subscription.Id); // watched again
        Assert.True(_runner.IsIdle);
    }

    [Fact]
    public async Task What_was_left_out_is_stored_once_a_second()
    {
        var watcher = CreateTestProbe();
        var actor = Start(watcher);
        await SubscribeAsync(actor, SubscriptionBookTests.Wanted() with { Action = new SubscriptionAction(ActionKind.Log), MaxPerSecond = 3 });
        for (var i = 0; i < 4; i++) actor.Tell(new Occurred("sub-1", [new("a"), new("b")]), watcher);
        for (var i = 0; i < 4; i++) await watcher.FishAsync<Taken>();
        Assert.Equal((3L, 0L), Counts(await ListAsync(actor)));
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Eventually.Holds(async () => Assert.Equal((3L, 5L), Counts(await ListAsync(actor))));
    }

    [Fact]
    public async Task A_cancelled_subscription_is_not_watched_and_its_pane_fires_no_more()
    {
        var watcher = CreateTestProbe();
        var actor = Start(watcher);
        await SubscribeAsync(actor, SubscriptionBookTests.Wanted());
        actor.Tell(new CancelSubscription("sub-1", "user"), TestActor);
        await ExpectMsgAsync<Cancelled>();
        Assert.Equal("sub-1", (await watcher.FishAsync<SubscriptionsActor.Unwatch>()).Id);
        actor.Tell(new Occurred("sub-1", [new("late")]), watcher);
        Assert.Equal(1, (await watcher.FishAsync<Taken>()).Count);
        Assert.True(_runner.IsIdle);
    }

    private static (long Fired, long LeftOut) Counts(SubscriptionList list) => (list.Subscriptions[0].Fired, list.Subscriptions[0].LeftOut);

    private IActorRef Start(TestProbe watcher) =>
        Sys.ActorOf(SubscriptionsActor.Props(Options, _ => Props.Create(() => new Relay(watcher.Ref)), _runner));

    private async Task SubscribeAsync(IActorRef actor, Subscription wanted)
    {
        actor.Tell(new Subscribe(wanted), TestActor);
        await ExpectMsgAsync<Subscribed>();
    }

    private static Task<SubscriptionList> ListAsync(IActorRef actor) => actor.Ask<SubscriptionList>(new GetSubscriptions());

    private sealed class Relay : ReceiveActor
    {
        public Relay(IActorRef to) => ReceiveAny(to.Tell);
    }

    private sealed class PlayedRunner : IActionRunner
    {
        private readonly ConcurrentQueue<long> _begun = new();
        private volatile TaskCompletionSource<ActionOutcome> _end = new();

        public bool IsIdle => _begun.IsEmpty;

        public Task<ActionOutcome> RunAsync(Subscription subscription, Firing firing, CancellationToken cancellation)
        {
            _end = new TaskCompletionSource<ActionOutcome>();
            _begun.Enqueue(firing.Number);
            return _end.Task;
        }

        public void End(ActionOutcome outcome) => _end.SetResult(outcome);

        public async Task<long> NextAsync()
        {
            var number = 0L;
            await Eventually.Holds(() =>
            {
                Assert.True(_begun.TryDequeue(out number), "No action has begun.");
                return Task.CompletedTask;
            });
            return number;
        }
    }
}

internal static class Fishing
{
    /// <summary>The next message of a type; others are passed over.</summary>
    public static async Task<T> FishAsync<T>(this TestProbe probe) => (T)await probe.FishForMessageAsync(m => m is T, TimeSpan.FromSeconds(10));
}
