namespace Orchestrator.Agents.Identity;

/// <summary>Who asks for something: a person at the socket, or an agent that proved to be one.</summary>
/// <param name="Agent">The agent; <c>null</c> for a person.</param>
public sealed record Caller(AgentTarget? Agent)
{
    /// <summary>How a person is called where a message says who wrote it.</summary>
    public const string UserName = "user";

    /// <summary>The person who owns the socket.</summary>
    public static Caller User { get; } = new((AgentTarget?)null);

    /// <summary>As a message's sender.</summary>
    public string Name => Agent?.ToString() ?? UserName;

    /// <summary>Whether nothing is refused them.</summary>
    public bool IsUserOrOrchestrator => Agent is null or { IsOrchestrator: true };

    internal bool Manages(ProjectName? project) => Agent is { } agent && agent.Agent == AgentName.ProjectManager && agent.Project == project;

    internal bool IsMemberOf(ProjectName? project) => Agent is { IsOrchestrator: false } agent && agent.Project == project;
}
