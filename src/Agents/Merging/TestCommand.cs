using Orchestrator.Agents.Projects;
using Orchestrator.Agents.Worktrees;

namespace Orchestrator.Agents.Merging;

/// <summary>Finds out how a project's tests are run, from the files in its directory.</summary>
public static class TestCommand
{
    /// <summary>The command; <c>null</c> when nothing says that there are tests.</summary>
    /// <param name="git">Runs git.</param>
    /// <param name="directory">A checked-out project.</param>
    /// <exception cref="GitException">git took too long.</exception>
    public static async Task<string?> FindAsync(GitRunner git, string directory) => (await new ProjectReader(git, ReadingLimits.Usual).ReadAsync(directory)).TestCommand;
}
