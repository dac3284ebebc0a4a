namespace Orchestrator.Agents.Teams;

/// <summary>One entry of a wanted team, as <c>--roles</c> or the front matter says it; not yet checked.</summary>
/// <param name="Role">The role's key as written.</param>
/// <param name="Count">How many agents of it; at least 1.</param>
/// <param name="Source">Where it was written: the spec's path or an option.</param>
/// <param name="Line">The line it stands on, from 1; 0 for an option.</param>
public sealed record RoleRequest(string Role, int Count, string Source, int Line)
{
    /// <summary>The agent's name; null takes the role's key, numbered when there are several.</summary>
    public AgentName? Name { get; init; }

    /// <summary>The profile as written; null takes the project's.</summary>
    public string? Profile { get; init; }

    /// <summary>The name of what it is billed to; null takes its profile's.</summary>
    public string? Credential { get; init; }

    /// <summary>The check-in interval; null takes the project's, else the role's.</summary>
    public TimeSpan? CheckIn { get; init; }

    /// <summary>Why it is wanted, where Orchestrator chose it.</summary>
    public string? Reason { get; init; }
}
