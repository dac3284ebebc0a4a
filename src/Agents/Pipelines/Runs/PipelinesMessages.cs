using Orchestrator.Agents.Pipelines.Plans;
using Orchestrator.Runtime.Persistence;

namespace Orchestrator.Agents.Pipelines.Runs;

/// <summary>What the actor of all pipelines is told and what it answers. In memory only.</summary>
public static class PipelinesMessages
{
    /// <summary>Runs a pipeline. Answered with <see cref="RunAccepted"/> or Rejected.</summary>
    /// <param name="Plan">What is run.</param>
    /// <param name="By">Who asks.</param>
    /// <param name="Key">A word of the asker's, by which a repeated request is known as the same run.</param>
    public sealed record RunPipeline(PipelinePlan Plan, string By, string? Key) : ICommand;

    /// <summary>It is stored and begins.</summary>
    public sealed record RunAccepted(string Run);

    /// <summary>A run says that it is over.</summary>
    public sealed record RunOver(string Run, RunStatus Status) : ICommand;

    /// <summary>Passes a message on to a run. Answered by the run, or with Rejected when there is none.</summary>
    public sealed record ToRun(string Run, object Message);

    /// <summary>Asks for all runs that are known. Answered with <see cref="RunList"/>.</summary>
    public sealed record GetRuns;

    /// <summary>The runs, the newest first.</summary>
    public sealed record RunList(IReadOnlyList<RunSummary> Runs);
}

/// <summary>One run, in a line.</summary>
/// <param name="Id">E.g. <c>build-3</c>.</param>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="By">Who asked for it.</param>
/// <param name="Key">The asker's word for it.</param>
/// <param name="Status">How it stands.</param>
/// <param name="StartedAt">When it was asked for.</param>
/// <param name="EndedAt">When it was over.</param>
public sealed record RunSummary(string Id, string Pipeline, string By, string? Key, RunStatus Status, DateTimeOffset StartedAt, DateTimeOffset? EndedAt);
