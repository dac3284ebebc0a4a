using Orchestrator.Agents.Worktrees;
using System.Collections.Immutable;
using System.Globalization;

namespace Orchestrator.Agents.Merging;

/// <summary>How one agent's branch stands to what has landed.</summary>
/// <param name="Agent">Whose.</param>
/// <param name="Path">Its worktree.</param>
/// <param name="Branch">Its branch.</param>
/// <param name="Ahead">Commits that have not landed.</param>
/// <param name="Behind">Landed commits that it has not.</param>
/// <param name="Changed">Files that are changed or new and in no commit.</param>
/// <param name="Unpushed">Commits that are on no remote; <c>null</c> when there is no remote.</param>
/// <param name="Conflicts">Files that would conflict with what has landed, were all of it merged now.</param>
/// <param name="Problem">What could not be looked at; <c>null</c> when all could.</param>
public sealed record AgentSync(AgentName Agent, string Path, string Branch, int Ahead, int Behind, int Changed, int? Unpushed, ImmutableList<string> Conflicts, string? Problem = null);

/// <summary>How a project's branches stand to each other.</summary>
/// <param name="Integration">The branch on which work comes together.</param>
/// <param name="Start">The branch that the project started on.</param>
/// <param name="StartBehind">Landed commits that the starting branch has not; <c>null</c> when one of them is not there.</param>
/// <param name="Agents">Every agent with a worktree.</param>
/// <param name="Predicted">Agents whose work would conflict.</param>
public sealed record ProjectSync(string Integration, string? Start, int? StartBehind, IReadOnlyList<AgentSync> Agents, IReadOnlyList<PredictedConflict> Predicted);

/// <summary>Compares the branches of a project. Changes nothing.</summary>
public sealed class SyncLook(GitRunner git)
{
    private readonly MergeTree _trees = new(git);

    /// <summary>How they stand.</summary>
    /// <exception cref="GitException">The repository itself could not be looked at.</exception>
    public async Task<ProjectSync> LookAsync(ProjectName project, ProjectGit place, IReadOnlyList<WorktreePlan> worktrees)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(worktrees);
        var integration = BranchNames.Integration(project);
        var there = await git.TryAsync(place.Root, ["rev-parse", "--verify", "-q", $"refs/heads/{integration}"]);
        var landed = there.Succeeded ? there.Line : place.StartCommit;
        var remotes = (await git.RunAsync(place.Root, ["remote"])).Length > 0;
        var agents = new List<AgentSync>();
        foreach (var worktree in worktrees) agents.Add(await AgentAsync(worktree, landed, remotes));
        var predicted = await new ConflictPrediction(git).LookAsync(worktrees, project, place);
        return new ProjectSync(integration, place.StartBranch, there.Succeeded ? await BehindAsync(place, landed) : null, agents, predicted);
    }

    private async Task<AgentSync> AgentAsync(WorktreePlan worktree, string landed, bool remotes)
    {
        var sync = new AgentSync(new AgentName(Path.GetFileName(worktree.Path)), worktree.Path, worktree.Branch, 0, 0, 0, null, []);
        try
        {
            var branch = $"refs/heads/{worktree.Branch}";
            var counts = (await git.RunAsync(worktree.Repository, ["rev-list", "--left-right", "--count", $"{landed}...{branch}"])).Split('\t');
            int? unpushed = remotes ? Number(await git.RunAsync(worktree.Repository, ["rev-list", "--count", branch, "--not", "--remotes"])) : null;
            sync = sync with { Behind = Number(counts[0]), Ahead = Number(counts[1]), Unpushed = unpushed };
            if (!Directory.Exists(worktree.Path)) return sync with { Problem = "its worktree is not there" };
            var work = await WorkingTree.SnapshotAsync(git, worktree.Path);
            var changed = (await git.RunAsync(worktree.Path, ["--no-optional-locks", "status", "--porcelain", "--untracked-files=normal"])).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
            return sync with { Changed = changed, Conflicts = (await _trees.MergeAsync(worktree.Repository, landed, work)).Conflicts };
        }
        catch (GitException e)
        {
            return sync with { Problem = e.Message };
        }
    }

    private async Task<int?> BehindAsync(ProjectGit place, string landed)
    {
        if (place.StartBranch is not { } start) return null;
        var count = await git.TryAsync(place.Root, ["rev-list", "--count", $"refs/heads/{start}..{landed}"]);
        return count.Succeeded ? Number(count.Line) : null;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
