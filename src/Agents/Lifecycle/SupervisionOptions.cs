using Orchestrator.Runtime.Supervision;

namespace Orchestrator.Agents.Lifecycle;

/// <summary>When a failed agent is started again; <c>orchestrator.supervision</c>.</summary>
/// <param name="Limit">More failures than this make the agent <see cref="AgentPhase.Failed"/>.</param>
/// <param name="Backoff">The wait before each restart.</param>
/// <param name="StableAfter">An incarnation that lived so long starts the count of failures in a row anew.</param>
/// <param name="HangAfter">An agent that is silent so long after a check-in is taken for hung; <c>null</c>: never.</param>
public sealed record SupervisionOptions(RestartLimit Limit, Backoff Backoff, TimeSpan StableAfter, TimeSpan? HangAfter)
{
    /// <summary>A turn that goes on for so long is reported; <c>null</c>: never.</summary>
    public TimeSpan? LongTurn { get; init; }

    /// <summary>A turn in which nothing is written for so long is reported; <c>null</c>: never.</summary>
    public TimeSpan? SilentTurn { get; init; }
}
