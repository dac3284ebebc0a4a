using Akka.Actor;
using Akka.Event;
using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Limits;
using Orchestrator.Agents.Messaging;
using Orchestrator.Agents.Overview;
using Orchestrator.Agents.PermissionRequests;
using Orchestrator.Agents.PermissionRequests.Rules;
using Orchestrator.Agents.Terminals;
using Orchestrator.Runtime.Persistence;
using Orchestrator.TmuxAdapter;
using static Orchestrator.Agents.Lifecycle.LifecycleEvents;
using static Orchestrator.Agents.Lifecycle.LifecycleMessages;
using static Orchestrator.Agents.Limits.AgentLimitEvents;
using static Orchestrator.Agents.Limits.AgentLimitMessages;
using static Orchestrator.Agents.Messaging.MessagingEvents;
using static Orchestrator.Agents.Messaging.MessagingMessages;
using static Orchestrator.Agents.PermissionRequests.PermissionEvents;
using static Orchestrator.Agents.PermissionRequests.PermissionMessages;

namespace Orchestrator.Agents.Lifecycle;

/// <summary>What all roles share: one agent with a process, a window, a mailbox and check-ins.</summary>
/// <remarks>The process lives in the child <c>Terminal</c>, one for each incarnation; when it ends, the child fails and is stopped.</remarks>
public abstract partial class AgentActor<TState> : EventSourcedActor<TState>, IWithTimers
    where TState : class, IEventSourced<TState>
{
    // A terminal that fails so often in so long is given up; see OnTerminated.
    private const int MaxRetries = 10;

    private static readonly TimeSpan _retryWindow = TimeSpan.FromMinutes(1);

    // Timers stand still while a laptop sleeps, so a long wait is cut into short ones that look at the clock again.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly AgentServices _services;
    private IActorRef? _terminal;
    private DateTimeOffset[] _lostTerminals = [];
    private TerminalActivity _activity;
    private RecoveryKind? _recovery;
    private AgentView? _shown;
    private bool _lookAtDelivery;
    private string? _held;
    private MessageInHand? _inHand;
    private string? _unreadable;
    private bool _isDeliverNextTold;

    /// <param name="target">The agent's address.</param>
    /// <param name="initial">The state before the first event.</param>
    /// <param name="services">What it works with.</param>
    protected AgentActor(AgentTarget target, TState initial, AgentServices services)
        : base(initial, services.Rules.SnapshotEvery)
    {
        Target = target;
        _services = services;

        Command<TerminalFailed>(OnTerminalFailed);
        Command<TerminalMessages.Bound>(OnBound);
        Command<TerminalMessages.ActivityChanged>(OnActivity);
        Command<TerminalMessages.Submitted>(m => HandleOwn(new ConfirmDelivery(m.MessageId, m.Evidence)));
        Command<TerminalMessages.NotTyped>(m => HandleOwn(new ReturnDelivery(m.MessageId, m.Reason)));
        Command<TerminalMessages.Refused>(m => HandleOwn(new RefuseDelivery(m.MessageId, m.Reason)));
        HandleDialogs();
        Command<TerminalMessages.Held>(OnHeld);
        Command<TerminalMessages.HookReceived>(OnHook);
        Command<TerminalMessages.Unreadable>(OnUnreadable);
        Command<TerminalMessages.Explain>(OnExplain);
        Command<TimerFired>(OnTimerFired);
        Command<RetryDelivery>(_ => TryDeliver());
        Command<DeliverNext>(_ => DeliverWaiting());
        Command<LookAtClock>(_ => OnClock());
        Command<Terminated>(OnTerminated);
        HandleLimits();
        HandleCheckIns();
        HandleTurns();
        Command<TerminalMessages.OfferTurnEnd>(OnTurnEndOffered);
        Command<AgentAccepted>(_ => { }); // the answer to what it was told by its parent
    }

    /// <summary>Its address.</summary>
    protected AgentTarget Target { get; }

    /// <summary>The agent's own part of the state.</summary>
    protected abstract AgentState Agent { get; }

    /// <summary>What it works with.</summary>
    protected AgentServices Services => _services;

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!; // set by the actor system

    private bool Takes(Message message) => _activity is TerminalActivity.Ready
        || (_activity is TerminalActivity.Working && (Traits.TakesInputWhileWorking || (message.Urgent && Traits.TakesUrgentWhileWorking)));

    private ProfileTraits Traits => _services.Traits(Agent.Life.Definition!);

    private string Credential => Agent.Life.Definition!.Credential ?? Traits.Credential;

    /// <summary>The rules as they hold for this agent.</summary>
    protected AgentRules Rules => new(
        _services.Rules.Supervision,
        _services.Rules.Messages,
        _services.Rules.Limits,
        _services.Rules.CheckIns,
        Agent.Life.Definition is not null && Traits.HasConversation(Agent))
    {
        Permissions = _services.Rules.Permissions,
    };

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(MaxRetries, (int)_retryWindow.TotalMilliseconds, OnChildFailed, loggingEnabled: false);

    /// <inheritdoc/>
    protected override Decision Decide(ICommand command) => Agent.Decide((IAgentCommand)command, Rules, Now);

    /// <summary>After replay: an incarnation that is up, or may be, is looked for; what is not to run is ended.</summary>
    protected override void Reconcile()
    {
        var life = Agent.Life;
        TellPromptsGiven();
        if (life.Definition is null)
        {
            _recovery = RecoveryKind.Started;
            return;
        }

        if (life.Phase is AgentPhase.Failed) OnFailed(life.Detail!);
        if (Agent.Permissions is { Pending: { } asked, Answer: null }) OnPermissionAsked(asked);
        if (Agent.Limits.Failure is { Kind: FailureKind.Authentication } refused) OnRefused(refused);
        if (Agent.Limits is { IsCutOff: true, Held: null }) ReportLimit(); // a crash may have come before
        JoinLimits();
        if (life.IsUp)
            StartTerminal();
        else if (life.Phase is AgentPhase.Stopped && !life.Finished)
            EndPanes();
        ArmTimers();
        Show();
    }

    /// <inheritdoc/>
    protected override void React(IEvent @event)
    {
        switch (@event)
        {
            case AgentCreated:
                JoinLimits();
                break;
            case LimitSeen:
                ReportLimit();
                break;
            case TurnFailed { Failure: { Kind: FailureKind.Authentication } refused }:
                OnRefused(refused);
                break;
            case IncarnationStarting:
                StopTerminal();
                StartTerminal();
                break;
            case AgentStopped:
                StopTerminal();
                EndPanes();
                break;
            case RestartScheduled or AgentFinished:
                StopTerminal();
                break;
            case AgentFailed e:
                StopTerminal();
                OnFailed(e.Reason);
                break;
            case AgentReported:
                Timers.Cancel(nameof(HangSuspected));
                break;
            case PermissionAsked { Request.Verdict: null or { Decision: PermissionDecision.Ask } } e:
                OnPermissionAsked(e.Request);
                break;
            case PermissionDecided:
                AwaitHook();
                break;
            case PermissionReturned when Agent.Permissions.Pending is { } returned:
                OnPermissionAsked(returned); // the rules had decided it, so that nobody knows of it yet
                break;
            case PermissionAnswered e when Agent.Permissions.Pending is { } asked:
                _isAnswering = _terminal is not null;
                _terminal?.Tell(new TerminalMessages.AnswerDialog(e.Id, asked.Dialog, e.Option));
                break;
            case MessageDelivered:
                _turn++;
                WatchForHang();
                break;
            case DeliveryStarted:
                _terminal?.Tell(new TerminalMessages.Deliver(Agent.Mailbox.UnderWay!.Message, Agent.Limits.Said, TakeTurnEnd()));
                break;
            case DeliveryReturned:
                Timers.StartSingleTimer(nameof(RetryDelivery), RetryDelivery.Instance, _services.Rules.Messages.RetryAfter);
                break;
            default:
                break; // the rest shows in the view and the timers
        }

        ArmTimers();
        if (@event is not DeliveryReturned) TryDeliver();
        Show();
    }

    /// <summary>The agent failed for good, now or before the daemon was started: its superior is told, who knows a repetition as one.</summary>
    protected abstract void OnFailed(string reason);

    /// <summary>The agent's CLI asks for permission: its superior is told, who knows a repetition as one.</summary>
    protected virtual void OnPermissionAsked(PermissionRequest request) => Context.Parent.Tell(new MemberAsks(request));

    /// <summary>Handles a command of the actor's own, which nobody waits for.</summary>
    protected void HandleOwn(IAgentCommand command) => Store(Decide(command).Events);

    private Directive OnChildFailed(Exception cause)
    {
        if (cause is AgentEndedException ended)
            Self.Tell(new TerminalFailed(ended)); // what becomes of the agent is EndPolicy's to say
        else if (cause is TmuxException)
            Log.Warning("{0}: {1}", Target, cause.Message); // its terminal looks again once there is a connection
        else
            Log.Warning(cause, "Something of {0} failed.", Target);
        return ChildFailures.Decide(cause);
    }

    private void StartTerminal()
    {
        var life = Agent.Life;
        _activity = TerminalActivity.Starting;
        var start = new TerminalStart(life.Definition!, life.Incarnation, life.Resumes && Traits.HasConversation(Agent), life.Pane, life.Conversation, Agent.Mailbox.Unsettled);
        (_held, _inHand, _dialog, _isAnswering, _unreadable) = (null, null, null, false, null);
        _terminal = Context.ActorOf(_services.Terminal(start), $"terminal-{life.Incarnation}");
        Context.Watch(_terminal);
    }

    private void StopTerminal()
    {
        if (_terminal is null) return;
        Context.Unwatch(_terminal);
        Context.Stop(_terminal);
        _terminal = null;
        _activity = TerminalActivity.Starting;
    }

    private void EndPanes() => _services.Tmux.Tell(new TmuxMessages.EndPanes(Target, Agent.Life.Incarnation));

    private void OnTerminalFailed(TerminalFailed failed)
    {
        Log.Info("{0}: {1}", Target, failed.Cause.Message);
        HandleOwn(new RecordEnd(failed.Cause.Incarnation, failed.Cause.End, _services.Jitter()));
    }

    /// <summary>A watched actor has stopped: here the terminal, without an end of the process, since something could not be looked at.</summary>
    protected virtual void OnTerminated(Terminated message)
    {
        if (!message.ActorRef.Equals(_terminal)) return;
        _terminal = null;
        _lostTerminals = [.. _lostTerminals.Where(at => at > Now - _retryWindow), Now];
        if (_lostTerminals.Length <= MaxRetries)
        {
            StartTerminal();
            Show();
            return;
        }

        HandleOwn(new RecordEnd(Agent.Life.Incarnation, new AgentEnd(EndCause.CouldNotStart, LastWords: "its terminal failed again and again; see the log"), _services.Jitter()));
    }

    private void OnBound(TerminalMessages.Bound bound)
    {
        if (bound.Incarnation != Agent.Life.Incarnation) return;
        _recovery ??= bound.Found ? RecoveryKind.Rebound : bound.HadDeadPane ? RecoveryKind.Restarted : RecoveryKind.Recreated;
        _lookAtDelivery = true;
        HandleOwn(new RecordBound(bound.Incarnation, bound.Pane, bound.Submitted, bound.Taken));
        Show();
    }

    private void OnActivity(TerminalMessages.ActivityChanged changed)
    {
        if (changed.Incarnation != Agent.Life.Incarnation || !Agent.Life.IsUp) return;
        var before = _activity;
        _activity = changed.Activity;
        SeeLimits(changed, before);
        SeeTurn(before);
        if (_activity is TerminalActivity.Ready)
        {
            Timers.Cancel(nameof(RetryDelivery)); // whatever held it is over
            HandleOwn(new RecordQueueTaken());
        }

        SeeDialog(changed);
        ResumeDelivery();
        TryDeliver();
        ArmTimers();
        Show();
    }

    private void OnHook(TerminalMessages.HookReceived message)
    {
        if (message.Hook is { Event: HookEvent.PromptSubmitted, SessionId: { Length: > 0 } conversation })
            HandleOwn(new RecordConversation(message.Incarnation, conversation));
        _terminal?.Forward(message);
    }

    private void OnUnreadable(TerminalMessages.Unreadable message)
    {
        if (message.Incarnation != Agent.Life.Incarnation) return;
        _unreadable = message.IsSo ? message.Why ?? $"No rule of its profile tells what its screen shows; its state may be an old one. See: orc agent explain {Target}" : null;
        Show();
    }

    private void OnExplain(TerminalMessages.Explain message)
    {
        if (_terminal is not null)
            _terminal.Forward(message);
        else
            Sender.Tell(StateExplainer.Without(Target, Agent.Life.Incarnation, Agent.Life.Definition?.Profile ?? ""));
    }

    private void OnTimerFired(TimerFired fired)
    {
        var events = Decide(fired.Command).Events;
        Store(events);
        if (events.Count == 0) OnClock(); // set back, or told twice
    }

    private void OnHeld(TerminalMessages.Held held)
    {
        if (Agent.Mailbox.UnderWay?.Message.Id != held.MessageId) return;
        _held = held.Reason is null ? null : $"{held.MessageId} is held: {held.Reason}";
        _inHand = held.Reason is null ? null : new MessageInHand(held.MessageId, held.Receipt, held.Reason);
        Show();
    }

    private MessageInHand? InHand => Agent.Mailbox.UnderWay?.Message.Id is not { } id ? null
        : _inHand?.Id == id ? _inHand
        : _terminal is null || _activity is TerminalActivity.Starting ? new MessageInHand(id, Receipt.Unknown, "Its terminal is not up; how far it came is looked up when it is.")
        : new MessageInHand(id, Receipt.Typed);

    // A delivery whose outcome was not stored before a crash: the terminal looks how far it came.
    private void ResumeDelivery()
    {
        if (!_lookAtDelivery) return;
        var underWay = Agent.Mailbox.UnderWay;
        if (underWay is not null && !Takes(underWay.Message)) return;
        _lookAtDelivery = false;
        if (underWay?.Incarnation == Agent.Life.Incarnation) _terminal?.Tell(new TerminalMessages.Deliver(underWay.Message, Agent.Limits.Said));
    }

    // Several events may be stored at a time, and what waits after the last of them is not known before: it is decided behind them, once.
    private void TryDeliver()
    {
        if (_isDeliverNextTold) return;
        _isDeliverNextTold = true;
        Self.Tell(DeliverNext.Instance);
    }

    private void DeliverWaiting()
    {
        _isDeliverNextTold = false;
        if (_terminal is null || !Agent.TakesMessages || Agent.Mailbox.UnderWay is not null || Agent.Mailbox.Waiting.IsEmpty) return;
        if (Timers.IsTimerActive(nameof(RetryDelivery))) return;
        if (NextPrompt() is { } message && Takes(message)) TakePrompt(message);
    }

    private void ArmTimers()
    {
        var life = Agent.Life;
        Arm("backoff", life.Phase is AgentPhase.BackingOff ? life.Due : null, new TimerFired(new BackoffOver(life.Incarnation)));
        Arm("failure", Agent.Limits.Failure?.Until, new TimerFired(new FailureOver()));
        Arm("check-in", CanBeAsked ? Agent.CheckIns.NextDue : null, CheckInsDue.Instance);
        ArmRest();
    }

    private void Arm(string key, DateTimeOffset? due, object message)
    {
        if (due is not { } at)
        {
            Timers.Cancel(key);
            return;
        }

        var wait = at - Now;
        if (wait > LongestWait)
            Timers.StartSingleTimer(key, LookAtClock.Instance, LongestWait);
        else if (wait > TimeSpan.Zero)
            Timers.StartSingleTimer(key, message, wait);
        else
            Self.Tell(message);
    }

    private void Show()
    {
        if (Agent.Life.Definition is null) return;
        var view = AgentViews.View(Agent, Credential, _activity, _recovery, _held ?? _overdue ?? _unreadable, InHand);
        if (view.Equals(_shown)) return;
        _shown = view;
        Context.System.EventStream.Publish(view);
        if (!Target.IsOrchestrator) Context.Parent.Tell(view);
    }

    private sealed record TerminalFailed(AgentEndedException Cause);

    private sealed record TimerFired(IAgentCommand Command);

    private sealed record RetryDelivery
    {
        public static readonly RetryDelivery Instance = new();
    }

    private sealed record DeliverNext
    {
        public static readonly DeliverNext Instance = new();
    }

    private sealed record LookAtClock
    {
        public static readonly LookAtClock Instance = new();
    }
}
