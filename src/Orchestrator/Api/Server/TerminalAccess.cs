using Orchestrator.Agents;
using Orchestrator.Agents.Identity;
using Orchestrator.Agents.Sessions;
using Orchestrator.Api.Contracts;
using Orchestrator.TmuxAdapter;

namespace Orchestrator.Api.Server;

/// <summary>Who may use which session, and how sessions and panes are shown in answers.</summary>
internal static class TerminalAccess
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3653);

    /// <exception cref="ApiFault">The session is not that of the calling agent's project.</exception>
    internal static void Demand(ApiCall call, string session)
    {
        if (Sees(call, session)) return;
        throw ApiFault.Forbidden($"{call.Caller.Name} may not use session {session}: an agent uses the session of its own project.");
    }

    /// <summary>An agent changes its own pane and those that it created; a project manager, those of its project.</summary>
    /// <exception cref="ApiFault">The pane is another agent's, or somebody else's.</exception>
    internal static void DemandChange(ApiCall call, PaneView pane)
    {
        if (call.Caller.Agent is not { } agent || Permissions.Refusal(call.Caller, Operation.Steer, StreamRoutes.TargetOf(pane.Session)) is null) return;
        var name = agent.ToString();
        if (pane.Agent == name || (pane.Agent is null && pane.Owner == name)) return;
        var whose = pane.Agent is { } other ? $"that of the agent {other}" : pane.Owner is { } owner ? $"{owner}'s" : "none that it created";
        throw ApiFault.Forbidden(
            $"{name} may not change pane {pane.Name} of session {pane.Session}: it is {whose}. An agent changes its own pane and those that it created.",
            $"Ask your project manager (orc send {agent.Project} TEXT), or create a pane of your own: orc pane create {pane.Session} --label NAME");
    }

    /// <summary>Whether the caller may use a session.</summary>
    internal static bool Sees(ApiCall call, string session) =>
        ProjectName.TryParse(session, out var project, out _)
            ? Permissions.Refusal(call.Caller, Operation.UseTerminals, AgentTarget.ManagerOf(project)) is null
            : Permissions.Refusal(call.Caller, Operation.UseTerminals, AgentTarget.Orchestrator) is null;

    /// <exception cref="ApiFault">An agent asks to go over a rule that protects agents.</exception>
    internal static bool Force(ApiCall call, bool force)
    {
        if (force) call.Demand(Operation.Administer, AgentTarget.Orchestrator);
        return force;
    }

    /// <exception cref="ApiFault">It is no time to wait.</exception>
    internal static TimeSpan? Duration(double? seconds) => seconds switch
    {
        null => null,
        > 0 and var some when some <= Longest.TotalSeconds => TimeSpan.FromSeconds(some),
        _ => throw ApiFault.Invalid($"{seconds} s is no time to wait; above 0 and up to ten years is possible."),
    };

    internal static Contracts.SessionInfo Show(TmuxAdapter.SessionInfo session) => new(session.Name, session.Id, session.Windows, session.AttachedClients, session.CreatedAt);

    internal static IReadOnlyList<TerminalInfo> Show(IEnumerable<PaneView> panes) => [.. panes.Select(Show)];

    internal static TerminalInfo Show(PaneView pane) => new(
        pane.Id, pane.Index, pane.Label, pane.Session, pane.Info.WindowName, pane.Info.WindowId, pane.Info.WindowIndex, pane.Info.PaneIndex, pane.Pid,
        pane.Info.CurrentCommand, pane.Info.CurrentPath, Describe.Word(pane.State), pane.Info.Title, pane.Info.Columns, pane.Info.Rows, pane.Info.IsActive,
        pane.Info.IsInMode, pane.Agent, pane.Info.ExitCode, pane.Info.ExitSignal);

    /// <summary>The answer to an operation that was not done; null when the failure is none of a session's or pane's.</summary>
    internal static ApiFault? FaultOf(Exception failure) => failure switch
    {
        SessionException e => ApiFault.From(new Runtime.Persistence.Rejected(e.Code, e.Message, e.Hint)),
        TmuxCommandException { IsMissing: true } e => ApiFault.NotFound($"It has just been closed ({e.Message}).", "Those there are: orc pane list"),
        TmuxKillException e => ApiFault.Failed(e.Message),
        TmuxDisconnectedException e => ApiFault.Failed($"{e.Message} Whether it was done is unknown.", "Look: orc pane list; orc daemon logs"),
        _ => null,
    };
}
