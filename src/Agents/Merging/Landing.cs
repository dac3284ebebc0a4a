using Orchestrator.Agents.Worktrees;
using static Orchestrator.Agents.Merging.MergeMessages;

namespace Orchestrator.Agents.Merging;

/// <summary>Moves the integration branch to a commit, tags it, and lets the starting branch follow. Each step looks first, so that it can be repeated.</summary>
public sealed class Landing(GitRunner git)
{
    private static readonly string[] InProgress = ["MERGE_HEAD", "rebase-merge", "rebase-apply", "CHERRY_PICK_HEAD", "BISECT_LOG"];

    private readonly MergeCommits _commits = new(git);

    /// <summary>Lands a merge's commit.</summary>
    /// <exception cref="GitException">git failed; whether it has landed is seen at the next try.</exception>
    public async Task<IOutcome> LandAsync(MergeJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        var (merge, root) = (job.Merge, job.Git.Root);
        var now = await git.RunAsync(root, ["rev-parse", "--verify", $"refs/heads/{job.Integration}"]);
        if (!await _commits.IsAncestorAsync(root, merge.Candidate!, now))
        {
            if (now != merge.Base) return new BaseMoved(merge.Id, merge.Attempt);
            await git.RunAsync(root, ["update-ref", "-m", $"orc: {merge.Id}", $"refs/heads/{job.Integration}", merge.Candidate!, merge.Base!]);
        }
        if (merge.Tag is { } tag) await TagAsync(root, tag, merge.Candidate!);
        return new Landed(merge.Id, merge.Attempt, await AdvanceAsync(job));
    }

    private async Task TagAsync(string root, string tag, string commit)
    {
        for (var number = 1; ; number++)
        {
            var name = number == 1 ? tag : $"{tag}-{number}";
            var there = await git.TryAsync(root, ["rev-parse", "--verify", "-q", $"refs/tags/{name}^{{commit}}"]);
            if (there.Succeeded && there.Line != commit) continue;
            if (!there.Succeeded) await git.RunAsync(root, ["tag", name, commit]);
            return;
        }
    }

    /// <summary>Lets the starting branch follow where nobody is in the way: only forward, and in a checked-out working tree only when nothing in it is changed.</summary>
    /// <returns>How far it came.</returns>
    private async Task<string?> AdvanceAsync(MergeJob job)
    {
        var root = job.Git.Root;
        if (job.Git.StartBranch is not { } start) return $"It is on {job.Integration}: HEAD was detached at the launch.";
        if (!job.Options.AdvanceStart) return $"It is on {job.Integration}; {start} stays as it is, as set.";
        var to = await git.RunAsync(root, ["rev-parse", "--verify", $"refs/heads/{job.Integration}"]);
        var from = await git.TryAsync(root, ["rev-parse", "--verify", "-q", $"refs/heads/{start}"]);
        if (!from.Succeeded) return $"It is on {job.Integration}; there is no branch {start} any more.";
        if (from.Line == to) return null;
        if (!await _commits.IsAncestorAsync(root, from.Line, to)) return $"It is on {job.Integration}; {start} has commits of its own that are not in it yet.";
        var places = WorktreeEntry.Parse(await git.RunAsync(root, ["worktree", "list", "--porcelain"])).Where(e => e.Branch == start && Directory.Exists(e.Path)).ToList();
        if (places.Count == 0)
        {
            await git.RunAsync(root, ["update-ref", "-m", $"orc: {job.Merge.Id}", $"refs/heads/{start}", to, from.Line]);
            return null;
        }
        return places.Count > 1 ? $"It is on {job.Integration}; {start} is checked out in several places." : await FastForwardAsync(job, places[0].Path, start, to);
    }

    private async Task<string?> FastForwardAsync(MergeJob job, string place, string start, string to)
    {
        var stays = $"It is on {job.Integration}; {start} stays as it is, since ";
        foreach (var name in InProgress)
        {
            if (Path.Exists(await git.RunAsync(place, ["rev-parse", "--path-format=absolute", "--git-path", name]))) return $"{stays}something is under way in {place} ({name}).";
        }
        var changed = (await git.RunAsync(place, ["--no-optional-locks", "status", "--porcelain", "--untracked-files=no"])).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
        if (changed > 0) return $"{stays}{changed} {(changed == 1 ? "file is" : "files are")} changed in {place}.";
        var moved = await git.TryAsync(place, ["merge", "--ff-only", "--quiet", to]);
        return moved.Succeeded ? null : $"{stays}git says: {moved.Error.ReplaceLineEndings(" ")}";
    }
}
