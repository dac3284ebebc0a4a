using Orchestrator.Agents.Pipelines.Plans;
using Orchestrator.Agents.Pipelines.Runs;
using Orchestrator.Api.Contracts;

namespace Orchestrator.Api.Server;

/// <summary>Runs of pipelines in the words of the API.</summary>
internal static class DescribePipeline
{
    internal static PipelineRunInfo Line(RunSummary run, DateTimeOffset now) => new(
        run.Id, run.Pipeline, Describe.Word(run.Status), run.By, run.Pipeline, run.StartedAt, run.EndedAt, Seconds(run.StartedAt, run.EndedAt, now) ?? 0);

    internal static PipelineAnswer Run(PipelineState state, DateTimeOffset now)
    {
        var plan = state.Plan!;
        return new PipelineAnswer(state.Id, new PipelineRunInfo(
            state.Id, plan.Name, Describe.Word(state.Status), state.By, plan.Name, state.StartedAt, state.EndedAt,
            Seconds(state.StartedAt, state.EndedAt, now) ?? 0, state.Reason,
            [.. plan.Stages.Select(stage => Stage(stage, state, now))]));
    }

    private static PipelineStageInfo Stage(StagePlan stage, PipelineState state, DateTimeOffset now)
    {
        var progress = state.Stages[stage.Name];
        return new PipelineStageInfo(
            stage.Name, Describe.Word(progress.Status), stage.Needs, progress.StartedAt, progress.EndedAt,
            Seconds(progress.StartedAt, progress.EndedAt, now), progress.Reason, [.. stage.Panes.Select(pane => Pane(pane, state, now))]);
    }

    private static PipelinePaneInfo Pane(PanePlan pane, PipelineState state, DateTimeOffset now)
    {
        var step = state.Steps[pane.Step];
        return new PipelinePaneInfo(
            pane.Name, pane.Step, Describe.Word(step.Status), step.Attempt, step.PaneId, step.IsPaneOpen, step.Code, step.Signal,
            step.StartedAt, step.EndedAt, Seconds(step.StartedAt, step.EndedAt ?? state.EndedAt, now), step.Reason);
    }

    private static double? Seconds(DateTimeOffset? from, DateTimeOffset? to, DateTimeOffset now) =>
        from is { } start ? Math.Round(Math.Max(0, ((to ?? now) - start).TotalSeconds), 3) : null;
}
