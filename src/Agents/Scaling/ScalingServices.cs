using Akka.Actor;
using Orchestrator.Agents.Worktrees;

namespace Orchestrator.Agents.Scaling;

/// <summary>What teams' sizes are changed with. Each call may be repeated after a crash.</summary>
/// <param name="Orchestrator">Passes messages on.</param>
/// <param name="AddAsync">Adds an engineer of a role as a person would; the same key again is the same engineer.</param>
/// <param name="EndAsync">Ends an engineer and takes it out of the team; its worktree stays.</param>
/// <param name="WorkAsync">What of an engineer's work has not landed, for a person; empty for nothing. The commit is the last one that has landed, if any has.</param>
/// <param name="Machine">How the machine stands, with so many agents of so many.</param>
/// <param name="MostAgents">Agents on this machine.</param>
/// <param name="MostPerProject">Agents of one project.</param>
public sealed record ScalingServices(
    IActorRef Orchestrator,
    Func<ProjectName, string, string, Task<AgentName>> AddAsync,
    Func<ProjectName, AgentName, Task<AgentName>> EndAsync,
    Func<WorktreePlan, string?, Task<string>> WorkAsync,
    Func<int, int, MachineStanding> Machine,
    int MostAgents,
    int MostPerProject);

/// <summary>A team cannot be changed, for a reason that stays.</summary>
public sealed class ScalingRefusedException : Exception
{
    /// <inheritdoc/>
    public ScalingRefusedException()
    {
    }

    /// <inheritdoc/>
    public ScalingRefusedException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public ScalingRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
