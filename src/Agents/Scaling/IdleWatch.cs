using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Overview;
using System.Collections.Immutable;

namespace Orchestrator.Agents.Scaling;

/// <summary>Since when agents wait for input with nothing to read. A turn that only answers a check-in does not end that. Pure, and in memory only.</summary>
internal sealed record IdleWatch
{
    // A check-in's due time moves, and its message is queued, in one breath.
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(5);

    private ImmutableDictionary<AgentTarget, Seen> Agents { get; init; } = ImmutableDictionary<AgentTarget, Seen>.Empty;

    /// <summary>Since when; <c>null</c> while it is busy, or has not been seen.</summary>
    internal DateTimeOffset? Of(AgentTarget agent) => Agents.GetValueOrDefault(agent) is { IsFree: true } seen ? seen.Since : null;

    internal IdleWatch See(AgentView view, DateTimeOffset now)
    {
        var free = view.Status is AgentStatus.Ready && view.Unread == 0 && view.Report?.State is not ReportedState.Blocked;
        DateTimeOffset? due = view.CheckIns.Count > 0 ? view.CheckIns[0].NextDue : null;
        var before = Agents.GetValueOrDefault(view.Target) ?? new Seen(false, now, due, null, false);
        var asked = due == before.Due ? before.AskedAt : now;
        var after = (before.IsFree, free) switch
        {
            (true, true) => before,
            (true, false) => before with { IsFree = false, IsCheckIn = now - asked < Breath },
            (false, true) => before with { IsFree = true, Since = before.IsCheckIn ? before.Since : now, IsCheckIn = false },
            _ => before,
        };
        return this with { Agents = Agents.SetItem(view.Target, after with { Due = due, AskedAt = asked }) };
    }

    internal IdleWatch Forget(Func<AgentTarget, bool> gone) => this with { Agents = Agents.RemoveRange(Agents.Keys.Where(gone)) };

    private sealed record Seen(bool IsFree, DateTimeOffset Since, DateTimeOffset? Due, DateTimeOffset? AskedAt, bool IsCheckIn);
}
