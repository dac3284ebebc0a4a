using Orchestrator.Agents.Limits;
using Orchestrator.Agents.Messaging;
using Orchestrator.Agents.Overview;
using Orchestrator.Agents.Terminals;
using System.Diagnostics;

namespace Orchestrator.Agents.Lifecycle;

/// <summary>How an agent is shown: what is stored of it, and what is seen in its terminal.</summary>
internal static class AgentViews
{
    public static AgentView View(AgentState state, string credential, TerminalActivity activity, RecoveryKind? recovery, string? held, MessageInHand? inHand = null)
    {
        var life = state.Life;
        var definition = life.Definition ?? throw new UnreachableException($"{state.Target} was never created.");
        return new AgentView(
            state.Target,
            definition.Role,
            definition.Profile,
            definition.Session,
            Status(life, state.Limits, activity),
            life.Incarnation,
            Math.Max(0, life.Incarnation - life.FirstIncarnation),
            state.Mailbox.Undelivered,
            life.Pane,
            life.Phase is AgentPhase.BackingOff or AgentPhase.Failed or AgentPhase.Stopped ? life.Detail : Reason(state.Limits) ?? held,
            life.Due ?? (life.IsUp ? state.Limits.Failure?.Until ?? state.Limits.Held?.Until : null),
            life.Report,
            state.CheckIns.Pending,
            recovery)
        {
            Credential = credential,
            InHand = inHand,
            Failure = life.IsUp ? state.Limits.Failure : null,
            Permission = life.IsUp && state.Permissions.Pending is { } asked && asked.Incarnation == life.Incarnation ? asked : null,
        };
    }

    public static AgentStatus Status(AgentLifecycle life, AgentLimits limits, TerminalActivity activity) => life.Phase switch
    {
        AgentPhase.New or AgentPhase.Starting => AgentStatus.Starting,
        AgentPhase.BackingOff => AgentStatus.BackingOff,
        AgentPhase.Stopped => AgentStatus.Stopped,
        AgentPhase.Failed => AgentStatus.Failed,
        AgentPhase.Running when life.Paused => AgentStatus.Paused,
        AgentPhase.Running when limits.Failure is { } failure => failure.Kind is FailureKind.Authentication ? AgentStatus.Failed : AgentStatus.BackingOff,
        AgentPhase.Running when limits.IsLimited => AgentStatus.Limited,
        AgentPhase.Running => activity switch
        {
            TerminalActivity.Starting => AgentStatus.Starting,
            TerminalActivity.Ready => AgentStatus.Ready,
            TerminalActivity.Working => AgentStatus.Working,
            TerminalActivity.WaitingForPermission => AgentStatus.WaitingForPermission,
            _ => throw new UnreachableException($"Unknown activity {activity}."),
        },
        _ => throw new UnreachableException($"Unknown phase {life.Phase}."),
    };

    private static string? Reason(AgentLimits limits) => limits switch
    {
        { Failure: { Kind: FailureKind.Authentication } failure } => $"Its credentials were refused: {failure.Text}",
        { Failure: { } failure } => $"Its turn failed ({failure.Attempt} in a row): {failure.Text}",
        { Held: { } limit } => $"The credential {limit.Credential} is limited, says {limit.By}: {limit.Text}",
        { IsCutOff: true } => limits.Said,
        _ => null,
    };
}
