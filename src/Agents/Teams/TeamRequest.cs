namespace Orchestrator.Agents.Teams;

/// <summary>What the command line says about a team; null where an option was not given.</summary>
/// <param name="Roles">What follows <c>--roles</c>.</param>
/// <param name="TeamType">What follows <c>--team-type</c>.</param>
/// <param name="Plan">What follows <c>--plan</c>.</param>
/// <param name="Profile">What follows <c>--profile</c>.</param>
/// <param name="AgentCommand">What follows <c>--agent-command</c>: it is run in every window.</param>
public sealed record TeamRequest(
    string? Roles = null,
    string? TeamType = null,
    string? Plan = null,
    string? Profile = null,
    string? AgentCommand = null);
