using Akka.Actor;
using Akka.Event;
using Orchestrator.Agents.Terminals;
using Orchestrator.TmuxAdapter;

namespace Orchestrator.Agents.Streams;

/// <summary>Keeps the recordings of all panes open that are to be recorded: looks whenever tmux says that something changed, and when told to.</summary>
public sealed class RecorderActor : ReceiveActor, IWithTimers
{
    // tmux tells of one new window by several notifications.
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);

    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly IActorRef _tmux;
    private readonly PaneStreams _streams;
    private readonly StreamOptions _options;
    private readonly string _hub;
    private readonly Dictionary<string, StreamLease> _leases = [];
    private readonly HashSet<string> _opening = [];
    private TmuxServer? _server;

    /// <param name="tmux">The owner of the connection.</param>
    /// <param name="streams">Where recordings are opened.</param>
    /// <param name="options">What is to be recorded.</param>
    /// <param name="hub">The adapter's own session.</param>
    public RecorderActor(IActorRef tmux, PaneStreams streams, StreamOptions options, string hub)
    {
        (_tmux, _streams, _options, _hub) = (tmux, streams, options, hub);
        Receive<TmuxMessages.Connected>(OnConnected);
        Receive<Look>(_ => OnLook());
        Receive<Seen>(OnSeen);
        Receive<Opened>(OnOpened);
        Receive<NotOpened>(OnNotOpened);
        Receive<Ended>(OnEnded);
        Receive<Lost>(_ => OnLost());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!; // set by the actor system

    /// <summary>How it is made.</summary>
    public static Props Props(IActorRef tmux, PaneStreams streams, StreamOptions options, string hub) =>
        Akka.Actor.Props.Create(() => new RecorderActor(tmux, streams, options, hub));

    /// <inheritdoc/>
    protected override void PreStart()
    {
        _streams.Clean();
        _tmux.Tell(new TmuxMessages.GetServer());
    }

    /// <inheritdoc/>
    protected override void PostStop() => CloseAll();

    private void OnConnected(TmuxMessages.Connected connected)
    {
        _server = connected.Server;
        var self = Self;
        _server.Notified += _ => self.Tell(Look.Instance);
        _server.Disconnected.PipeTo(self, success: _ => new Lost());
        Self.Tell(Look.Instance);
    }

    private void OnLook()
    {
        if (!Timers.IsTimerActive(nameof(Look))) Timers.StartSingleTimer(nameof(Look), new Seen(null), Settle);
    }

    private void OnSeen(Seen seen)
    {
        if (_server is not { } server) return;
        if (seen.Panes is null)
        {
            server.ListPanesAsync().PipeTo(Self, success: panes => new Seen(panes), failure: cause => new NotOpened(null, cause.Message));
            return;
        }

        foreach (var pane in seen.Panes.Where(p => p.SessionName != _hub && !p.IsDead && StreamTags.IsRecorded(p, _options)))
        {
            if (_leases.ContainsKey(pane.PaneId) || !_opening.Add(pane.PaneId)) continue;
            _streams.OpenAsync(new FoundPane(server, pane)).PipeTo(Self,
                success: lease => new Opened(pane.PaneId, lease), failure: cause => new NotOpened(pane.PaneId, cause.Message));
        }

        foreach (var (id, lease) in _leases.ToList())
        {
            if (lease.Recording.EndReason is null && seen.Panes.Any(p => p.PaneId == id && StreamTags.IsRecorded(p, _options))) continue;
            if (lease.Recording.EndReason is not null && seen.Panes.Any(p => p.PaneId == id)) continue; // it ended; its pane is still there, and would be opened again
            _leases.Remove(id);
            _ = lease.DisposeAsync().AsTask();
        }
    }

    private void OnOpened(Opened opened)
    {
        _opening.Remove(opened.Pane);
        _leases[opened.Pane] = opened.Lease;
        opened.Lease.Recording.Ended.PipeTo(Self, success: reason => new Ended(opened.Pane, opened.Lease, reason));
    }

    /// <summary>A recording that ended before its pane's program did, e.g. since somebody put a pipe of his own on the pane, is opened anew.</summary>
    private void OnEnded(Ended ended)
    {
        if (ended.Reason == PaneStreams.Exited || _leases.GetValueOrDefault(ended.Pane) != ended.Lease) return;
        _leases.Remove(ended.Pane);
        _ = ended.Lease.DisposeAsync().AsTask();
        OnNotOpened(new NotOpened(ended.Pane, $"its recording ended ({ended.Reason})."));
    }

    private void OnNotOpened(NotOpened failed)
    {
        if (failed.Pane is not null) _opening.Remove(failed.Pane);
        _log.Warning("{0} is not recorded: {1} It is tried again in {2}.", failed.Pane ?? "What is to be recorded", failed.Reason, Again);
        Timers.StartSingleTimer(nameof(Look), new Seen(null), Again);
    }

    private void OnLost()
    {
        _server = null;
        CloseAll();
        _tmux.Tell(new TmuxMessages.GetServer());
    }

    private void CloseAll()
    {
        foreach (var lease in _leases.Values) _ = lease.DisposeAsync().AsTask();
        _leases.Clear();
    }

    /// <summary>Looks which panes are to be recorded now.</summary>
    public sealed record Look
    {
        /// <summary>The only one.</summary>
        public static readonly Look Instance = new();
    }

    private sealed record Seen(IReadOnlyList<PaneInfo>? Panes);

    private sealed record Opened(string Pane, StreamLease Lease);

    private sealed record Ended(string Pane, StreamLease Lease, string Reason);

    private sealed record NotOpened(string? Pane, string Reason);

    private sealed record Lost;
}
