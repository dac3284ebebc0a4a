using Orchestrator.Agents.Worktrees;
using System.Collections.Immutable;

namespace Orchestrator.Agents.Merging;

/// <summary>What a merge of two commits comes to.</summary>
/// <param name="Tree">The merged tree; with markers in the files that conflict.</param>
/// <param name="Conflicts">Those files; empty when it merges cleanly.</param>
public sealed record TreeMerge(string Tree, ImmutableList<string> Conflicts);

/// <summary>Merges in the repository's objects alone: no working tree and no index is touched, so there is nothing to clean up after a kill.</summary>
public sealed class MergeTree(GitRunner git)
{
    /// <summary>Merges two commits.</summary>
    /// <exception cref="GitException">git failed, e.g. since their histories have nothing in common.</exception>
    public async Task<TreeMerge> MergeAsync(string repository, string ours, string theirs)
    {
        var result = await git.TryAsync(repository, ["merge-tree", "--write-tree", "--name-only", "--no-messages", "-z", ours, theirs]);
        if (result.ExitCode is not (0 or 1)) throw new GitException(GitFailure.Refused, $"git merge-tree failed ({result.ExitCode}): {result.Error}");
        var parts = result.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        return new TreeMerge(parts[0], result.ExitCode == 0 ? [] : [.. parts.Skip(1).Distinct()]);
    }

    /// <summary>Applies what one commit changed onto another, as <c>git cherry-pick</c> would.</summary>
    /// <exception cref="GitException">git failed.</exception>
    public async Task<TreeMerge> PickAsync(string repository, string onto, string commit, IReadOnlyDictionary<string, string> author)
    {
        // merge-tree of git 2.39 finds the base itself: three commits without other parents make it the one that is wanted.
        var parent = await git.TryAsync(repository, ["rev-parse", "--verify", "-q", $"{commit}^"]);
        var before = parent.Succeeded ? $"{parent.Line}^{{tree}}" : await git.RunAsync(repository, ["mktree"]);
        var root = await CommitAsync(repository, before, [], "base", author);
        var ours = await CommitAsync(repository, $"{onto}^{{tree}}", [root], "ours", author);
        var theirs = await CommitAsync(repository, $"{commit}^{{tree}}", [root], "theirs", author);
        return await MergeAsync(repository, ours, theirs);
    }

    /// <summary>Makes a commit of a tree.</summary>
    /// <exception cref="GitException">git failed.</exception>
    public Task<string> CommitAsync(string repository, string tree, IEnumerable<string> parents, string message, IReadOnlyDictionary<string, string> author) =>
        git.RunAsync(repository, ["commit-tree", tree, .. parents.SelectMany(p => new[] { "-p", p })], author, message);
}
