namespace Orchestrator.Agents.Pipelines.Runs;

/// <summary>How a run stands.</summary>
public enum RunStatus
{
    /// <summary>Under way.</summary>
    Running,

    /// <summary>Every stage succeeded, was made good, or had no cause to run.</summary>
    Succeeded,

    /// <summary>A stage failed, or a time limit was over.</summary>
    Failed,

    /// <summary>Somebody ended it.</summary>
    Cancelled,
}

/// <summary>How a stage stands.</summary>
public enum StageStatus
{
    /// <summary>For those it needs, or for a place.</summary>
    Waiting,

    /// <summary>Some of its panes are not done.</summary>
    Running,

    /// <summary>All are done but services, which are up.</summary>
    Ready,

    /// <summary>Over, as wanted.</summary>
    Succeeded,

    /// <summary>Over; a pane failed.</summary>
    Failed,

    /// <summary>Never to run.</summary>
    Skipped,

    /// <summary>Ended with the run.</summary>
    Cancelled,
}

/// <summary>How a pane of a stage stands.</summary>
public enum StepStatus
{
    /// <summary>For its stage.</summary>
    Waiting,

    /// <summary>For a free place, or for the time of its next attempt.</summary>
    Queued,

    /// <summary>Its pane is being created.</summary>
    Starting,

    /// <summary>Its command runs.</summary>
    Running,

    /// <summary>A service that is up.</summary>
    Ready,

    /// <summary>Over, as wanted.</summary>
    Succeeded,

    /// <summary>Over, otherwise.</summary>
    Failed,

    /// <summary>Ended with the run.</summary>
    Cancelled,

    /// <summary>Its stage is skipped.</summary>
    Skipped,
}

/// <summary>Why an attempt is over.</summary>
public enum StepCause
{
    /// <summary>Its command ended.</summary>
    Exited,

    /// <summary>Its time limit, or its stage's, was over.</summary>
    TimedOut,

    /// <summary>Its health check failed too often.</summary>
    Unhealthy,

    /// <summary>Its pane is gone, or tmux never learnt how it ended.</summary>
    Lost,

    /// <summary>tmux refused, or its directory is missing.</summary>
    CouldNotStart,

    /// <summary>The run is over and it was closed with it.</summary>
    Stopped,

    /// <summary>The run was ended.</summary>
    Cancelled,
}

/// <summary>How far a stage has come.</summary>
/// <param name="Status">How it stands.</param>
/// <param name="StartedAt">When its turn came.</param>
/// <param name="EndedAt">When it was over.</param>
/// <param name="FailedBefore">Whether it was skipped for a failure before it.</param>
/// <param name="Reason">For a person.</param>
public sealed record StageProgress(
    StageStatus Status = StageStatus.Waiting, DateTimeOffset? StartedAt = null, DateTimeOffset? EndedAt = null, bool FailedBefore = false, string? Reason = null)
{
    /// <summary>Whether it is over for good.</summary>
    public bool IsOver => Status is StageStatus.Succeeded or StageStatus.Failed or StageStatus.Skipped or StageStatus.Cancelled;

    /// <summary>Whether those that need it need not wait.</summary>
    public bool IsDecided => IsOver || Status is StageStatus.Ready;
}

/// <summary>How far a pane of a stage has come.</summary>
public sealed record StepProgress
{
    /// <summary>How it stands.</summary>
    public StepStatus Status { get; init; }

    /// <summary>The current or last attempt, from 1; 0 before the first.</summary>
    public int Attempt { get; init; }

    /// <summary>When its next attempt may begin.</summary>
    public DateTimeOffset NotBefore { get; init; }

    /// <summary>When its attempt began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When its attempt was over.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>tmux's id of its pane.</summary>
    public string? PaneId { get; init; }

    /// <summary>Whether its pane takes a place.</summary>
    public bool IsPaneOpen { get; init; }

    /// <summary>Whether its pane stays although its command has ended.</summary>
    public bool IsKept { get; init; }

    /// <summary>The exit code.</summary>
    public int? Code { get; init; }

    /// <summary>The signal that ended it.</summary>
    public int? Signal { get; init; }

    /// <summary>The patterns that its output held.</summary>
    public IReadOnlyList<string> Seen { get; init; } = [];

    /// <summary>For a person: why it is as it is.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether nothing more comes of it.</summary>
    public bool IsOver => Status is StepStatus.Succeeded or StepStatus.Failed or StepStatus.Cancelled or StepStatus.Skipped;

    /// <summary>Whether an attempt is under way.</summary>
    public bool IsUnderWay => Status is StepStatus.Starting or StepStatus.Running or StepStatus.Ready;

    /// <summary>Whether its pane is to be closed now.</summary>
    public bool MustClose => IsPaneOpen && !IsKept && !IsUnderWay;
}
