namespace Orchestrator.Agents.Worktrees;

/// <summary>Makes a directory a repository with a first commit, when the user asks for it.</summary>
public sealed class RepositoryStarter(GitRunner git)
{
    /// <summary>Does what of it is missing: <c>git init</c>, and a commit of all that <c>.gitignore</c> lets in.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="look">What was seen of it.</param>
    /// <param name="maxFiles">More files are refused: a missing .gitignore is likelier than such a project.</param>
    /// <exception cref="WorktreeException">There are too many files.</exception>
    /// <exception cref="GitException">git failed.</exception>
    public async Task StartAsync(string directory, RepositoryLook look, int maxFiles)
    {
        ArgumentNullException.ThrowIfNull(look);
        if (look.Facts?.Commit is not null) return;
        var files = Directory.EnumerateFiles(directory, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }).Take(maxFiles + 1).Count();
        if (files > maxFiles)
            throw new WorktreeException($"{directory} holds more than {maxFiles} files.", "Write a .gitignore and make the first commit yourself: git init && git add -A && git commit");
        if (look.Facts is null) await git.RunAsync(directory, ["init", "--quiet"]);
        var root = look.Facts?.Root ?? directory;
        await git.RunAsync(root, ["add", "-A"]);
        await git.RunAsync(root, ["commit", "--quiet", "--allow-empty", "-m", "Start of the project"], await Author.ForAsync(git, root));
    }
}
