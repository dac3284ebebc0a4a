using Akka.Actor;
using Akka.Event;
using Orchestrator.Agents.Terminals;
using Orchestrator.TmuxAdapter;
using System.Diagnostics.CodeAnalysis;
using static Orchestrator.Agents.Subscriptions.SubscriptionMessages;

namespace Orchestrator.Agents.Subscriptions;

/// <summary>Watches one pane for all subscriptions to it, and tells its parent what it sees. Finds the pane again after a lost connection.</summary>
[SuppressMessage("Design", "CA1001", Justification = "An actor's end is PostStop; nobody disposes of actors.")]
public sealed class PaneWatcherActor : ReceiveActor, IWithTimers
{
    private const int MostUntaken = 20_000;

    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);

    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly SubscribedPane _pane;
    private readonly IActorRef _tmux;
    private readonly TimeSpan _outputQuiet;
    private readonly IActorRef _parent = Context.Parent;
    private readonly IActorRef _self = Context.Self;
    private readonly IScheduler _scheduler = Context.System.Scheduler;
    private readonly Dictionary<string, Subscription> _subscriptions = [];
    private readonly Dictionary<string, DateTimeOffset> _silentSince = [];
    private readonly List<IActorRef> _awaiting = [];
    private readonly HashSet<string> _known = []; // watched before: by an earlier daemon, or by this one over an earlier pipe
    private readonly CancellationTokenSource _stopped = new();
    private readonly SeenBatch _seen;
    private PaneObserver? _observer;
    private OutputPump? _pump;
    private bool _isBound;
    private string _unboundBecause = "No daemon looked at the pane until now.";

    /// <param name="pane">Which.</param>
    /// <param name="tmux">The owner of the connection.</param>
    /// <param name="outputQuiet">The silence after which output is a new burst.</param>
    public PaneWatcherActor(SubscribedPane pane, IActorRef tmux, TimeSpan outputQuiet)
    {
        (_pane, _tmux, _outputQuiet) = (pane, tmux, outputQuiet);
        _seen = new SeenBatch(MostUntaken, _stopped.Token);
        Receive<Subscribed>(OnSubscribed);
        Receive<SubscriptionsActor.Unwatch>(m => OnUnwatch(m.Id));
        Receive<AwaitWatched>(_ => OnAwaitWatched());
        Receive<TmuxMessages.Connected>(m => BindAsync(m.Server).PipeTo(Self, failure: cause => new NotBound(cause.Message)));
        Receive<Bound>(OnBound);
        Receive<NotBound>(OnNotBound);
        Receive<Missed>(_ => OnMissed("Somebody closed the pane's output pipe, and it was opened anew."));
        Receive<Exited>(OnExited);
        Receive<Send>(_ => OnSend());
        Receive<Taken>(taken => _seen.Release(taken.Count));
        Receive<Silent>(OnSilent);
        Receive<Due>(due => _seen.Add(due.Id, new Occurrence(), _self, mayWait: false));
        Receive<Retry>(_ => _tmux.Tell(new TmuxMessages.GetServer()));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!; // set by the actor system

    /// <summary>How it is made.</summary>
    public static Props Props(SubscribedPane pane, IActorRef tmux, TimeSpan outputQuiet) =>
        Akka.Actor.Props.Create(() => new PaneWatcherActor(pane, tmux, outputQuiet));

    /// <inheritdoc/>
    protected override void PreStart() => _tmux.Tell(new TmuxMessages.GetServer());

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _stopped.Cancel();
        _ = _pump?.DisposeAsync().AsTask();
    }

    private void OnSubscribed(Subscribed subscribed)
    {
        var subscription = subscribed.Subscription;
        if (!_subscriptions.TryAdd(subscription.Id, subscription)) return;
        if (subscribed.WasWatched) _known.Add(subscription.Id);
        if (_isBound) Begin(subscription);
    }

    private void OnUnwatch(string id)
    {
        if (!_subscriptions.Remove(id)) return;
        _known.Remove(id);
        _pump?.Post(() => _observer!.Remove(id));
        Timers.Cancel(id);
        if (_subscriptions.Count == 0) Context.Stop(Self);
    }

    private async Task<object> BindAsync(TmuxServer server)
    {
        if (TerminalBinder.NameOf(server.Identity) != _pane.Server) return new Exited(new Occurrence(Reason: "the tmux server of that pane is gone"));
        if (await server.FindPaneAsync(_pane.PaneId) is not { } info) return new Exited(new Occurrence(Reason: "the pane is gone"));
        if (info.Pid != _pane.Pid) return new Exited(new Occurrence(Reason: "another program was started in the pane"));
        var pane = server.GetPane(info);
        if (info.IsDead) return Exited.Of(await pane.WaitForExitAsync());
        var observer = new PaneObserver(
            info.Rows, () => _scheduler.Now, _outputQuiet, (id, occurrence) => _seen.Add(id, occurrence, _self, mayWait: true), (id, reason) => _parent.Tell(new GiveUp(id, reason)),
            () => _self.Tell(Missed.Instance));
        var pump = new OutputPump(observer, TimeProvider.System, Quiet);
        await pump.AttachAsync(pane, _stopped.Token);
        return new Bound(server, pane, observer, pump);
    }

    private void OnBound(Bound bound)
    {
        (_observer, _pump, _isBound) = (bound.Observer, bound.Pump, true);
        FollowAsync(bound).PipeTo(Self, failure: cause => new NotBound(cause.Message));
        OnMissed(_unboundBecause);
        foreach (var subscription in _subscriptions.Values) Begin(subscription);
        TellAwaiting();
    }

    private void OnAwaitWatched()
    {
        _awaiting.Add(Sender);
        if (_isBound) TellAwaiting();
    }

    /// <summary>In the pump's order: what is written from then on is seen by all whose watch had begun.</summary>
    private void TellAwaiting()
    {
        IActorRef[] awaiting = [.. _awaiting];
        _awaiting.Clear();
        void Tell()
        {
            foreach (var asker in awaiting) asker.Tell(Watched.Instance);
        }

        if (_pump is null) Tell();
        else _pump.Post(Tell);
    }

    /// <summary>Output that was not looked at is never passed over in silence.</summary>
    private void OnMissed(string reason)
    {
        foreach (var subscription in _subscriptions.Values.Where(s => s.LooksAtOutput() && _known.Contains(s.Id)))
            _parent.Tell(new NoteMissed(subscription.Id, reason));
    }

    private async Task<object> FollowAsync(Bound bound)
    {
        var output = await bound.Pump.Output;
        var exited = bound.Pane.WaitForExitAsync(_stopped.Token);
        if (await Task.WhenAny(exited, bound.Pump.Ended) != exited)
        {
            await bound.Pump.Ended;
            var end = await output.Ended;
            if (end is PaneOutputEnd.TakenOver) return new NotBound("Somebody else's pipe-pane took the pane's output.");
            if (end is not PaneOutputEnd.PaneClosed) return new NotBound($"The pane's output ended: {end}.");
        }

        var exit = await exited;
        await Task.WhenAny(output.Complete, output.Ended, Task.Delay(LastWords, CancellationToken.None));
        await bound.Pump.DisposeAsync(); // the last words are looked at before the end is told
        return Exited.Of(exit);
    }

    private void OnNotBound(NotBound failed)
    {
        if (_stopped.IsCancellationRequested) return;
        _log.Info("{0} is not watched just now: {1} It is tried again in {2}.", _pane.PaneId, failed.Reason, Again);
        (_isBound, _unboundBecause) = (false, failed.Reason);
        _ = _pump?.DisposeAsync().AsTask();
        _pump = null;
        TellAwaiting();
        Timers.StartSingleTimer(nameof(Retry), Retry.Instance, Again);
    }

    private void OnExited(Exited exited)
    {
        OnSend();
        TellAwaiting();
        _parent.Tell(new PaneEnded(_pane, exited.How));
    }

    private void Begin(Subscription subscription)
    {
        _known.Add(subscription.Id);
        switch (subscription.Kind)
        {
            case SubscriptionKind.Silence:
                _silentSince[subscription.Id] = _scheduler.Now;
                Timers.StartSingleTimer(subscription.Id, new Silent(subscription.Id), subscription.After!.Value);
                break;
            case SubscriptionKind.Timeout:
                var left = subscription.CreatedAt + subscription.After!.Value - _scheduler.Now;
                Timers.StartSingleTimer(subscription.Id, new Due(subscription.Id), left > TimeSpan.Zero ? left : TimeSpan.Zero);
                break;
            case SubscriptionKind.Exit:
                break;
            default:
                _pump!.Post(() => _observer!.Add(subscription));
                break;
        }
    }

    /// <summary>A timer that each look pushes back by what is left of the silence; it fires once for each.</summary>
    private void OnSilent(Silent message)
    {
        if (!_subscriptions.TryGetValue(message.Id, out var subscription) || _observer is not { } observer) return;
        var (wanted, last) = (subscription.After!.Value, observer.LastOutputAt);
        var since = _silentSince[message.Id];
        if (since == DateTimeOffset.MaxValue)
        {
            if (last == message.FiredFor)
            {
                // Still the silence it fired for: looked at again after as long a time.
                Timers.StartSingleTimer(message.Id, message, wanted);
                return;
            }

            since = last;
        }

        var left = (last > since ? last : since) + wanted - _scheduler.Now;
        if (left > TimeSpan.Zero)
        {
            _silentSince[message.Id] = since;
            Timers.StartSingleTimer(message.Id, new Silent(message.Id), left);
            return;
        }

        _silentSince[message.Id] = DateTimeOffset.MaxValue;
        _seen.Add(message.Id, new Occurrence(), _self, mayWait: false);
        Timers.StartSingleTimer(message.Id, new Silent(message.Id, last), wanted);
    }

    private void OnSend()
    {
        var afterInput = _observer?.HadInput ?? false;
        foreach (var (id, occurrences) in _seen.Take())
        {
            _parent.Tell(new Occurred(id, occurrences, afterInput));
            if (_observer is not null) _observer.HadInput = false;
        }
    }

    private sealed record Bound(TmuxServer Server, TmuxPane Pane, PaneObserver Observer, OutputPump Pump);

    private sealed record NotBound(string Reason);

    private sealed record Missed
    {
        public static readonly Missed Instance = new();
    }

    private sealed record Exited(Occurrence How)
    {
        public static Exited Of(PaneExit exit) => new(new Occurrence(ExitCode: exit.Code, Signal: exit.Signal, Reason: exit.IsPaneGone ? "the pane is gone" : null));
    }

    private sealed record Silent(string Id, DateTimeOffset? FiredFor = null);

    private sealed record Due(string Id);

    private sealed record Retry
    {
        public static readonly Retry Instance = new();
    }

    /// <summary>Something was seen and waits to be told.</summary>
    internal sealed record Send
    {
        public static readonly Send Instance = new();
    }
}
