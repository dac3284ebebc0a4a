using Akka.Actor;
using Orchestrator.Agents.Inbox;
using Orchestrator.Agents.Messaging;
using Orchestrator.Agents.Terminals;
using Orchestrator.Runtime.Configuration;
using static Orchestrator.Agents.Lifecycle.LifecycleMessages;

namespace Orchestrator.Agents.Lifecycle;

// Turns that go on for too long, and agents that hang.
public abstract partial class AgentActor<TState>
{
    private DateTimeOffset _workingSince;
    private string? _overdue;

    private SupervisionOptions Supervision => _services.Rules.Supervision;

    /// <summary>A turn goes on longer than the settings allow: its superior and the user are told. Nothing is ended.</summary>
    protected virtual void OnOverdue(string text)
    {
        Context.Parent.Tell(new MemberOverdue(Target, _workingSince, text));
        TellUserOfOverdue(text);
    }

    /// <summary>Puts a turn that goes on for too long into the user's inbox.</summary>
    protected void TellUserOfOverdue(string text) => Context.System.EventStream.Publish(new UserInboxMessages.TellUser(
        AgentTarget.Orchestrator.ToString(), $"{text}\nLook: orc attach {Target}", null, $"overdue:{Target}:{_workingSince:o}"));

    private void HandleTurns()
    {
        Command<HangSuspected>(m => _terminal?.Tell(new TerminalMessages.EndIfSilentSince(m.Since)));
        Command<LongTurnSuspected>(_ => Overdue(OverdueKind.Long, $"{Target} has been at one turn for {DurationText.Format(Supervision.LongTurn!.Value)}."));
        Command<SilentTurnSuspected>(_ => _terminal?.Tell(new TerminalMessages.GetLastOutput()));
        Command<TerminalMessages.LastOutput>(OnLastOutput);
    }

    private void WatchForHang()
    {
        if (Supervision.HangAfter is not { } silence) return;
        if (Agent.Mailbox.Delivered.LastOrDefault()?.Kind is MessageKind.CheckIn)
            Timers.StartSingleTimer(nameof(HangSuspected), new HangSuspected(Now), silence);
    }

    private void SeeTurn(TerminalActivity before)
    {
        if (_activity is not TerminalActivity.Working)
        {
            Timers.Cancel(nameof(LongTurnSuspected));
            Timers.Cancel(nameof(SilentTurnSuspected));
            _overdue = null;
        }
        else if (before is not TerminalActivity.Working)
        {
            _turn++;
            _workingSince = Now;
            if (Supervision.LongTurn is { } longest) Timers.StartSingleTimer(nameof(LongTurnSuspected), LongTurnSuspected.Instance, longest);
            if (Supervision.SilentTurn is { } silence) Timers.StartSingleTimer(nameof(SilentTurnSuspected), SilentTurnSuspected.Instance, silence);
        }
    }

    private void OnLastOutput(TerminalMessages.LastOutput last)
    {
        if (_activity is not TerminalActivity.Working || Supervision.SilentTurn is not { } longest) return;
        var silent = Now - last.At;
        if (silent >= longest)
            Overdue(OverdueKind.Silent, $"{Target} is at a turn and has written nothing for {DurationText.Format(longest)}; its CLI may be trying again in silence.");
        else
            Timers.StartSingleTimer(nameof(SilentTurnSuspected), SilentTurnSuspected.Instance, longest - silent);
    }

    private void Overdue(OverdueKind kind, string text)
    {
        if (_activity is not TerminalActivity.Working) return;
        _overdue = text;
        HandleOwn(new RecordOverdueTurn(Agent.Life.Incarnation, kind, _workingSince));
        OnOverdue(text);
        Show();
    }

    private sealed record HangSuspected(DateTimeOffset Since);

    private sealed record LongTurnSuspected
    {
        public static readonly LongTurnSuspected Instance = new();
    }

    private sealed record SilentTurnSuspected
    {
        public static readonly SilentTurnSuspected Instance = new();
    }
}
