namespace Orchestrator.Agents.Worktrees;

/// <summary>Which branches Orchestrator made in which repository: a file beside a project's worktrees, written before the branch is.</summary>
/// <param name="worktrees">The directory of the project's worktrees.</param>
internal sealed class OwnBranches(string worktrees)
{
    private string File => Path.Combine(worktrees, ".branches");

    internal bool Holds(string repository, string branch) =>
        System.IO.File.Exists(File) && System.IO.File.ReadLines(File).Contains(Line(repository, branch));

    internal void Add(string repository, string branch)
    {
        if (!Holds(repository, branch)) System.IO.File.AppendAllText(File, Line(repository, branch) + "\n");
    }

    private static string Line(string repository, string branch) => $"{branch}\t{repository}";
}
