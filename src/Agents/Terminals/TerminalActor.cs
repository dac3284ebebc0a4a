using Akka.Actor;
using Akka.Event;
using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Limits;
using Orchestrator.Agents.Messaging;
using Orchestrator.Agents.PermissionRequests.Rules;
using Orchestrator.TmuxAdapter;
using System.Diagnostics;
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
    // Not a request's id: the answer to a limit's dialog is the terminal's own.
    private const string LimitAnswer = "limit";

    private static readonly TimeSpan _draftDelay = TimeSpan.FromSeconds(1);

    // Longer than any CLI draws what no rule needs to know.
    private static readonly TimeSpan _unreadableAfter = TimeSpan.FromSeconds(10);

    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly TerminalStart _start;
    private readonly TerminalServices _services;
    private readonly Profile _profile;
    private readonly ActivityReader _reader;
    private readonly PaneSignals _signals;
    private readonly CancellationTokenSource _stopped = new();
    private TmuxServer? _server;
    private AgentPane? _pane;
    private IAsyncDisposable? _output;
    private ScreenWatch? _screen;
    private string? _delivering;
    private readonly ActivityJudge _judge = new();
    private ActivityChanged? _told;
    private bool _isUnreadable;
    private bool _mayHaveDraft;
    private Deliver? _afterDraft;
    private bool _hasWorked;
    private ScreenDialog? _answering;
    private ScreenDialog? _unanswered;

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

        Receive<TmuxMessages.Connected>(m => TerminalBinder.BindAsync(_server = m.Server, _start, _services).PipeTo(Self));
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
        Receive<OfferTurnEnd>(OnTurnEndOffered);
        Receive<Given>(given => Deliver(_pane!, given.Message));
        Receive<AnswerDialog>(OnAnswerDialog);
        Receive<DialogAnswered>(answered => OnDialogOutcome(answered.Id, answered));
        Receive<DialogNotAnswered>(not => OnDialogOutcome(not.Id, not));
        Receive<PutBackDraft>(_ => OnPutBack());
        Receive<DraftPutBack>(OnDraftPutBack);
        Receive<GetScreenTrace>(_ => TraceAsync(_pane).PipeTo(Sender));
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
        _signals.ForgetHooks();
        _screen?.Dispose();
        _ = _output?.DisposeAsync().AsTask();
    }

    private void OnFound(PaneFound found)
    {
        var pane = found.Pane;
        _pane = new AgentPane(_server!, pane);
        _signals.Output(); // silence counts from here on
        _log.Info("{0} {1} {2} in {3}.", _start.Definition.Target, found.Found ? "goes on as incarnation" : "starts as incarnation", _start.Incarnation, pane.PaneId);
        foreach (var notice in found.Notices) _log.Warning("{0}: {1}", _start.Definition.Target, notice);
        var binding = new PaneBinding(TerminalBinder.NameOf(pane.Server), pane.PaneId, pane.WindowId, pane.Pid);
        Context.Parent.Tell(new Bound(_start.Incarnation, binding, found.Found, found.HadDeadPane, found.Submitted, found.Taken));
        if (_profile.Problem is { } problem) Context.Parent.Tell(new Unreadable(_start.Incarnation, true, problem + " It goes on, and nothing is typed. When it is mended: orc daemon restart"));
        pane.WaitForExitAsync().PipeTo(Self);
        OpenAsync(_pane, found.Found).PipeTo(Self);
    }

    // A program that is not ready in time is unknown, not failed: it is tried all the same, unless its screen must say that it is ready.
    private async Task<Opened> OpenAsync(AgentPane pane, bool found)
    {
        var output = await pane.Pane.OpenOutputAsync(new Sink(this));
        if (!found) await _signals.QuietAsync(_profile.Ready.Quiet, _profile.Ready.MaxWait, _stopped.Token);
        var seen = _reader.CanRead ? _reader.Read(await pane.ScreenAsync(), isFirst: true) : null;
        return new Opened(output, seen ?? new Seen(_profile.Ready.NeedsScreen ? TerminalActivity.Starting : TerminalActivity.Ready));
    }

    private void OnOpened(Opened opened)
    {
        _output = opened.Output;
        if (_told is null) Take(_judge.OnStart(opened.Seen, _services.Time.GetUtcNow()));
        if (!_reader.CanRead) return;
        _screen = new ScreenWatch(_pane!, _reader, _services.Time, Self);
        _screen.Output(); // what came after the first look and before this watch would never be looked at
    }

    private void OnLooked(ScreenLook look)
    {
        var seen = _judge.OnLook(look);
        if (look.AtRest && _judge.IsOutdated(look)) _screen?.LookAgain(); // a dialog in it would stay unseen
        WatchReadability();
        if (seen is not null) Take(seen);
    }

    private void Take(Seen seen)
    {
        var dialog = seen.LimitDialog;
        if (dialog is not null && dialog == _unanswered)
        {
            Tell(seen with { Dialog = dialog }); // a person's, since its CLI did not take our answer
            return;
        }

        Tell(seen);
        if (_mayHaveDraft && seen.Activity is TerminalActivity.Ready or TerminalActivity.Working) Self.Tell(PutBackDraft.Instance);
        if (dialog is null || dialog == _answering || _pane is null) return;
        _answering = dialog;
        Self.Tell(new AnswerDialog(LimitAnswer, dialog, _reader.AnswerOf(dialog)!));
    }

    private void OnDialogOutcome(string id, object outcome)
    {
        if (id != LimitAnswer)
        {
            Context.Parent.Tell(outcome);
            return;
        }

        (_unanswered, _answering) = (outcome is DialogNotAnswered ? _answering : null, null);
        if (_unanswered is { } dialog) Tell(new Seen(TerminalActivity.WaitingForPermission, dialog, _told?.Limit));
    }

    private void Tell(Seen seen)
    {
        var tool = seen.Dialog is { } dialog && _asked?.IsShownIn(dialog.Question) == true ? _asked : null;
        var changed = new ActivityChanged(_start.Incarnation, seen.Activity, seen.Dialog, News(seen.Limit), News(seen.Failure), tool);
        if (changed == _told) return;
        _told = changed;
        _hasWorked = changed.Activity is TerminalActivity.Working || (_hasWorked && changed is { Limit: null, Failure: null });
        Context.Parent.Tell(changed);
    }

    // What is said stays on the screen, and its time is read as tomorrow's once it has passed: the same words are told once.
    private SeenLimit? News(SeenLimit? seen) => seen is null ? null
        : _told?.Limit is { } known && known.Text == seen.Text ? known
        : seen with { Sighting = Sighting };

    private SeenFailure? News(SeenFailure? seen) => seen is null ? null
        : _told?.Failure is { } known && known.Text == seen.Text ? known
        : seen with { Sighting = Sighting };

    private Sighting Sighting => _hasWorked ? Sighting.Fresh
        : _told?.Activity is TerminalActivity.Ready or TerminalActivity.Working ? Sighting.Standing
        : Sighting.First;

    /// <summary>A screen that no rule reads for long is told: most likely the CLI is another version than its profile's rules were made for.</summary>
    private void WatchReadability()
    {
        var isUnreadable = _judge.UnreadableSince is not null;
        if (isUnreadable == _isUnreadable) return;
        _isUnreadable = isUnreadable;
        if (isUnreadable)
        {
            Timers.StartSingleTimer(nameof(SayUnreadable), SayUnreadable.Instance, _unreadableAfter);
            return;
        }

        Timers.Cancel(nameof(SayUnreadable));
        Context.Parent.Tell(new Unreadable(_start.Incarnation, false));
    }

    private void OnExplain(Explain _)
    {
        if (_pane is { } pane)
            StateExplainer.ExplainAsync(_start, _profile, _judge, _reader, pane, _told?.Activity ?? TerminalActivity.Starting).PipeTo(Sender);
        else
            Sender.Tell(StateExplainer.Unbound(_start));
    }

    private void OnDeliver(Deliver message)
    {
        if (_delivering == message.Message.Id) return;
        if (_delivering == nameof(PutBackDraft))
        {
            message.HandOver?.Tell(new TurnEndAnswer(null));
            _afterDraft = message with { HandOver = null };
            return;
        }

        if (_pane is not { } pane || _delivering is not null || _profile.Problem is not null)
        {
            message.HandOver?.Tell(new TurnEndAnswer(null));
            Sender.Tell(new NotTyped(message.Message.Id, _profile.Problem ?? "Its terminal is not free yet."));
            return;
        }

        _delivering = message.Message.Id;
        if (message.HandOver is not null) HandOver(pane, message);
        else Deliver(pane, message);
    }

    private void Deliver(AgentPane pane, Deliver message)
    {
        var self = Self;
        _underWay = message;
        _yield = new CancellationTokenSource();
        new DeliveryProcedure(pane, _signals, _profile, _reader, Start, _services, held => self.Tell(held), _yield.Token)
            .RunAsync(message.Message, message.Said, _stopped.Token)
            .PipeTo(Self);
    }

    private void OnAnswerDialog(AnswerDialog answer)
    {
        if (_pane is { } pane)
            new DialogProcedure(pane, _signals, _reader, _services).RunAsync(answer, _stopped.Token).PipeTo(Self);
        else
            Sender.Tell(new DialogNotAnswered(answer.Id, "Its terminal is not bound yet."));
    }

    private void OnOutcome(object outcome)
    {
        if (HandsOverInstead(outcome)) return;
        _delivering = null;
        Context.Parent.Tell(outcome);
        if (!_mayHaveDraft) return;
        Timers.StartSingleTimer(nameof(PutBackDraft), PutBackDraft.Instance, _draftDelay); // after the messages that come right behind
    }

    // A draft is set aside only after it was waited for, so a delivery that nothing held needs no look for one.
    private void OnHeld(Held held)
    {
        _isHeld = held.Reason is not null;
        _mayHaveDraft |= held.Reason is not null && _profile.Delivery.Clear.Count > 0;
        Context.Parent.Tell(held);
    }

    private void OnPutBack()
    {
        if (_pane is not { } pane || _delivering is not null) return;
        _delivering = nameof(PutBackDraft);
        PutBackAsync(pane).PipeTo(Self);
    }

    private async Task<DraftPutBack> PutBackAsync(AgentPane pane) => new(await new DraftProcedure(pane, _signals, _profile, _reader, _services).PutBackAsync(_stopped.Token));

    private void OnDraftPutBack(DraftPutBack done)
    {
        _delivering = null;
        _mayHaveDraft = done.IsStillAside;
        if (_afterDraft is not null) Self.Tell(_afterDraft, Context.Parent);
        _afterDraft = null;
    }

    private static async Task<ScreenTrace> TraceAsync(AgentPane? pane)
    {
        try
        {
            return new ScreenTrace(pane is null ? null : string.Join('\n', (await pane.ScreenAsync()).Lines.Select(line => line.TrimEnd())));
        }
        catch (TmuxException)
        {
            return new ScreenTrace(null); // could not look; the loss of the connection shows elsewhere
        }
    }

    private void OnSilence(EndIfSilentSince message)
    {
        if (_pane is null || _signals.LastOutputAt > message.Since) return;
        _pane.Pane.KillAsync(_services.Grace).PipeTo(Self, success: () => Killed.Instance);
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

    private sealed record DraftPutBack(bool IsStillAside);

    private sealed record PutBackDraft
    {
        public static readonly PutBackDraft Instance = new();
    }

    private sealed record Killed
    {
        public static readonly Killed Instance = new();
    }

    private sealed record SayUnreadable
    {
        public static readonly SayUnreadable Instance = new();
    }

    private sealed record Opened(IAsyncDisposable Output, Seen Seen);
}
