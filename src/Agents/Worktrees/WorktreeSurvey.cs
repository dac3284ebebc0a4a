using System.Globalization;

namespace Orchestrator.Agents.Worktrees;

/// <summary>Looks at all worktrees that Orchestrator has made, and removes those with which nothing would be lost.</summary>
/// <param name="git">Runs git.</param>
/// <param name="root">The directory for all of them.</param>
public sealed class WorktreeSurvey(GitRunner git, string root)
{
    /// <summary>All of them.</summary>
    /// <param name="used">Those that agents work in, by path.</param>
    public async Task<IReadOnlyList<WorktreeFacts>> LookAsync(IReadOnlySet<string> used)
    {
        ArgumentNullException.ThrowIfNull(used);
        var found = new List<WorktreeFacts>();
        if (!Directory.Exists(root)) return found;
        foreach (var project in Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal))
        {
            foreach (var path in Directory.EnumerateDirectories(project).Where(p => !Path.GetFileName(p).StartsWith('.')).Order(StringComparer.Ordinal))
                found.Add(await LookAsync(path, used.Contains(path)));
        }
        return found;
    }

    /// <summary>What of a worktree's work has not landed: it is looked at as though nobody worked in it.</summary>
    /// <param name="path">Its top directory.</param>
    /// <param name="landed">The commit up to which its branch has landed, perhaps under other names; <c>null</c> when nothing has.</param>
    /// <returns>In words; empty when nothing would be left behind. What could not be looked at would be.</returns>
    public async Task<string> LeftBehindAsync(string path, string? landed)
    {
        var facts = await LookAsync(path, used: false);
        if (facts is { Unmerged: > 0, Unknown.Length: 0 } && landed is not null && (await git.TryAsync(path, ["rev-parse", "HEAD"])) is { Succeeded: true } tip && tip.Line == landed)
            facts = facts with { Unmerged = 0 };
        return facts.Keeps ?? "";
    }

    /// <summary>Removes one, after looking again. Its branch goes too when all of it is on others.</summary>
    /// <returns>Why it stays after all; <c>null</c> when it is gone.</returns>
    public async Task<string?> RemoveAsync(WorktreeFacts facts, IReadOnlySet<string> used)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(used);
        var now = await LookAsync(facts.Path, used.Contains(facts.Path));
        if (now.Keeps is { } reason) return reason;
        try
        {
            var tip = await git.RunAsync(now.Path, ["rev-parse", "HEAD"]);
            await git.RunAsync(now.Repository!, ["worktree", "remove", now.Path]); // never --force: git looks once more
            if (now.Branch == $"orc/{now.Project}/{now.Agent}") await git.TryAsync(now.Repository!, ["update-ref", "-d", $"refs/heads/{now.Branch}", tip]);
            return null;
        }
        catch (GitException e)
        {
            return e.Message;
        }
    }

    private async Task<WorktreeFacts> LookAsync(string path, bool used)
    {
        var (project, agent) = (Path.GetFileName(Path.GetDirectoryName(path))!, Path.GetFileName(path));
        var facts = new WorktreeFacts(project, agent, path, null, null, used, 0, 0, null);
        try
        {
            if (!File.Exists(Path.Combine(path, ".git"))) return facts with { Unknown = "it is no worktree of git's" };
            var common = await git.RunAsync(path, ["rev-parse", "--path-format=absolute", "--git-common-dir"]);
            var entry = WorktreeEntry.Parse(await git.RunAsync(common, ["worktree", "list", "--porcelain"])).FirstOrDefault(e => e.Path == path);
            var changed = (await git.RunAsync(path, ["--no-optional-locks", "status", "--porcelain", "--untracked-files=all"])).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
            return facts with { Repository = common, Branch = entry?.Branch, Changed = changed, Unmerged = await UnmergedAsync(common, entry?.Branch), LockReason = entry?.LockReason };
        }
        catch (GitException e)
        {
            return facts with { Unknown = e.Message };
        }
    }

    private async Task<int> UnmergedAsync(string common, string? branch)
    {
        if (branch is null) return 0;
        var count = await git.RunAsync(common, ["rev-list", "--count", $"refs/heads/{branch}", "--not", $"--exclude=refs/heads/{branch}", "--exclude=refs/heads/orc-saved/*", "--glob=refs/heads/*", "--remotes", "--tags"]);
        return int.Parse(count, CultureInfo.InvariantCulture);
    }
}
