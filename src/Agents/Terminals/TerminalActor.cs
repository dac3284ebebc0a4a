using Akka.Actor;
using Akka.Event;
using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.TmuxAdapter;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using static Orchestrator.Agents.Terminals.TerminalMessages;

namespace Orchestrator.Agents.Terminals;

/// <summary>One incarnation's window: found or created at the start, gone when its process is.</summary>
/// <remarks>
/// Its failures are the supervisor's to decide on: <see cref="AgentEndedException"/> when the process ended; anything else
/// means that something could not be looked at, and the next terminal looks again. It stores nothing.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "An actor's end is PostStop; nobody disposes of actors.")]
public sealed partial class TerminalActor : ReceiveActor, IWithTimers
{
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly TerminalStart _start;
    private readonly TerminalServices _services;
    private readonly Profile _profile;
    private readonly ActivityReader _reader;
    private readonly PaneSignals _signals;
    private readonly CancellationTokenSource _stopped = new();
    private TmuxServer? _server;
    private Task<PaneFound>? _binding;
    private AgentTerminal? _terminal;
    private IAsyncDisposable? _output;
    private ScreenWatch? _screen;

    /// <param name="start">Which incarnation.</param>
    /// <param name="services">What it works with.</param>
    public TerminalActor(TerminalStart start, TerminalServices services)
    {
        _start = start;
        _services = services;
        _profile = services.Profile(start.Definition);
        _reader = new ActivityReader(_profile.Signals, services.Time);
        _signals = new PaneSignals(services.Time);
        _mayHaveDraft = _profile.Delivery.Clear.Count > 0; // set aside by an earlier daemon

        Receive<TmuxMessages.Connected>(m => (_binding = TerminalBinder.BindAsync(_server = m.Server, _start, _services, _stopped.Token)).PipeTo(Self));
        Receive<PaneFound>(OnFound);
        Receive<Opened>(OnOpened);
        Receive<ScreenLook>(OnLooked);
        Receive<Explain>(OnExplain);
        Receive<ConfirmHook>(_ => _screen?.LookAgain());
        Receive<SayUnreadable>(_ => Context.Parent.Tell(new Unreadable(_start.Incarnation, true)));
        Receive<HookReceived>(OnHook);
        Receive<TurnFailed>(OnTurnFailed);
        Receive<Deliver>(OnDeliver);
        Receive<Submitted>(OnOutcome);
        Receive<NotTyped>(OnOutcome);
        Receive<Refused>(OnOutcome);
        Receive<Held>(OnHeld);
        Receive<FindTaken>(find => TakenAsync(Start, find.MessageIds).PipeTo(Sender));
        Receive<OfferTurnEnd>(OnTurnEndOffered);
        Receive<Given>(given => Deliver(_terminal!, given.Message));
        Receive<AnswerDialog>(OnAnswerDialog);
        Receive<DialogAnswered>(answered => OnDialogOutcome(answered.Id, answered));
        Receive<DialogNotAnswered>(not => OnDialogOutcome(not.Id, not));
        Receive<PutBackDraft>(_ => OnPutBack());
        Receive<DraftPutBack>(OnDraftPutBack);
        Receive<GetScreenTrace>(_ => TraceAsync(_terminal?.Pane).PipeTo(Sender));
        Receive<GetLastOutput>(_ => Sender.Tell(new LastOutput(_signals.LastOutputAt)));
        Receive<EndIfSilentSince>(OnSilence);
        Receive<PaneExit>(OnExit);
        Receive<Status.Failure>(failure => ExceptionDispatchInfo.Throw(failure.Cause));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!; // set by the actor system

    /// <summary>How it is made.</summary>
    public static Props Props(TerminalStart start, TerminalServices services) =>
        Akka.Actor.Props.Create(() => new TerminalActor(start, services));

    /// <inheritdoc/>
    protected override void PreStart() => _services.Tmux.Tell(new TmuxMessages.GetServer());

    /// <summary>
    /// Its agent starts another in its place, by what is known by then: this one's start is of before its window was seen, so that a window that went with
    /// its server would be made anew as if it had never been; and what its failed life still awaits would be told to it.
    /// </summary>
    protected override void PostRestart(Exception reason) => Context.Stop(Self);

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _stopped.Cancel();
        _stopped.Dispose();
        if (_terminal is null && _binding is { } binding) _ = EndLateAsync(binding, _services.Tmux, Context.Parent);
        _signals.ForgetHooks();
        _screen?.Dispose();
        _ = _output?.DisposeAsync().AsTask();
    }

