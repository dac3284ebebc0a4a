using Orchestrator.Agents.Subscriptions;
using Orchestrator.Runtime.Persistence;
using Xunit;
using static Orchestrator.Agents.Subscriptions.SubscriptionEvents;
using static Orchestrator.Agents.Subscriptions.SubscriptionMessages;

namespace Orchestrator.Agents.Tests.Subscriptions;

public sealed class SubscriptionBookTests
{
    private static readonly SubscriptionOptions Options = new(
        Max: 3, Concurrency: 2, MaxWaiting: 5, MaxPerSecond: 10, RunTimeout: TimeSpan.FromSeconds(5), RunOutput: 1000, LoopLimit: 4, OutputQuiet: TimeSpan.FromSeconds(1));

    [Fact]
    public void A_limit_on_subscriptions_refuses_one_more_and_frees_a_place_when_one_ends()
    {
        var book = Enumerable.Range(0, 3).Aggregate(new SubscriptionBook(), (b, i) => Do(b, new Subscribe(Wanted() with { Key = $"k{i}" })));
        Assert.Equal(RejectionCode.Refused, book.Decide(new Subscribe(Wanted()), Some.Noon, Options).Rejection?.Code);
        Assert.Equal("sub-2", Assert.IsType<Subscribed>(book.Decide(new Subscribe(Wanted() with { Key = "k1" }), Some.Noon, Options).Reply).Subscription.Id);
        book = Do(book, new CancelSubscription("sub-1", "user"));
        Assert.Null(book.Decide(new Subscribe(Wanted()), Some.Noon, Options).Rejection);
    }

    [Fact]
    public void Each_occurrence_fires_with_a_number_of_its_own()
    {
        var book = Do(One(), new Occurred("sub-1", [new("a"), new("b")]));
        book = Do(book, new Occurred("sub-1", [new("c")]));
        Assert.Equal([(1, "a"), (2, "b"), (3, "c")], book.All["sub-1"].Open.Select(f => ((int)f.Number, f.Occurrence.Match!)));
    }

    [Fact]
    public void Only_so_many_actions_run_at_once_in_the_order_of_their_firings()
    {
        var book = Do(One(), new Occurred("sub-1", [new("a"), new("b"), new("c")]));
        Assert.Equal([1, 2], Events(book, new BeginActions("sub-1")).Cast<ActionStarted>().Select(e => (int)e.Number));
        book = Do(book, new BeginActions("sub-1"));
        Assert.Empty(Events(book, new BeginActions("sub-1")));
        book = Do(book, new EndAction("sub-1", 1, new ActionOutcome("done")));
        Assert.Equal(3, Assert.IsType<ActionStarted>(Assert.Single(Events(book, new BeginActions("sub-1")))).Number);
        Assert.Empty(Events(book, new EndAction("sub-1", 1, new ActionOutcome("done")))); // told twice
    }

    [Fact]
    public void What_is_above_the_rate_or_the_queue_is_counted_and_left_out()
    {
        var many = new Occurred("sub-1", [.. Enumerable.Range(0, 25).Select(i => new Occurrence($"{i}"))]);
        Assert.Equal((20, "queue"), One().LeftOut(many, Some.Noon, Options));
        Assert.Equal(5, Events(One(), many).Count);

        var log = One(Wanted() with { Action = new SubscriptionAction(ActionKind.Log) });
        Assert.Equal((15, "rate"), log.LeftOut(many, Some.Noon, Options));
        log = Do(log, many);
        Assert.Equal((25, "rate"), log.LeftOut(many, Some.Noon.AddSeconds(0.9), Options));
        Assert.Equal((15, "rate"), log.LeftOut(many, Some.Noon.AddSeconds(1), Options));
        Assert.Equal(7, Do(log, new LeaveOut("sub-1", 7, "rate")).All["sub-1"].LeftOut);
    }

