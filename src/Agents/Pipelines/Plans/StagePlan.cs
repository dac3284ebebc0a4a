namespace Orchestrator.Agents.Pipelines.Plans;

/// <summary>One stage: panes that run side by side once the stages it needs are over.</summary>
/// <param name="Name">Unique in the pipeline.</param>
/// <param name="Needs">The stages that must be over before. For a stage at the pipeline's end, all those it waits for.</param>
/// <param name="When">What must have become of them.</param>
/// <param name="WhenOutput">A pattern that must have occurred in the output of one of them.</param>
/// <param name="Recovers">Whether its success makes good the failures of the stages it needs.</param>
/// <param name="Timeout">How long it may take from the start of its first pane to the end of its last.</param>
/// <param name="Panes">In the order of the file; at least one.</param>
public sealed record StagePlan(
    string Name,
    IReadOnlyList<string> Needs,
    StageCondition When,
    string? WhenOutput,
    bool Recovers,
    TimeSpan? Timeout,
    IReadOnlyList<PanePlan> Panes);

/// <summary>What must have become of the stages that a stage needs.</summary>
public enum StageCondition
{
    /// <summary>All of them succeeded, are ready, or were made good.</summary>
    Success,

    /// <summary>One of them, or of those before it, failed.</summary>
    Failure,

    /// <summary>Anything.</summary>
    Always,
}
