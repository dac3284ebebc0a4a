using Orchestrator.Agents;
using Orchestrator.Api;

namespace Orchestrator.Mcp;

/// <summary>Whose server this is, as its environment says. What it may do is the daemon's to say; this is for defaults and words.</summary>
/// <param name="Agent">The agent; null for a person, who has no token.</param>
internal sealed record McpCaller(AgentTarget? Agent)
{
    /// <summary>Its own address, or the user's name.</summary>
    internal string Name => Agent?.ToString() ?? Agents.Identity.Caller.UserName;

    /// <summary>Its project; null for those who stand above projects.</summary>
    internal string? Project => Agent?.Project?.Value;

    /// <summary>Whether it steers a team: a person, the orchestrator, or a project manager.</summary>
    internal bool Steers => Agent is null or { IsOrchestrator: true } || Agent.Value.Agent == AgentName.ProjectManager;

    internal static McpCaller Of(Identity identity) =>
        new(identity.Target is { } text && AgentTarget.TryParse(text, out var target, out _) ? target : null);
}
