namespace Orchestrator.Agents.Scaling;

/// <summary>How the scaled roles of a project stand. Published at every look.</summary>
/// <param name="Project">Whose.</param>
/// <param name="Roles">Each role.</param>
public sealed record ScalingView(ProjectName Project, IReadOnlyList<RoleScaling> Roles);

/// <summary>How one scaled role stands.</summary>
/// <param name="Standing">What was seen.</param>
/// <param name="Held">What is in the way now; <c>null</c> for nothing.</param>
/// <param name="Last">The last time somebody was added or ended; <c>null</c> for never.</param>
public sealed record RoleScaling(RoleStanding Standing, string? Held, ScalingDecision? Last);
