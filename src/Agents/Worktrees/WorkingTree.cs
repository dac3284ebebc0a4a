namespace Orchestrator.Agents.Worktrees;

/// <summary>The work in a worktree, committed or not.</summary>
public static class WorkingTree
{
    /// <summary>A commit of all that is in a working tree, what git ignores apart. On no branch, and without touching the working tree's own index.</summary>
    /// <returns>HEAD itself when nothing is changed.</returns>
    /// <exception cref="GitException">git failed.</exception>
    public static async Task<string> SnapshotAsync(GitRunner git, string path)
    {
        ArgumentNullException.ThrowIfNull(git);
        var head = await git.RunAsync(path, ["rev-parse", "HEAD"]);
        if ((await git.RunAsync(path, ["--no-optional-locks", "status", "--porcelain", "--untracked-files=normal"])).Length == 0) return head;
        var index = await git.RunAsync(path, ["rev-parse", "--path-format=absolute", "--git-path", "index"]);
        var copy = Path.Combine(Path.GetTempPath(), "orc-index-" + Path.GetRandomFileName());
        try
        {
            if (File.Exists(index)) File.Copy(index, copy);
            var environment = new Dictionary<string, string>(await Author.ForAsync(git, path)) { ["GIT_INDEX_FILE"] = copy };
            await git.RunAsync(path, ["add", "--all"], environment);
            var tree = await git.RunAsync(path, ["write-tree"], environment);
            return await git.RunAsync(path, ["commit-tree", tree, "-p", head], environment, "What is not committed");
        }
        finally
        {
            File.Delete(copy);
        }
    }
}
