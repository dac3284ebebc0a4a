using Orchestrator.Agents.CodingAgents;

namespace Orchestrator.Agents.Terminals;

/// <summary>Tells which of an agent's signals decided its state, and how every rule stands to its screen now.</summary>
internal static class StateExplainer
{
    public static async Task<StateExplanation> ExplainAsync(TerminalStart start, Profile profile, ActivityJudge judge, ActivityReader reader, AgentPane pane, TerminalActivity known)
    {
        var (decided, hook, look, unreadable) = (Signal(judge.Decided), Signal(judge.LastHook), Signal(judge.LastLook), judge.UnreadableSince); // on the actor's thread
        var screen = await pane.ScreenAsync();
        return new StateExplanation(start.Definition.Target, start.Incarnation, profile.Name, known, decided, hook, look, unreadable, screen.Title, reader.CanRead ? reader.Trace(screen) : []);
    }

    public static StateExplanation Unbound(TerminalStart start) => Without(start.Definition.Target, start.Incarnation, start.Definition.Profile);

    /// <summary>Where there is no process that could give a signal.</summary>
    public static StateExplanation Without(AgentTarget target, int incarnation, string profile) =>
        new(target, incarnation, profile, null, null, null, null, null, "", []);

    private static StateSignal? Signal(Verdict? verdict) =>
        verdict is null ? null : new StateSignal(verdict.Source, verdict.Seen.Activity, verdict.Seen.Reason, verdict.At);
}