    // Whoever stopped this terminal had the agent's windows ended before this one was there.
    private async Task EndLateAsync(Task<PaneFound> binding, IActorRef tmux, IActorRef agent)
    {
        try
        {
            if (!(await binding).Found) tmux.Tell(new TmuxMessages.EndPanes(_start.Definition.Target, _start.Incarnation), agent);
        }
        catch (Exception e) when (e is TmuxException or AgentEndedException or OperationCanceledException)
        {
            // No window was made.
        }
    }

    private void OnFound(PaneFound found)
    {
        var pane = found.Pane;
        _terminal = new AgentTerminal(new AgentPane(_server!, pane), _signals, _profile, _reader, _services);
        _leftover = new Leftover(_terminal);
        _signals.Output(); // silence counts from here on
        _log.Info("{0} {1} {2} in {3}.", _start.Definition.Target, found.Found ? "goes on as incarnation" : "starts as incarnation", _start.Incarnation, pane.PaneId);
        foreach (var notice in found.Notices) _log.Warning("{0}: {1}", _start.Definition.Target, notice);
        var binding = new PaneBinding(TerminalBinder.NameOf(pane.Server), pane.PaneId, pane.WindowId, pane.Pid);
        Context.Parent.Tell(new Bound(_start.Incarnation, binding, found.Found, found.HadDeadPane, found.Submitted, found.Taken));
        if (_profile.Problem is { } problem) Context.Parent.Tell(new Unreadable(_start.Incarnation, true, problem + " It goes on, and nothing is typed. When it is mended: orc daemon restart"));
        pane.WaitForExitAsync().PipeTo(Self);
        OpenAsync(_terminal.Pane, found.Found).PipeTo(Self);
    }

    // A program that is not ready in time is unknown, not failed: it is tried all the same, unless its screen must say that it is ready.
    private async Task<Opened> OpenAsync(AgentPane pane, bool found)
    {
        var output = await pane.Tmux.OpenOutputAsync(new Sink(this));
        if (!found) await _signals.QuietAsync(_profile.Ready.Quiet, _profile.Ready.MaxWait, _stopped.Token);
        var seen = _reader.CanRead ? _reader.Read(await pane.ScreenAsync(), isFirst: true) : null;
        return new Opened(output, seen ?? new Seen(_profile.Ready.NeedsScreen ? TerminalActivity.Starting : TerminalActivity.Ready));
    }

    private void OnOpened(Opened opened)
    {
        _output = opened.Output;
        if (_told is null) Take(_judge.OnStart(opened.Seen, _services.Time.GetUtcNow()));
        if (!_reader.CanRead) return;
        _screen = new ScreenWatch(_terminal!.Pane, _reader, _services.Time, Self);
        _screen.Output(); // what came after the first look and before this watch would never be looked at
    }

    private void OnSilence(EndIfSilentSince message)
    {
        if (_terminal is null || _signals.LastOutputAt > message.Since) return;
        _terminal.Pane.Tmux.KillAsync(_services.Grace).PipeTo(Self, success: () => Killed.Instance);
        Become(() => // the end that is about to be told is ours
        {
            Receive<Killed>(_ => throw new AgentEndedException(_start.Incarnation, new AgentEnd(EndCause.Hung)));
            Receive<Status.Failure>(failure => ExceptionDispatchInfo.Throw(failure.Cause));
            ReceiveAny(_ => { });
        });
    }

    private void OnExit(PaneExit exit) =>
        throw new AgentEndedException(_start.Incarnation, new AgentEnd(
            exit.IsPaneGone ? EndCause.PaneGone : EndCause.Exited, exit.Code, exit.Signal, LastLines(exit.LastScreen)));

    private static string LastLines(string screen) =>
        string.Join('\n', screen.TrimEnd().Split('\n').TakeLast(20));

    /// <summary>Runs on the thread that reads the output of all panes.</summary>
    private sealed class Sink(TerminalActor terminal) : IPaneOutputSink
    {
        public bool OnOutput(ReadOnlySpan<byte> bytes)
        {
            terminal._signals.Output();
            terminal._screen?.Output();
            return true;
        }
    }

    private sealed record Killed
    {
        public static readonly Killed Instance = new();
    }

    private sealed record Opened(IAsyncDisposable Output, Seen Seen);
}
