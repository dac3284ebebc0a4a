using Orchestrator.Agents.Pipelines.Plans;
using Orchestrator.Runtime.Persistence;
using System.Collections.Immutable;
using System.Diagnostics;
using static Orchestrator.Agents.Pipelines.Runs.PipelineEvents;

namespace Orchestrator.Agents.Pipelines.Runs;

/// <summary>One run of a pipeline: how far each stage and pane has come.</summary>
/// <param name="Id">The run's id, e.g. <c>build-3</c>.</param>
public sealed partial record PipelineState(string Id) : IEventSourced<PipelineState>
{
    /// <summary>What is run; <c>null</c> before the first event.</summary>
    public PipelinePlan? Plan { get; init; }

    /// <summary>Who asked for it.</summary>
    public string By { get; init; } = "";

    /// <summary>How it stands.</summary>
    public RunStatus Status { get; init; }

    /// <summary>What it is to come to, when it is to end at once.</summary>
    public RunStatus? Stopping { get; init; }

    /// <summary>For a person: why it is as it is.</summary>
    public string? Reason { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it was over.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>By name.</summary>
    public ImmutableDictionary<string, StageProgress> Stages { get; init; } = ImmutableDictionary<string, StageProgress>.Empty;

    /// <summary>By <c>stage.pane</c>.</summary>
    public ImmutableDictionary<string, StepProgress> Steps { get; init; } = ImmutableDictionary<string, StepProgress>.Empty;

    /// <summary>How many events led here.</summary>
    public long Version { get; init; }

    /// <summary>Whether it is under way.</summary>
    public bool IsRunning => Plan is not null && Status is RunStatus.Running;

    /// <summary>How many panes it has open.</summary>
    public int OpenPanes => Steps.Values.Count(step => step.IsPaneOpen);

    /// <summary>Every pane, in the order of the file.</summary>
    public IEnumerable<PanePlan> Panes => Plan?.Stages.SelectMany(stage => stage.Panes) ?? [];

    /// <summary>The plan of a step.</summary>
    public PanePlan Pane(string step) => Panes.First(pane => pane.Step == step);

    /// <inheritdoc/>
    public PipelineState Apply(IEvent @event) => Next(@event) with { Version = Version + 1 };

    private PipelineState Next(IEvent @event) => @event switch
    {
        RunStarted e => this with
        {
            Plan = e.Plan,
            By = e.By,
            StartedAt = e.At,
            Stages = e.Plan.Stages.ToImmutableDictionary(s => s.Name, _ => new StageProgress()),
            Steps = e.Plan.Stages.SelectMany(s => s.Panes).ToImmutableDictionary(p => p.Step, _ => new StepProgress()),
        },
        StageStarted e => With(e.Stage, s => s with { Status = StageStatus.Running, StartedAt = e.At })
            .WithSteps(e.Stage, s => s with { Status = StepStatus.Queued }),
        StageReady e => With(e.Stage, s => s with { Status = StageStatus.Ready }),
        StageEnded e => With(e.Stage, s => s with { Status = e.Status, EndedAt = e.At, FailedBefore = e.FailedBefore, Reason = e.Reason })
            .WithSteps(e.Stage, s => s.Status is not StepStatus.Waiting ? s : s with { Status = e.Status is StageStatus.Cancelled ? StepStatus.Cancelled : StepStatus.Skipped }),
        StepStarting e => WithStep(e.Step, s => new StepProgress { Status = StepStatus.Starting, Attempt = e.Attempt, StartedAt = e.At, IsPaneOpen = true }),
        StepRunning e => WithStep(e.Step, s => s with { Status = s.Status is StepStatus.Starting ? StepStatus.Running : s.Status, PaneId = e.PaneId }),
        StepReady e => WithStep(e.Step, s => s with { Status = StepStatus.Ready }),
        StepEnded e => WithStep(e.Step, s => End(s, e)).With(Pane(e.Step).Stage, s => Reopens(s, e) ? s with { Status = StageStatus.Running } : s),
        StepRetried e => WithStep(e.Step, s => s with { Status = StepStatus.Queued, NotBefore = e.NotBefore, IsKept = false }),
        PaneClosed e => WithStep(e.Step, s => s with { IsPaneOpen = false, IsKept = false }),
        RunStopping e => this with { Stopping = e.Status, Reason = e.Reason },
        RunEnded e => this with { Status = e.Status, Reason = e.Reason ?? Reason, EndedAt = e.At },
        _ => throw new UnreachableException($"Unknown event {@event.GetType().Name}."),
    };

    // Only what ended by itself can be kept: of what was ended by force the pane goes with its processes.
    private StepProgress End(StepProgress step, StepEnded e) => step with
    {
        Status = e.Status,
        EndedAt = e.At,
        Code = e.Code,
        Signal = e.Signal,
        Seen = e.Seen,
        Reason = e.Reason,
        IsKept = step.IsPaneOpen && e.Cause is StepCause.Exited && Pane(e.Step).Keep,
    };

    // A service of it has ended: the stage is looked at again.
    private bool Reopens(StageProgress stage, StepEnded e) => stage.Status is StageStatus.Ready && e.Cause is not StepCause.Stopped && !Pane(e.Step).Background;

    private PipelineState With(string stage, Func<StageProgress, StageProgress> change) =>
        this with { Stages = Stages.SetItem(stage, change(Stages[stage])) };

    private PipelineState WithStep(string step, Func<StepProgress, StepProgress> change) =>
        this with { Steps = Steps.SetItem(step, change(Steps[step])) };

    private PipelineState WithSteps(string stage, Func<StepProgress, StepProgress> change) => this with
    {
        Steps = Steps.SetItems(Plan!.Stages.First(s => s.Name == stage).Panes.Select(p => KeyValuePair.Create(p.Step, change(Steps[p.Step])))),
    };
}
