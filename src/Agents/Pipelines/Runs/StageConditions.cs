using Orchestrator.Agents.Pipelines.Plans;

namespace Orchestrator.Agents.Pipelines.Runs;

/// <summary>Whether a stage may run, by what has become of those that it needs.</summary>
internal static class StageConditions
{
    /// <summary>Whether everything that the stage waits for is over or ready: its needs, and those that may make their failures good.</summary>
    public static bool CanBeDecided(StagePlan stage, PipelineState state) => stage.Needs.All(need =>
        state.Stages[need].IsDecided
        && (stage.Recovers || state.Stages[need].Status is not StageStatus.Failed || Recoverers(need, state).All(r => r == stage || state.Stages[r.Name].IsDecided)));

    /// <summary>Why a stage is never to run; <c>null</c> when it may.</summary>
    public static string? Refusal(StagePlan stage, PipelineState state)
    {
        if (stage.When is StageCondition.Success && stage.Needs.FirstOrDefault(need => !IsMet(need, state)) is { } unmet)
            return $"It needs {unmet}, which {(state.Stages[unmet].Status is StageStatus.Failed ? "failed" : "was skipped")}.";
        if (stage.When is StageCondition.Failure && !(stage.Recovers ? stage.Needs.Any(need => state.Stages[need].Status is StageStatus.Failed) : HasFailureBefore(stage, state)))
            return stage.Recovers ? "Nothing that it could make good failed." : "Nothing before it failed.";
        if (stage.WhenOutput is { } pattern && !stage.Needs.Any(need => HasWritten(need, stage, state)))
            return $"No output before it held {SafeName.Quote(pattern)}.";
        return null;
    }

    /// <summary>Whether one of those before the stage failed, and was not made good.</summary>
    public static bool HasFailureBefore(StagePlan stage, PipelineState state) =>
        stage.Needs.Any(need => state.Stages[need].FailedBefore || HasFailed(need, state));

    /// <summary>Whether a stage failed and no other has made it good.</summary>
    public static bool HasFailed(string stage, PipelineState state) =>
        state.Stages[stage].Status is StageStatus.Failed && !Recoverers(stage, state).Any(r => state.Stages[r.Name].Status is StageStatus.Succeeded or StageStatus.Ready);

    private static bool IsMet(string need, PipelineState state) => state.Stages[need].Status switch
    {
        StageStatus.Succeeded or StageStatus.Ready => true,
        StageStatus.Failed => !HasFailed(need, state),
        _ => false,
    };

    private static bool HasWritten(string need, StagePlan dependent, PipelineState state) =>
        state.Plan!.Stages.First(s => s.Name == need).Panes.Any(p => state.Steps[p.Step].Seen.Contains(StepPatterns.For(dependent)));

    private static IEnumerable<StagePlan> Recoverers(string stage, PipelineState state) =>
        state.Plan!.Stages.Where(s => s.Recovers && s.Needs.Contains(stage));
}
