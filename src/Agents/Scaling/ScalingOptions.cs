using System.Collections.Immutable;

namespace Orchestrator.Agents.Scaling;

/// <summary><c>orchestrator.scaling</c>: when engineers are added and ended.</summary>
/// <param name="Roles">For projects whose spec says nothing; empty for none.</param>
/// <param name="QueueLength">One is added when so many tasks wait for each engineer of a role.</param>
/// <param name="WaitTime">Or when one task has waited so long.</param>
/// <param name="Hold">Either must have held for so long.</param>
/// <param name="IdleTime">One that has had nothing to do for so long may be ended.</param>
/// <param name="CoolDown">After a decision about a role nothing else is decided about it for so long.</param>
/// <param name="LookEvery">The time between two looks.</param>
/// <param name="MaxLoad">Above this load of one minute for each processor none is added.</param>
/// <param name="MinMemory">With less memory available, in bytes, none is added.</param>
public sealed record ScalingOptions(
    ImmutableList<RoleRange> Roles,
    int QueueLength,
    TimeSpan WaitTime,
    TimeSpan Hold,
    TimeSpan IdleTime,
    TimeSpan CoolDown,
    TimeSpan LookEvery,
    double MaxLoad,
    long MinMemory);
