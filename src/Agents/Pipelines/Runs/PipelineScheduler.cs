using Orchestrator.Agents.Pipelines.Plans;
using Orchestrator.Runtime.Persistence;
using static Orchestrator.Agents.Pipelines.Runs.PipelineEvents;

namespace Orchestrator.Agents.Pipelines.Runs;

/// <summary>What comes due by itself: which stage's turn it is, which pane has a place, what is over. Pure.</summary>
internal static class PipelineScheduler
{
    /// <summary>All that comes due now, one after the other, until something has to happen outside.</summary>
    public static IEnumerable<IEvent> Settle(PipelineState state, DateTimeOffset now)
    {
        while (state.IsRunning && Next(state, now) is { } next)
        {
            yield return next;
            state = state.Apply(next);
        }
    }

    private static IEvent? Next(PipelineState state, DateTimeOffset now) =>
        state.Stopping is { } status ? Stop(state, status, now) : CloseStage(state, now) ?? Decide(state, now) ?? Start(state, now) ?? Finish(state, now);

    /// <summary>The run is to end at once.</summary>
    private static IEvent? Stop(PipelineState state, RunStatus status, DateTimeOffset now)
    {
        if (EndStep(state, state.Panes.Where(p => Step(state, p).IsUnderWay || Step(state, p).Status is StepStatus.Queued), StepStatus.Cancelled, StepCause.Cancelled, now) is { } step) return step;
        if (state.Plan!.Stages.FirstOrDefault(s => !state.Stages[s.Name].IsOver) is { } stage)
            return new StageEnded(state.Id, stage.Name, StageStatus.Cancelled, FailedBefore: true, null, now);
        return state.Steps.Values.Any(s => s.MustClose) ? null : new RunEnded(state.Id, status, state.Reason, now);
    }

    /// <summary>A stage whose panes are done is over, or ready while services of it go on.</summary>
    private static IEvent? CloseStage(PipelineState state, DateTimeOffset now)
    {
        foreach (var stage in state.Plan!.Stages.Where(s => state.Stages[s.Name].Status is StageStatus.Running))
        {
            if (stage.Panes.Any(p => !IsDone(p, Step(state, p)))) continue;
            var failed = stage.Panes.Where(p => !p.Background && !p.ContinueOnError && Step(state, p).Status is StepStatus.Failed).Select(p => p.Name).ToList();
            if (failed.Count > 0)
                return new StageEnded(state.Id, stage.Name, StageStatus.Failed, false, $"Failed: {string.Join(", ", failed)}.", now);
            return stage.Panes.Any(p => Step(state, p).Status is StepStatus.Ready)
                ? new StageReady(state.Id, stage.Name, now)
                : new StageEnded(state.Id, stage.Name, StageStatus.Succeeded, false, null, now);
        }
        return null;
    }

    private static bool IsDone(PanePlan pane, StepProgress step) =>
        step.IsOver || step.Status is StepStatus.Ready || (pane.Background && step.Status is StepStatus.Running);

    /// <summary>A stage whose needs are over, but not so as it wants them, is skipped.</summary>
    private static StageEnded? Decide(PipelineState state, DateTimeOffset now)
    {
        foreach (var stage in Undecided(state))
        {
            if (StageConditions.Refusal(stage, state) is { } reason)
                return new StageEnded(state.Id, stage.Name, StageStatus.Skipped, StageConditions.HasFailureBefore(stage, state), reason, now);
        }
        return null;
    }

    /// <summary>The next pane that has a place: of stages under way first, in the order of the file.</summary>
    private static IEvent? Start(PipelineState state, DateTimeOffset now)
    {
        if (state.OpenPanes >= state.Plan!.MaxPanes) return null;
        // A pane that is to be retried has its place until its last attempt's pane is closed.
        var queued = state.Panes.FirstOrDefault(p => Step(state, p) is { Status: StepStatus.Queued, IsPaneOpen: false } s && s.NotBefore <= now);
        if (queued is not null) return new StepStarting(state.Id, queued.Step, Step(state, queued).Attempt + 1, now);
        return Undecided(state).FirstOrDefault() is { } stage ? new StageStarted(state.Id, stage.Name, now) : null;
    }

    private static IEnumerable<StagePlan> Undecided(PipelineState state) =>
        state.Plan!.Stages.Where(s => state.Stages[s.Name].Status is StageStatus.Waiting && StageConditions.CanBeDecided(s, state));

    /// <summary>Once every stage is decided: what only accompanied them ends, and then the run.</summary>
    private static IEvent? Finish(PipelineState state, DateTimeOffset now)
    {
        if (state.Stages.Values.Any(s => !s.IsDecided)) return null;
        if (EndStep(state, state.Panes.Where(p => Step(state, p).Status is StepStatus.Queued), StepStatus.Cancelled, StepCause.Stopped, now) is { } queued) return queued;
        if (state.Steps.Values.Any(s => s.Status is StepStatus.Starting)) return null;
        if (EndStep(state, state.Panes.Where(p => Step(state, p).IsUnderWay && !p.Keep), StepStatus.Succeeded, StepCause.Stopped, now) is { } running) return running;
        if (state.Plan!.Stages.FirstOrDefault(s => !state.Stages[s.Name].IsOver) is { } ready)
            return new StageEnded(state.Id, ready.Name, StageStatus.Succeeded, false, null, now);
        if (state.Steps.Values.Any(s => s.MustClose)) return null;
        var failed = state.Plan.Stages.Where(s => StageConditions.HasFailed(s.Name, state)).Select(s => s.Name).ToList();
        return failed.Count == 0
            ? new RunEnded(state.Id, RunStatus.Succeeded, null, now)
            : new RunEnded(state.Id, RunStatus.Failed, $"Failed: {string.Join(", ", failed)}.", now);
    }

    private static StepEnded? EndStep(PipelineState state, IEnumerable<PanePlan> panes, StepStatus status, StepCause cause, DateTimeOffset now) =>
        panes.FirstOrDefault() is { } pane
            ? new StepEnded(state.Id, pane.Step, Step(state, pane).Attempt, status, cause, null, null, [], cause is StepCause.Stopped ? "Closed with the run." : "Ended with the run.", now)
            : null;

    private static StepProgress Step(PipelineState state, PanePlan pane) => state.Steps[pane.Step];
}