    [Fact]
    public void One_that_fires_once_ends_and_is_forgotten_when_its_action_has_ended()
    {
        var book = Do(One(Wanted() with { Once = true }), new Occurred("sub-1", [new("a"), new("b")]));
        Assert.Equal(("fired", 1L), (book.All["sub-1"].EndReason, book.All["sub-1"].Fired));
        Assert.Empty(Events(book, new Occurred("sub-1", [new("c")])));
        book = Do(Do(book, new BeginActions("sub-1")), new EndAction("sub-1", 1, new ActionOutcome("done")));
        Assert.Empty(book.All);
    }

    [Fact]
    public void The_end_of_a_pane_fires_its_exit_subscriptions_once_and_ends_all_others_with_a_reason()
    {
        var book = Do(One(), new Subscribe(Wanted() with { Kind = SubscriptionKind.Exit, Pattern = null }));
        book = Do(book, new Subscribe(Wanted() with { Pane = Pane with { PaneId = "%9" } }));
        var events = Events(book, new PaneEnded(Pane, new Occurrence(ExitCode: 3)));
        Assert.Equal(3, Assert.Single(events.OfType<SubscriptionFired>()).Occurrence.ExitCode);
        Assert.Equal([("sub-1", "the pane's program ended"), ("sub-2", "fired")], events.OfType<SubscriptionEnded>().Select(e => (e.Id, e.Reason)).Order());
        Assert.Empty(Events(Do(book, new PaneEnded(Pane, new Occurrence(ExitCode: 3))), new PaneEnded(Pane, new Occurrence(ExitCode: 3))));
    }

    [Fact]
    public void A_loop_is_ended_and_firings_that_nothing_was_typed_before_are_none()
    {
        var book = One();
        for (var i = 0; i < 20; i++) book = DoneAction(Do(book, new Occurred("sub-1", [new("x")], AfterInput: i % 4 != 3), i), i);
        Assert.Null(book.All["sub-1"].EndReason);
        for (var i = 0; i < 3; i++) book = DoneAction(Do(book, new Occurred("sub-1", [new("x")], AfterInput: true), 30 + i), 30 + i);
        Assert.StartsWith("loop", Events(book, new Occurred("sub-1", [new("x")], AfterInput: true)).OfType<SubscriptionEnded>().Single().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_event_is_stored_under_a_name_and_comes_back_equal()
    {
        var json = System.Text.Json.JsonSerializer.Serialize(Do(One(), new Occurred("sub-1", [new("a", "line", 1, 2, "r")])), EventJson.Options);
        var back = System.Text.Json.JsonSerializer.Deserialize<SubscriptionBook>(json, EventJson.Options)!;
        Assert.Equal(json, System.Text.Json.JsonSerializer.Serialize(back, EventJson.Options));
        Assert.Equal(Pane, back.All["sub-1"].Subscription.Pane);
    }

    internal static SubscribedPane Pane { get; } = new("1-2", "%3", 4, "s", "main");

    internal static Subscription Wanted() =>
        new("", SubscriptionKind.Pattern, Pane, "x", null, new SubscriptionAction(ActionKind.Run, "true"), Once: false, IgnoreEcho: false, MaxPerSecond: 10, "user", default, null);

    private static SubscriptionBook One(Subscription? wanted = null) => Do(new SubscriptionBook(), new Subscribe(wanted ?? Wanted()));

    private static SubscriptionBook DoneAction(SubscriptionBook book, int seconds) =>
        Do(Do(book, new BeginActions("sub-1"), seconds), new EndAction("sub-1", book.All["sub-1"].Fired, new ActionOutcome("done")), seconds);

    private static IReadOnlyList<IEvent> Events(SubscriptionBook book, ICommand command) => book.Decide(command, Some.Noon, Options).Events;

    private static SubscriptionBook Do(SubscriptionBook book, ICommand command, int seconds = 0)
    {
        var decision = book.Decide(command, Some.Noon.AddSeconds(seconds), Options);
        Assert.Null(decision.Rejection);
        return decision.Events.Aggregate(book, (b, e) => b.Apply(e));
    }
}
