using Orchestrator.Agents.Worktrees;
using System.Collections.Immutable;
using static Orchestrator.Agents.Merging.MergeMessages;

namespace Orchestrator.Agents.Merging;

/// <summary>Makes the commit that a merge would land. Moves no branch but an integration branch that is not there yet.</summary>
public sealed class MergeCommits(GitRunner git)
{
    /// <summary>The line at the end of a landed commit's message that says which merge it was.</summary>
    public const string Trailer = "Orchestrator-Merge";

    private readonly MergeTree _trees = new(git);

    /// <summary>Makes it, or says why there is none.</summary>
    /// <exception cref="GitException">git failed.</exception>
    public async Task<IOutcome> PrepareAsync(MergeJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        var (id, attempt, root) = (job.Merge.Id, job.Merge.Attempt, job.Git.Root);
        var author = await Author.ForAsync(git, root);
        var landed = await IntegrationAsync(job);
        var tip = await git.TryAsync(root, ["rev-parse", "--verify", "-q", $"refs/heads/{job.Branch}"]);
        if (!tip.Succeeded) return new Broken(id, attempt, $"there is no branch {job.Branch}.");
        if (await IsAncestorAsync(root, tip.Line, landed)) return new NothingNew(id, attempt, tip.Line);
        var (onto, note) = await WithStartAsync(job, landed, author);
        return job.Options.Style is MergeStyle.Merge
            ? await MergeAsync(job, tip.Line, landed, onto, note, author)
            : await RebaseAsync(job, tip.Line, landed, onto, note, author);
    }

    internal async Task<bool> IsAncestorAsync(string repository, string commit, string of)
    {
        var result = await git.TryAsync(repository, ["merge-base", "--is-ancestor", commit, of]);
        return result.ExitCode is 0 or 1 ? result.Succeeded : throw new GitException(GitFailure.Refused, $"git merge-base failed ({result.ExitCode}): {result.Error}");
    }

    private async Task<string> IntegrationAsync(MergeJob job)
    {
        var there = await git.TryAsync(job.Git.Root, ["rev-parse", "--verify", "-q", $"refs/heads/{job.Integration}"]);
        if (there.Succeeded) return there.Line;
        await git.RunAsync(job.Git.Root, ["update-ref", "-m", "orc: begin", $"refs/heads/{job.Integration}", job.Git.StartCommit, new string('0', job.Git.StartCommit.Length)]);
        return job.Git.StartCommit;
    }

    /// <summary>What has landed, with what was committed to the starting branch by others since.</summary>
    private async Task<(string Onto, string? Note)> WithStartAsync(MergeJob job, string landed, IReadOnlyDictionary<string, string> author)
    {
        if (job.Git.StartBranch is not { } start) return (landed, null);
        var tip = await git.TryAsync(job.Git.Root, ["rev-parse", "--verify", "-q", $"refs/heads/{start}"]);
        if (!tip.Succeeded || await IsAncestorAsync(job.Git.Root, tip.Line, landed)) return (landed, null);
        if (await IsAncestorAsync(job.Git.Root, landed, tip.Line)) return (tip.Line, null);
        var merged = await _trees.MergeAsync(job.Git.Root, landed, tip.Line);
        if (!merged.Conflicts.IsEmpty)
            return (landed, $"{start} has commits of its own that conflict with what has landed, in {string.Join(", ", merged.Conflicts)}; {job.Integration} goes on without them.");
        return (await _trees.CommitAsync(job.Git.Root, merged.Tree, [landed, tip.Line], $"Merge {start} into {job.Integration}", author), null);
    }

    private async Task<IOutcome> MergeAsync(MergeJob job, string tip, string landed, string onto, string? note, IReadOnlyDictionary<string, string> author)
    {
        var merged = await _trees.MergeAsync(job.Git.Root, onto, tip);
        if (!merged.Conflicts.IsEmpty) return await ConflictAsync(job, tip, onto, merged.Conflicts);
        var message = $"Merge {MergeNotices.What(job.Merge)} of {job.Merge.Agent}\n\n{Trailer}: {job.Mark}\n";
        return new Prepared(job.Merge.Id, job.Merge.Attempt, tip, landed, await _trees.CommitAsync(job.Git.Root, merged.Tree, [onto, tip], message, author), note);
    }

    private async Task<IOutcome> RebaseAsync(MergeJob job, string tip, string landed, string onto, string? note, IReadOnlyDictionary<string, string> author)
    {
        string[] without = job.LandedTip is { } before && (await git.TryAsync(job.Git.Root, ["cat-file", "-e", before])).Succeeded ? [$"^{before}"] : [];
        var commits = await git.RunAsync(job.Git.Root, ["rev-list", "--reverse", "--topo-order", "--no-merges", tip, $"^{onto}", .. without]);
        var at = onto;
        foreach (var commit in commits.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var picked = await _trees.PickAsync(job.Git.Root, at, commit, author);
            if (!picked.Conflicts.IsEmpty) return await ConflictAsync(job, tip, onto, picked.Conflicts);
            if (picked.Tree == await git.RunAsync(job.Git.Root, ["rev-parse", $"{at}^{{tree}}"])) continue; // its change is there already
            at = await AgainAsync(job, commit, picked.Tree, at, author);
        }
        return at == onto ? new NothingNew(job.Merge.Id, job.Merge.Attempt, tip) : new Prepared(job.Merge.Id, job.Merge.Attempt, tip, landed, at, note);
    }

    /// <summary>A commit made again on another parent, by the same author.</summary>
    private async Task<string> AgainAsync(MergeJob job, string commit, string tree, string parent, IReadOnlyDictionary<string, string> committer)
    {
        var by = (await git.RunAsync(job.Git.Root, ["show", "-s", "--format=%an%n%ae%n%aI", commit])).Split('\n');
        var environment = new Dictionary<string, string>(committer) { ["GIT_AUTHOR_NAME"] = by[0], ["GIT_AUTHOR_EMAIL"] = by[1], ["GIT_AUTHOR_DATE"] = by[2] };
        var text = await git.RunAsync(job.Git.Root, ["show", "-s", "--format=%B", commit]);
        var message = await git.RunAsync(job.Git.Root, ["interpret-trailers", "--trailer", $"{Trailer}: {job.Mark}"], input: text + "\n");
        return await _trees.CommitAsync(job.Git.Root, tree, [parent], message, environment);
    }

    private async Task<Conflicted> ConflictAsync(MergeJob job, string tip, string onto, ImmutableList<string> files)
    {
        var common = await git.RunAsync(job.Git.Root, ["merge-base", onto, tip]);
        var marks = await git.RunAsync(job.Git.Root, ["log", "--first-parent", $"--format=%(trailers:key={Trailer},valueonly)", $"{common}..{onto}", "--", .. files]);
        var ours = $"{job.Mark[..8]}/";
        var others = marks.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(m => m.StartsWith(ours, StringComparison.Ordinal)).Select(m => m[ours.Length..].Trim());
        var sides = $"Landed:\n{await SideAsync(job, common, onto, files)}\nOn {job.Branch}:\n{await SideAsync(job, common, tip, files)}";
        return new Conflicted(job.Merge.Id, job.Merge.Attempt, tip, files, [.. others.Distinct()], sides);
    }

    private async Task<string> SideAsync(MergeJob job, string from, string to, ImmutableList<string> files)
    {
        var log = await git.RunAsync(job.Git.Root, ["log", "--no-merges", "--max-count=5", "--format=  %h %s (%an)", $"{from}..{to}", "--", .. files]);
        return log.Length > 0 ? log : "  (in merges only)";
    }
}
