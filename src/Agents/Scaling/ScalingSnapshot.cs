namespace Orchestrator.Agents.Scaling;

/// <summary>All that a decision about teams depends on, as it stands at one moment.</summary>
/// <param name="At">The moment.</param>
/// <param name="Machine">What the machine has left.</param>
/// <param name="Roles">Every role that may be scaled, of every running project.</param>
public sealed record ScalingSnapshot(DateTimeOffset At, MachineStanding Machine, IReadOnlyList<RoleStanding> Roles);

/// <summary>What the machine has left.</summary>
/// <param name="Load">The load of the last minute for each processor.</param>
/// <param name="MemoryAvailable">In bytes.</param>
/// <param name="Agents">Agents of running projects, the orchestrator's own among them.</param>
/// <param name="MostAgents">As many as are allowed.</param>
/// <param name="Unknown">What could not be looked at; <c>null</c> when all could. Then load and memory mean nothing.</param>
public sealed record MachineStanding(double Load, long MemoryAvailable, int Agents, int MostAgents, string? Unknown = null);

/// <summary>The engineers of one role in one project, and what waits for them.</summary>
/// <param name="Project">The project.</param>
/// <param name="Role">The key of the role.</param>
/// <param name="Least">Of those that are up, so many stay.</param>
/// <param name="Most">So many there may be.</param>
/// <param name="Engineers">Those there are, the newest last.</param>
/// <param name="Waiting">Tasks that could be worked on and are not.</param>
/// <param name="OldestSince">Since when the oldest of them waits.</param>
/// <param name="ProjectAgents">Agents of the project, its manager among them.</param>
/// <param name="ProjectMost">As many as are allowed.</param>
/// <param name="PressedSince">Since when more work waits than should; <c>null</c> while it does not.</param>
/// <param name="DecidedAt">When somebody was last added or ended here.</param>
public sealed record RoleStanding(
    ProjectName Project,
    string Role,
    int Least,
    int Most,
    IReadOnlyList<EngineerStanding> Engineers,
    int Waiting,
    DateTimeOffset? OldestSince,
    int ProjectAgents,
    int ProjectMost,
    DateTimeOffset? PressedSince = null,
    DateTimeOffset? DecidedAt = null)
{
    /// <summary>Names the role among all of them.</summary>
    public string Key => $"{Project}/{Role}";
}

/// <summary>One engineer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsUp">Whether it can work; not when it has failed or was stopped.</param>
/// <param name="IsLimited">Whether it waits for the end of a usage limit.</param>
/// <param name="FreeSince">Since when it waits for input and has no task and no message; <c>null</c> while it has.</param>
/// <param name="Work">What would be left behind with it: empty for nothing, <c>null</c> when that has not been looked at.</param>
public sealed record EngineerStanding(AgentName Name, bool IsUp, bool IsLimited, DateTimeOffset? FreeSince, string? Work = null);
