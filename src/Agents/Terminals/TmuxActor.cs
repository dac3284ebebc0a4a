using Akka.Actor;
using Akka.Event;
using Orchestrator.Runtime.Supervision;
using Orchestrator.TmuxAdapter;
using static Orchestrator.Agents.Terminals.TmuxMessages;

namespace Orchestrator.Agents.Terminals;

/// <summary>Owns the one connection to tmux: connects, connects again when it is lost, and hands it to the terminals.</summary>
public sealed class TmuxActor : ReceiveActor, IWithTimers
{
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly TmuxServerOptions _options;
    private readonly Backoff _backoff;
    private readonly TimeSpan _grace;
    private readonly List<IActorRef> _waiting = [];
    private readonly List<Ending> _toEnd = [];
    private TmuxServer? _server;
    private int _attempts;
    private bool _isEnding;

    /// <param name="options">Where the server is and how it is reached.</param>
    /// <param name="backoff">The wait between two attempts to connect.</param>
    /// <param name="grace">How long a process may take to end before it is killed.</param>
    public TmuxActor(TmuxServerOptions options, Backoff backoff, TimeSpan grace)
    {
        _options = options;
        _backoff = backoff;
        _grace = grace;

        Receive<GetServer>(_ => Answer(Sender));
        Receive<EndPanes>(panes => End(new Ending(panes, Sender)));
        Receive<EndServer>(_ => EndServer());
        Receive<Opened>(OnOpened);
        Receive<Lost>(OnLost);
        Receive<Ended>(ended => OnEnded(ended));
        Receive<Connect>(_ => Open());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!; // set by the actor system

    /// <summary>How it is made.</summary>
    public static Props Props(TmuxServerOptions options, Backoff backoff, TimeSpan grace) =>
        Akka.Actor.Props.Create(() => new TmuxActor(options, backoff, grace));

    /// <inheritdoc/>
    protected override void PreStart() => Open();

    /// <inheritdoc/>
    protected override void PostStop() => _ = _server?.DisposeAsync().AsTask();

    private void Open() =>
        TmuxServer.ConnectAsync(_options).PipeTo(Self, success: server => new Opened(server), failure: cause => new Lost(null, cause.Message));

    private void OnOpened(Opened opened)
    {
        _server = opened.Server;
        _attempts = 0;
        _log.Info("Connected to tmux {0}, server {1}.", _server.Version, _server.Identity.Pid);
        _server.Disconnected.PipeTo(Self, success: reason => new Lost(opened.Server, reason));
        foreach (var ending in _toEnd) EndNow(ending, _server); // before anybody starts another window for the same agent
        foreach (var asker in _waiting) asker.Tell(new Connected(_server));
        _waiting.Clear();
    }

    private void OnLost(Lost lost)
    {
        if (lost.Server is not null && lost.Server != _server) return;
        var (server, wait) = (_server, _backoff.Delay(++_attempts, 0));
        _server = null;
        if (!_isEnding) _log.Warning("No connection to tmux: {0} It is tried again in {1}.", lost.Reason, wait);
        _ = server?.DisposeAsync().AsTask();
        if (!_isEnding) Timers.StartSingleTimer(nameof(Connect), Connect.Instance, wait);
    }

    // One that is lost is not handed out, though the word of its loss may still be under way: its askers would ask again and again.
    private void Answer(IActorRef asker)
    {
        if (_server is null || _server.Disconnected.IsCompleted)
            _waiting.Add(asker);
        else
            asker.Tell(new Connected(_server));
    }

    private void End(Ending ending)
    {
        _toEnd.Add(ending);
        if (_server is not null) EndNow(ending, _server);
    }

    private void EndNow(Ending ending, TmuxServer server) =>
        EndAsync(ending.Panes, server).PipeTo(Self, success: () => new Ended(ending, null), failure: cause => new Ended(ending, cause));

    private async Task EndAsync(EndPanes panes, TmuxServer server)
    {
        var all = await server.ListPanesAsync();
        foreach (var pane in all.Where(p => PaneTagReader.IsOf(p, panes.Target) && PaneTagReader.IncarnationOf(p) <= panes.UpTo))
            await server.GetPane(pane).KillAsync(_grace);
    }

    private void EndServer()
    {
        if (_server is not { } server)
        {
            Sender.Tell(new ServerEnded(false));
            return;
        }

        _isEnding = true; // the connection that is lost now is not to be made again
        server.EndIfUnusedAsync().PipeTo(Sender, success: ended => new ServerEnded(ended));
    }

    private void OnEnded(Ended ended)
    {
        if (ended.Cause is TmuxDisconnectedException) return; // tried again once there is a connection
        var (panes, asker) = ended.Ending;
        _toEnd.Remove(ended.Ending);
        if (ended.Cause is null)
            asker.Tell(new PanesEnded(panes.Target));
        else
            _log.Error(ended.Cause, "The windows of {0} could not be ended; tmux kill-window does it by hand.", panes.Target);
    }

    private sealed record Opened(TmuxServer Server);

    private sealed record Lost(TmuxServer? Server, string Reason);

    private sealed record Ending(EndPanes Panes, IActorRef Asker);

    private sealed record Ended(Ending Ending, Exception? Cause);

    private sealed record Connect
    {
        public static readonly Connect Instance = new();
    }
}
