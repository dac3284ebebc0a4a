using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Orchestrator.Agents;

/// <summary>
/// Whom a message or a command is for: <c>shop:developer</c>, <c>shop</c> (its project manager) or <c>orchestrator</c>.
/// Written as tmux writes <c>session:window</c>.
/// </summary>
[JsonConverter(typeof(AgentTargetJson))]
public readonly record struct AgentTarget
{
    private AgentTarget(ProjectName project, AgentName agent) => (Project, Agent) = (project, agent);

    /// <summary>The project; null for the orchestrator, which stands above all.</summary>
    public ProjectName? Project { get; }

    /// <summary>The agent in that project; null for the orchestrator.</summary>
    public AgentName? Agent { get; }

    /// <summary>Whether this is the agent above all projects.</summary>
    public bool IsOrchestrator => Project is null;

    /// <summary>The agent above all projects.</summary>
    public static AgentTarget Orchestrator => default;

    /// <summary>One agent of a project.</summary>
    public static AgentTarget Of(ProjectName project, AgentName agent) => new(project, agent);

    /// <summary>A project's manager.</summary>
    public static AgentTarget ManagerOf(ProjectName project) => new(project, AgentName.ProjectManager);

    /// <summary>Reads what a person or an agent wrote.</summary>
    /// <returns>False with a problem: why it is refused, and what may be written.</returns>
    public static bool TryParse(string text, out AgentTarget target, [NotNullWhen(false)] out string? problem)
    {
        target = default;
        problem = null;
        if (text == ProjectName.Reserved)
            return true;
        var separator = text.IndexOf(':', StringComparison.Ordinal);
        if (text.Length == 0 || separator != text.LastIndexOf(':'))
        {
            problem = $"{SafeName.Quote(text)} is no target. Write project:agent, project (its project manager) or orchestrator.";
            return false;
        }
        if (!ProjectName.TryParse(separator < 0 ? text : text[..separator], out var project, out problem))
            return false;
        var agent = AgentName.ProjectManager;
        if (separator >= 0 && !AgentName.TryParse(text[(separator + 1)..], out agent, out problem))
            return false;
        target = new AgentTarget(project, agent);
        return true;
    }

    /// <summary>Like <see cref="TryParse"/>.</summary>
    /// <exception cref="FormatException">It is no target; the message says why and what may be written.</exception>
    public static AgentTarget Parse(string text) =>
        TryParse(text, out var target, out var problem) ? target : throw new FormatException(problem);

    /// <summary><c>shop:developer</c>, <c>shop:project-manager</c> or <c>orchestrator</c>; <see cref="Parse"/> reads it back.</summary>
    public override string ToString() => Project is { } project ? $"{project}:{Agent}" : ProjectName.Reserved;
}
