using Orchestrator.Agents.Pipelines.Plans;
using Orchestrator.Runtime.Persistence;

namespace Orchestrator.Agents.Pipelines.Runs;

/// <summary>What has happened to one run of a pipeline. Stored for ever: add events, never change one.</summary>
public static class PipelineEvents
{
    /// <summary>An event of a run.</summary>
    public interface IPipelineEvent : IEvent
    {
        /// <summary>The run's id.</summary>
        string Run { get; }
    }

    /// <summary>The run began.</summary>
    /// <param name="Run">The run's id.</param>
    /// <param name="Plan">What is run.</param>
    /// <param name="By">Who asked for it.</param>
    /// <param name="At">When.</param>
    [EventName("pipeline.run-started.v1")]
    public sealed record RunStarted(string Run, PipelinePlan Plan, string By, DateTimeOffset At) : IPipelineEvent;

    /// <summary>A stage's turn came: its panes are started as places become free.</summary>
    [EventName("pipeline.stage-started.v1")]
    public sealed record StageStarted(string Run, string Stage, DateTimeOffset At) : IPipelineEvent;

    /// <summary>All panes of a stage are done or, being services, ready.</summary>
    [EventName("pipeline.stage-ready.v1")]
    public sealed record StageReady(string Run, string Stage, DateTimeOffset At) : IPipelineEvent;

    /// <summary>A stage is over for good.</summary>
    /// <param name="Run">The run's id.</param>
    /// <param name="Stage">Which one.</param>
    /// <param name="Status">Succeeded, failed, skipped or cancelled.</param>
    /// <param name="FailedBefore">Of a skipped one: whether it is for a failure before it.</param>
    /// <param name="Reason">For a person.</param>
    /// <param name="At">When.</param>
    [EventName("pipeline.stage-ended.v1")]
    public sealed record StageEnded(string Run, string Stage, StageStatus Status, bool FailedBefore, string? Reason, DateTimeOffset At) : IPipelineEvent;

    /// <summary>An attempt of a pane's command is about to be started: the intent, stored before the pane is created.</summary>
    [EventName("pipeline.step-starting.v1")]
    public sealed record StepStarting(string Run, string Step, int Attempt, DateTimeOffset At) : IPipelineEvent;

    /// <summary>Its pane is there.</summary>
    [EventName("pipeline.step-running.v1")]
    public sealed record StepRunning(string Run, string Step, int Attempt, string PaneId, DateTimeOffset At) : IPipelineEvent;

    /// <summary>A service is up.</summary>
    [EventName("pipeline.step-ready.v1")]
    public sealed record StepReady(string Run, string Step, int Attempt, DateTimeOffset At) : IPipelineEvent;

    /// <summary>An attempt is over.</summary>
    /// <param name="Run">The run's id.</param>
    /// <param name="Step">Which pane, as <c>stage.pane</c>.</param>
    /// <param name="Attempt">From 1; 0 when it was never started.</param>
    /// <param name="Status">Succeeded, failed or cancelled.</param>
    /// <param name="Cause">Why it is over.</param>
    /// <param name="Code">The exit code.</param>
    /// <param name="Signal">The signal that ended it.</param>
    /// <param name="Seen">Which patterns its output held; see <see cref="StepPatterns"/>.</param>
    /// <param name="Reason">For a person.</param>
    /// <param name="At">When.</param>
    [EventName("pipeline.step-ended.v1")]
    public sealed record StepEnded(
        string Run, string Step, int Attempt, StepStatus Status, StepCause Cause, int? Code, int? Signal, IReadOnlyList<string> Seen, string? Reason, DateTimeOffset At) : IPipelineEvent;

    /// <summary>A failed pane is given another attempt.</summary>
    [EventName("pipeline.step-retried.v1")]
    public sealed record StepRetried(string Run, string Step, int NextAttempt, DateTimeOffset NotBefore, DateTimeOffset At) : IPipelineEvent;

    /// <summary>The pane of an attempt that is over was closed; its place is free.</summary>
    [EventName("pipeline.pane-closed.v1")]
    public sealed record PaneClosed(string Run, string Step, int Attempt, DateTimeOffset At) : IPipelineEvent;

    /// <summary>The run is to end now.</summary>
    /// <param name="Run">The run's id.</param>
    /// <param name="Status">What it will have come to: cancelled or failed.</param>
    /// <param name="Reason">For a person.</param>
    /// <param name="At">When.</param>
    [EventName("pipeline.run-stopping.v1")]
    public sealed record RunStopping(string Run, RunStatus Status, string Reason, DateTimeOffset At) : IPipelineEvent;

    /// <summary>The run is over; of its panes only kept ones are left.</summary>
    [EventName("pipeline.run-ended.v1")]
    public sealed record RunEnded(string Run, RunStatus Status, string? Reason, DateTimeOffset At) : IPipelineEvent;
}
