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
    public sealed record RemoveProject(ProjectName Project);

    /// <summary>The project's manager agrees; the orchestrator's own second step of <see cref="RemoveProject"/>.</summary>
    public sealed record ForgetProject(ProjectName Project) : ICommand;

    /// <summary>Answered with <see cref="Ready"/> once the orchestrator has recovered.</summary>
    public sealed record GetReady;

    /// <summary>It has recovered and takes commands.</summary>
    public sealed record Ready
    {
        /// <summary>The only one.</summary>
        public static Ready Instance { get; } = new();
    }

    /// <summary>Passes a command on to one agent, whose answer goes straight to the sender. Rejected when there is no such agent.</summary>
    public sealed record ToAgent(AgentTarget Target, IAgentCommand Command);

    /// <summary>Passes a command on to a project's manager. Rejected when there is no such project.</summary>
    public sealed record ToProject(ProjectName Project, ManagementMessages.IProjectCommand Command);

    /// <summary>Passes on what is about an agent's terminal: what its CLI's hook said, or a question about its state.</summary>
    public sealed record ToTerminal(AgentTarget Target, object Word);
}
