using Akka.Actor;
using Akka.Event;
using Orchestrator.Agents.Overview;
using Orchestrator.Agents.Terminals;
using Orchestrator.TmuxAdapter;
using static Orchestrator.Agents.Lifecycle.LifecycleMessages;
using static Orchestrator.Agents.Messaging.MessagingMessages;

namespace Orchestrator.Agents.Lifecycle;

// The terminal of the incarnation that runs: its start and end, and what it tells.
public abstract partial class AgentActor<TState>
{
    // A terminal that fails so often in so long is given up; see OnTerminated.
    private const int MaxRetries = 10;

    private static readonly TimeSpan _retryWindow = TimeSpan.FromMinutes(1);

    private IActorRef? _terminal;
    private DateTimeOffset[] _lostTerminals = [];
    private TerminalActivity _activity;
    private string? _unreadable;

    private void HandleTerminal()
    {
        Command<TerminalFailed>(OnTerminalFailed);
        Command<Terminated>(OnTerminated);
        Command<TerminalMessages.Bound>(OnBound);
        Command<TerminalMessages.ActivityChanged>(OnActivity);
        Command<TerminalMessages.HookReceived>(OnHook);
        Command<TerminalMessages.FoundTaken>(found => HandleOwn(new RecordQueueTaken(found.MessageIds)));
        Command<TerminalMessages.Unreadable>(OnUnreadable);
        Command<TmuxMessages.PanesEnded>(ended => OnPanesEnded(ended.Target));
        Command<TerminalMessages.Explain>(OnExplain);
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

    /// <summary>Windows that were to be ended are gone; an agent's own end waits for nothing.</summary>
    protected virtual void OnPanesEnded(AgentTarget target)
    {
    }

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
            if (Agent.Mailbox.InQueue is { IsEmpty: false } queued) _terminal?.Tell(new TerminalMessages.FindTaken([.. queued.Select(m => m.Id)]));
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

    private sealed record TerminalFailed(AgentEndedException Cause);
}
