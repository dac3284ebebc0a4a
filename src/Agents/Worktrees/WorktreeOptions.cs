namespace Orchestrator.Agents.Worktrees;

/// <summary>Whether engineers get worktrees of their own.</summary>
public enum WorktreeMode
{
    /// <summary>Where the project's directory is in a repository that allows it; else they work in the directory, and it is said why.</summary>
    Auto,

    /// <summary>Never.</summary>
    Off,

    /// <summary>Always: a launch where it is not possible is refused.</summary>
    Required,
}

/// <summary><c>orchestrator.worktrees</c>.</summary>
/// <param name="Mode">Whether there are any.</param>
/// <param name="Root">The directory for all of them.</param>
/// <param name="MaxFiles">A repository with more files gets none.</param>
/// <param name="Saves">Whether uncommitted work is copied to a branch beside at each check-in.</param>
public sealed record WorktreeOptions(WorktreeMode Mode, string Root, int MaxFiles, bool Saves = false);
