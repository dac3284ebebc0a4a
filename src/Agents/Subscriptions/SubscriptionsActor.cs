using Akka.Actor;
using Orchestrator.Runtime.Persistence;
using System.Diagnostics.CodeAnalysis;
using static Orchestrator.Agents.Subscriptions.SubscriptionEvents;
using static Orchestrator.Agents.Subscriptions.SubscriptionMessages;

namespace Orchestrator.Agents.Subscriptions;

/// <summary>Owns all subscriptions: stores them, has their panes watched, and begins an action only when its firing is stored.</summary>
/// <remarks>An action that typed within the last seconds may have caused what comes next: that is how loops are known.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "An actor's end is PostStop; nobody disposes of actors.")]
public sealed class SubscriptionsActor : EventSourcedActor<SubscriptionBook>, IWithTimers
{
    /// <summary>Its persistence id.</summary>
    public const string Id = "subscriptions";

    private static readonly TimeSpan Echo = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LeftOutInterval = TimeSpan.FromSeconds(1);

    private readonly SubscriptionOptions _options;
    private readonly Func<SubscribedPane, Props> _watcher;
    private readonly IActionRunner _runner;
    private readonly Dictionary<SubscribedPane, IActorRef> _watchers = [];
    private readonly Dictionary<(string Id, string Reason), long> _leftOut = [];
    private readonly CancellationTokenSource _stopped = new();
    private DateTimeOffset _lastActionAt;

