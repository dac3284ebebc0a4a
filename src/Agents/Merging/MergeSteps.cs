using Orchestrator.Agents.Work;
using Orchestrator.Agents.Worktrees;
using System.Collections.Immutable;
using System.Diagnostics;
using static Orchestrator.Agents.Merging.MergeMessages;

namespace Orchestrator.Agents.Merging;

/// <summary>The effects of a merge, one for each state; each may be repeated after a kill at any line.</summary>
public sealed class MergeSteps(WorkServices services)
{
    private readonly MergeCommits _commits = new(services.Git);
    private readonly IntegrationTests _tests = new(services.Git, services.Logs, services.Time);
    private readonly Landing _landing = new(services.Git);
    private readonly ConflictPrediction _prediction = new(services.Git);

    /// <summary>Does what a merge's state asks for.</summary>
    public async Task<IOutcome> RunAsync(MergeJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return job.Merge.State switch
        {
            MergeState.Preparing => await _commits.PrepareAsync(job),
            MergeState.Testing => new Tested(job.Merge.Id, job.Merge.Attempt, await _tests.RunAsync(job)),
            MergeState.Landing => await _landing.LandAsync(job),
            _ => throw new UnreachableException($"{job.Merge.Id} is {job.Merge.State}."),
        };
    }

    /// <summary>Which agents' work, committed or not, would conflict.</summary>
    public Task<ImmutableList<PredictedConflict>> PredictAsync(IReadOnlyList<WorktreePlan> worktrees, ProjectName project, ProjectGit git) => _prediction.LookAsync(worktrees, project, git);
}
