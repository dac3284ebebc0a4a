namespace Orchestrator.Agents.Teams;

/// <summary>Settings about teams (<c>orchestrator.teams</c>, and check-in intervals from <c>orchestrator.check-ins</c>).</summary>
/// <param name="Default">The team's roles when nobody names any, e.g. <c>developer,tester</c>.</param>
/// <param name="Types">Ready teams by name, each as <c>--roles</c> writes it.</param>
/// <param name="Plans">The number of agents that a plan allows in a project, its manager among them.</param>
/// <param name="Profile">The profile when nobody names any.</param>
/// <param name="MaxAgents">The limit of agents in a project, its manager among them.</param>
/// <param name="CheckIns">The check-in interval of every role by its key; null for none.</param>
public sealed record TeamOptions(
    string Default,
    IReadOnlyDictionary<string, string> Types,
    IReadOnlyDictionary<string, int> Plans,
    string Profile,
    int MaxAgents,
    IReadOnlyDictionary<string, TimeSpan?> CheckIns)
{
    /// <summary>The plan when nobody names any; null for none.</summary>
    public string? Plan { get; init; }

    /// <summary>How long an agent may take that is asked for a better team.</summary>
    public TimeSpan RefineTimeout { get; init; } = TimeSpan.FromMinutes(3);
}
