namespace Orchestrator.Agents.Overview;

/// <summary>What the overview is asked. It is a read model: it decides nothing and stores nothing.</summary>
public static class OverviewMessages
{
    /// <summary>Asks for everything. Answered with <see cref="Snapshot"/>.</summary>
    public sealed record GetOverview;

    /// <summary>Answered with a <see cref="Snapshot"/> as soon as the condition holds, or with one and <c>Held = false</c> when the time is over.</summary>
    /// <param name="Condition">Called on the overview's thread; must be quick and pure.</param>
    /// <param name="Timeout">At most so long.</param>
    public sealed record WaitFor(Func<Snapshot, bool> Condition, TimeSpan Timeout);

    /// <summary>From now on the asker is sent a <see cref="Snapshot"/> at every change, at most one for each batch of changes.</summary>
    public sealed record Follow;

    /// <summary>Ends <see cref="Follow"/>.</summary>
    public sealed record Unfollow;

    /// <summary>All that is known now.</summary>
    /// <param name="Projects">By name.</param>
    /// <param name="Agents">By target, the orchestrator's own included.</param>
    /// <param name="Held">Whether the condition waited for holds.</param>
    public sealed record Snapshot(
        IReadOnlyDictionary<ProjectName, ProjectView> Projects,
        IReadOnlyDictionary<AgentTarget, AgentView> Agents,
        bool Held = true)
    {
        /// <summary>The tasks and merge queues of projects, by name.</summary>
        public IReadOnlyDictionary<ProjectName, Work.WorkView> Work { get; init; } = new Dictionary<ProjectName, Work.WorkView>();

        /// <summary>The roles that grow and shrink by themselves, by project.</summary>
        public IReadOnlyDictionary<ProjectName, Scaling.ScalingView> Scaling { get; init; } = new Dictionary<ProjectName, Scaling.ScalingView>();
    }
}
