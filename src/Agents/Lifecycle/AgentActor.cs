using Akka.Actor;
using Orchestrator.Agents.Limits;
using Orchestrator.Agents.Overview;
using Orchestrator.Agents.PermissionRequests;
using Orchestrator.Agents.PermissionRequests.Rules;
using Orchestrator.Agents.Terminals;
using Orchestrator.Runtime.Persistence;
using static Orchestrator.Agents.Lifecycle.LifecycleEvents;
using static Orchestrator.Agents.Lifecycle.LifecycleMessages;
using static Orchestrator.Agents.Limits.AgentLimitEvents;
using static Orchestrator.Agents.Limits.AgentLimitMessages;
using static Orchestrator.Agents.Messaging.MessagingEvents;
using static Orchestrator.Agents.PermissionRequests.PermissionEvents;
using static Orchestrator.Agents.PermissionRequests.PermissionMessages;

namespace Orchestrator.Agents.Lifecycle;

/// <summary>What all roles share: one agent with a process, a window, a mailbox and check-ins.</summary>
/// <remarks>The process lives in the child <c>Terminal</c>, one for each incarnation; when it ends, the child fails and is stopped.</remarks>
public abstract partial class AgentActor<TState> : EventSourcedActor<TState>, IWithTimers
    where TState : class, IEventSourced<TState>
{
    // Timers stand still while a laptop sleeps, so a long wait is cut into short ones that look at the clock again.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly AgentServices _services;
    private RecoveryKind? _recovery;
    private AgentView? _shown;

    /// <param name="target">The agent's address.</param>
    /// <param name="initial">The state before the first event.</param>
    /// <param name="services">What it works with.</param>
    protected AgentActor(AgentTarget target, TState initial, AgentServices services)
        : base(initial, services.Rules.SnapshotEvery)
    {
        Target = target;
        _services = services;

        HandleTerminal();
        HandleDeliveries();
        HandleDialogs();
        HandleLimits();
        HandleCheckIns();
        HandleBudget();
        HandleTurns();
        Command<TerminalMessages.OfferTurnEnd>(OnTurnEndOffered);
        Command<TimerFired>(OnTimerFired);
        Command<LookAtClock>(_ => OnClock());
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

    private void OnTimerFired(TimerFired fired)
    {
        var events = Decide(fired.Command).Events;
        Store(events);
        if (events.Count == 0) OnClock(); // set back, or told twice
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

    private sealed record TimerFired(IAgentCommand Command);

    private sealed record LookAtClock
    {
        public static readonly LookAtClock Instance = new();
    }
}
