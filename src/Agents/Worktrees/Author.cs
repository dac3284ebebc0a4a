namespace Orchestrator.Agents.Worktrees;

/// <summary>Under whose name Orchestrator commits: the user's, or its own where git knows no user.</summary>
internal static class Author
{
    internal static async Task<IReadOnlyDictionary<string, string>> ForAsync(GitRunner git, string directory)
    {
        if ((await git.TryAsync(directory, ["config", "user.email"])).Succeeded && (await git.TryAsync(directory, ["config", "user.name"])).Succeeded)
            return new Dictionary<string, string>();
        return new Dictionary<string, string>
        {
            ["GIT_AUTHOR_NAME"] = "Orchestrator",
            ["GIT_AUTHOR_EMAIL"] = "orchestrator@localhost",
            ["GIT_COMMITTER_NAME"] = "Orchestrator",
            ["GIT_COMMITTER_EMAIL"] = "orchestrator@localhost",
        };
    }
}
