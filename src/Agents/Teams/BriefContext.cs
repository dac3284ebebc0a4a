using Orchestrator.Agents.Specs;

namespace Orchestrator.Agents.Teams;

/// <summary>What one agent's brief is filled with.</summary>
/// <param name="Target">The agent.</param>
/// <param name="Role">Its role.</param>
/// <param name="Directory">Where it works: an absolute path.</param>
/// <param name="CheckIn">How often it is asked for its status; null for never.</param>
/// <param name="Spec">The project's spec; null for the orchestrator, which has none.</param>
/// <param name="Team">The whole team, this agent among them; empty for the orchestrator.</param>
public sealed record BriefContext(
    AgentTarget Target,
    Role Role,
    string Directory,
    TimeSpan? CheckIn,
    Spec? Spec,
    IReadOnlyList<TeamMember> Team);