    /// <param name="options">The limits.</param>
    /// <param name="watcher">How the watcher of a pane is made; it is told <see cref="Subscribed"/> and <see cref="Cancelled"/>.</param>
    /// <param name="runner">Carries out actions.</param>
    public SubscriptionsActor(SubscriptionOptions options, Func<SubscribedPane, Props> watcher, IActionRunner runner)
        : base(new SubscriptionBook(), snapshotEvery: 2000)
    {
        (_options, _watcher, _runner) = (options, watcher, runner);
        Command<GetSubscriptions>(_ => Sender.Tell(new SubscriptionList([.. State.All.Values.OrderBy(s => s.Subscription.CreatedAt).ThenBy(s => s.Subscription.Id.Length).ThenBy(s => s.Subscription.Id, StringComparer.Ordinal)])));
        Command<AwaitWatched>(OnAwaitWatched);
        Command<FlushLeftOut>(_ => OnFlushLeftOut());
        Command<Terminated>(OnTerminated);
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!; // set by the actor system

    /// <inheritdoc/>
    public override string PersistenceId => Id;

    /// <summary>How it is made.</summary>
    public static Props Props(SubscriptionOptions options, Func<SubscribedPane, Props> watcher, IActionRunner runner) =>
        Akka.Actor.Props.Create(() => new SubscriptionsActor(options, watcher, runner));

    /// <inheritdoc/>
    protected override Decision Decide(ICommand command)
    {
        if (command is Occurred occurred)
        {
            NoteLeftOut(occurred);
            command = occurred with { AfterInput = occurred.AfterInput && Now - _lastActionAt < Echo };
        }

        return State.Decide(command, Now, _options);
    }

    /// <summary>Watches again; an action that had begun and is not repeatable is unknown, every other one is done.</summary>
    protected override void Reconcile()
    {
        foreach (var state in State.All.Values)
        {
            if (state.EndReason is null) Watch(state.Subscription, wasWatched: true);
            foreach (var firing in state.Open.Where(f => f.Started))
            {
                if (state.Subscription.Action.IsRepeatable) Run(state.Subscription, firing);
                else Self.Tell(new EndAction(state.Subscription.Id, firing.Number, new ActionOutcome("unknown", Detail: "The daemon ended while it ran; it is not repeated.")));
            }

            if (!state.Open.IsEmpty) Self.Tell(new BeginActions(state.Subscription.Id));
        }
    }

    /// <inheritdoc/>
    protected override void React(IEvent @event)
    {
        switch (@event)
        {
            case SubscriptionCreated e:
                Watch(e.Subscription, wasWatched: false);
                break;
            case SubscriptionFired e when State.All.GetValueOrDefault(e.Id) is { Open.IsEmpty: false }:
                Self.Tell(new BeginActions(e.Id));
                break;
            case ActionStarted e when State.All.GetValueOrDefault(e.Id) is { } state:
                Run(state.Subscription, state.Open.First(f => f.Number == e.Number));
                break;
            case ActionEnded e:
                _lastActionAt = Now;
                if (State.All.GetValueOrDefault(e.Id) is { Open.IsEmpty: false }) Self.Tell(new BeginActions(e.Id));
                break;
            case SubscriptionEnded e:
                foreach (var watcher in _watchers.Values) watcher.Tell(new Unwatch(e.Id));
                break;
        }
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _stopped.Cancel();
        _stopped.Dispose();
        base.PostStop();
    }

    private void Watch(Subscription subscription, bool wasWatched)
    {
        if (!_watchers.TryGetValue(subscription.Pane, out var watcher))
        {
            _watchers[subscription.Pane] = watcher = Context.ActorOf(_watcher(subscription.Pane));
            Context.Watch(watcher);
        }

        watcher.Tell(new Subscribed(subscription, wasWatched));
    }

    private void OnAwaitWatched(AwaitWatched awaited)
    {
        if (State.All.GetValueOrDefault(awaited.Id) is { EndReason: null } state && _watchers.GetValueOrDefault(state.Subscription.Pane) is { } watcher) watcher.Forward(awaited);
        else Sender.Tell(Watched.Instance);
    }

    /// <summary>A watcher that has nothing left to watch stops; so may one that failed.</summary>
    private void OnTerminated(Terminated terminated)
    {
        foreach (var (pane, _) in _watchers.Where(w => w.Value.Equals(terminated.ActorRef)).ToList()) _watchers.Remove(pane);
        foreach (var state in State.All.Values.Where(s => s.EndReason is null && !_watchers.ContainsKey(s.Subscription.Pane)).ToList()) Watch(state.Subscription, wasWatched: true);
    }

    private void Run(Subscription subscription, Firing firing)
    {
        _lastActionAt = Now;
        _runner.RunAsync(subscription, firing, _stopped.Token).PipeTo(Self,
            success: outcome => new EndAction(subscription.Id, firing.Number, outcome),
            failure: cause => new EndAction(subscription.Id, firing.Number, new ActionOutcome("failed", Detail: cause.Message)));
    }

    // Counted in memory and stored once a second: a flood of occurrences must not become a flood of events.
    private void NoteLeftOut(Occurred occurred)
    {
        var (count, reason) = State.LeftOut(occurred, Now, _options);
        if (count == 0) return;
        var key = (occurred.Id, reason);
        _leftOut[key] = _leftOut.GetValueOrDefault(key) + count;
        if (!Timers.IsTimerActive(nameof(FlushLeftOut))) Timers.StartSingleTimer(nameof(FlushLeftOut), FlushLeftOut.Instance, LeftOutInterval);
    }

    private void OnFlushLeftOut()
    {
        foreach (var ((id, reason), count) in _leftOut) Self.Tell(new LeaveOut(id, count, reason));
        _leftOut.Clear();
    }

    /// <summary>Tells a watcher that a subscription has ended.</summary>
    public sealed record Unwatch(string Id);

    private sealed record FlushLeftOut
    {
        public static readonly FlushLeftOut Instance = new();
    }
}

/// <summary>Carries out the actions of firings.</summary>
public interface IActionRunner
{
    /// <summary>Carries one out, to its end. What it throws is a failed outcome.</summary>
    Task<ActionOutcome> RunAsync(Subscription subscription, Firing firing, CancellationToken cancellation);
}
