using Orchestrator.Agents.Worktrees;
using System.Collections.Immutable;

namespace Orchestrator.Agents.Merging;

/// <summary>Merges every two agents' work on trial, what is not committed included. Changes no branch, index or file.</summary>
public sealed class ConflictPrediction(GitRunner git)
{
    private readonly MergeTree _trees = new(git);

    /// <summary>What would conflict.</summary>
    /// <exception cref="GitException">git failed.</exception>
    public async Task<ImmutableList<PredictedConflict>> LookAsync(IReadOnlyList<WorktreePlan> worktrees, ProjectName project, ProjectGit place)
    {
        ArgumentNullException.ThrowIfNull(worktrees);
        ArgumentNullException.ThrowIfNull(place);
        var landed = await git.TryAsync(place.Root, ["rev-parse", "--verify", "-q", $"refs/heads/{BranchNames.Integration(project)}"]);
        var work = new List<(AgentName Agent, string Commit)>();
        foreach (var worktree in worktrees.Where(w => Directory.Exists(w.Path)))
        {
            var commit = await WorkingTree.SnapshotAsync(git, worktree.Path);
            var isNew = commit != place.StartCommit && (!landed.Succeeded || !(await git.TryAsync(place.Root, ["merge-base", "--is-ancestor", commit, landed.Line])).Succeeded);
            if (isNew) work.Add((new AgentName(Path.GetFileName(worktree.Path)), commit));
        }
        var found = ImmutableList.CreateBuilder<PredictedConflict>();
        for (var i = 0; i < work.Count; i++)
        {
            for (var j = i + 1; j < work.Count; j++)
            {
                var merged = await _trees.MergeAsync(place.Root, work[i].Commit, work[j].Commit);
                if (!merged.Conflicts.IsEmpty) found.Add(new PredictedConflict(work[i].Agent, work[j].Agent, merged.Conflicts));
            }
        }
        return found.ToImmutable();
    }
}
