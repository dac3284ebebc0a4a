using Akka.Actor;
using Orchestrator.Agents.Inbox;
using Orchestrator.Agents.Limits;
using Orchestrator.Agents.Terminals;
using static Orchestrator.Agents.Limits.AgentLimitMessages;

namespace Orchestrator.Agents.Lifecycle;

// What the agent does about usage limits and turns of its own that failed.
public abstract partial class AgentActor<TState>
{
    // A turn that was cut off ends like any other, and the words about it may be drawn a moment later.
    private static readonly TimeSpan _settleTime = TimeSpan.FromSeconds(3);

    private bool _endsTurn;

    /// <summary>The agent's credentials were refused: its superior and the user are told, who know a repetition as one.</summary>
    protected virtual void OnRefused(AgentFailure failure)
    {
        Context.Parent.Tell(new LifecycleMessages.MemberRefused(Target, Agent.Life.Incarnation, failure.Text));
        TellUserOfRefusal(failure);
    }

    /// <summary>Puts a refusal of the agent's credentials into the user's inbox.</summary>
    protected void TellUserOfRefusal(AgentFailure failure) => Context.System.EventStream.Publish(new UserInboxMessages.TellUser(
        AgentTarget.Orchestrator.ToString(),
        $"The credentials of {Target} ({Credential}) were refused: {failure.Text}\nSign in again in its window (orc attach {Target}), or mend its key; then: orc agent restart {Target}",
        null,
        $"refused:{Target}:{Agent.Life.Incarnation}"));

    private void HandleLimits()
    {
        Command<LimitMessages.Held>(m => HandleOwn(new HoldForLimit(m.Limit)));
        Command<LimitMessages.Released>(_ => HandleOwn(new ReleaseFromLimit()));
        Command<Settled>(_ => OnSettled());
    }

    private void SeeLimits(TerminalMessages.ActivityChanged changed, TerminalActivity before)
    {
        if (changed.Limit is { } limit) HandleOwn(new RecordLimitSeen(changed.Incarnation, limit));
        if (changed.Failure is { } failure) HandleOwn(new RecordFailure(changed.Incarnation, failure, _services.Jitter()));
        _endsTurn = changed is { Activity: TerminalActivity.Ready, Limit: null, Failure: null } && (before is TerminalActivity.Working || _endsTurn);
        if (_endsTurn)
            Timers.StartSingleTimer(nameof(Settled), Settled.Instance, _settleTime);
        else
            Timers.Cancel(nameof(Settled));
    }

    // A turn has ended, and no word of a limit or a failure has come behind.
    private void OnSettled()
    {
        _endsTurn = false;
        HandleOwn(new RecordTurnEnded(Agent.Life.Incarnation));
        _services.Limits.Tell(new LimitMessages.ReportTurn(Target, Credential));
    }

    private void JoinLimits() => _services.Limits.Tell(new LimitMessages.Join(Target, Credential, Agent.Limits.IsLimited));

    private void ReportLimit() => _services.Limits.Tell(new LimitMessages.ReportLimit(Target, Credential, Agent.Limits.SaidResets, Agent.Limits.Said ?? "", _services.Jitter()));

    private sealed record Settled
    {
        public static readonly Settled Instance = new();
    }
}
