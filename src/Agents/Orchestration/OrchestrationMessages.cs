using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Management;
using Orchestrator.Runtime.Persistence;

namespace Orchestrator.Agents.Orchestration;

/// <summary>What the orchestrator, the one way in, is told. In memory only.</summary>
public static class OrchestrationMessages
{
    /// <summary>Launches a project. Answered with <see cref="ManagementMessages.ProjectAccepted"/> once it is stored, or Rejected.</summary>
    /// <param name="Plan">The project.</param>
    /// <param name="Root">The orchestrator's own agent, started if it does not exist yet.</param>
    public sealed record LaunchProject(ProjectPlan Plan, AgentDefinition Root) : ICommand;

    /// <summary>Removes a stopped project: its agents are forgotten, its directory and its journal stay. Answered like <see cref="LaunchProject"/>.</summary>
    public sealed record RemoveProject(ProjectName Project) : ICommand;

    /// <summary>Passes a command on to one agent, whose answer goes straight to the sender. Rejected when there is no such agent.</summary>
    public sealed record ToAgent(AgentTarget Target, IAgentCommand Command);

    /// <summary>Passes a command on to a project's manager. Rejected when there is no such project.</summary>
    public sealed record ToProject(ProjectName Project, ManagementMessages.IProjectCommand Command);

    /// <summary>Tells an agent's terminal what its CLI's hook said. Not answered.</summary>
    /// <param name="Target">Which agent.</param>
    /// <param name="Incarnation">Which of its incarnations; a word from an older one is dropped.</param>
    /// <param name="Hook">What it said.</param>
    public sealed record ToTerminal(AgentTarget Target, int Incarnation, Terminals.HookCall Hook);
}
