namespace Orchestrator.Api.Contracts;

/// <summary>Runs a pipeline.</summary>
/// <param name="Source">The file's path, for messages.</param>
/// <param name="Text">The file's text.</param>
/// <param name="Directory">Where its panes work; absolute.</param>
/// <param name="Key">Made by the asker, so that a repeated request is known as the same run.</param>
/// <param name="Name">Goes before the name in the text.</param>
internal sealed record RunPipelineRequest(string Source, string Text, string Directory, string Key, string? Name = null);

/// <summary>One run of a pipeline.</summary>
/// <param name="Id">E.g. <c>build-3</c>.</param>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="State">running, succeeded, failed or cancelled.</param>
/// <param name="By">Who asked for it.</param>
/// <param name="Session">The tmux session of its panes.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it was over.</param>
/// <param name="Elapsed">Seconds from the start to the end, or until now.</param>
/// <param name="Reason">Why it is as it is, for a person.</param>
/// <param name="Stages">In the order of the file; absent in lists.</param>
internal sealed record PipelineRunInfo(
    string Id,
    string Pipeline,
    string State,
    string By,
    string Session,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    double Elapsed,
    string? Reason = null,
    IReadOnlyList<PipelineStageInfo>? Stages = null);

/// <summary>One stage of a run.</summary>
internal sealed record PipelineStageInfo(
    string Name,
    string State,
    IReadOnlyList<string> Needs,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    double? Elapsed,
    string? Reason,
    IReadOnlyList<PipelinePaneInfo> Panes);

/// <summary>One pane of a stage.</summary>
/// <param name="Name">Its name in the stage.</param>
/// <param name="Step">Its name in the pipeline: <c>stage.pane</c>.</param>
/// <param name="State">waiting, queued, starting, running, ready, succeeded, failed, cancelled or skipped.</param>
/// <param name="Attempt">From 1; 0 before the first.</param>
/// <param name="PaneId">tmux's id of its last pane.</param>
/// <param name="IsOpen">Whether that pane is there.</param>
/// <param name="ExitCode">The exit code of its last attempt.</param>
/// <param name="Signal">The signal that ended it.</param>
/// <param name="StartedAt">When the attempt began.</param>
/// <param name="EndedAt">When it was over.</param>
/// <param name="Elapsed">Its seconds.</param>
/// <param name="Reason">Why it is as it is, for a person.</param>
internal sealed record PipelinePaneInfo(
    string Name,
    string Step,
    string State,
    int Attempt,
    string? PaneId,
    bool IsOpen,
    int? ExitCode,
    int? Signal,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    double? Elapsed,
    string? Reason);

/// <summary>One run, with its id where scripts look for it first.</summary>
internal sealed record PipelineAnswer(string Id, PipelineRunInfo Run);

/// <summary>The runs, the newest first.</summary>
internal sealed record PipelinesAnswer(IReadOnlyList<PipelineRunInfo> Runs);

/// <summary>A file that holds a pipeline.</summary>
internal sealed record PipelineCheckAnswer(PipelineCheckInfo Pipeline);

/// <summary>What it holds.</summary>
/// <param name="Name">The pipeline's name.</param>
/// <param name="Stages">The names of its stages.</param>
/// <param name="Panes">How many panes they have together.</param>
internal sealed record PipelineCheckInfo(string Name, IReadOnlyList<string> Stages, int Panes);
