namespace Orchestrator.Agents.Worktrees;

/// <summary>What was seen of the git repository that a directory is in.</summary>
/// <param name="Root">The top directory of its working tree.</param>
/// <param name="CommonDirectory">Where the repository itself is.</param>
/// <param name="Prefix">The directory below <paramref name="Root"/>, with a slash at its end; empty for the root.</param>
/// <param name="Branch">The branch that is checked out; <c>null</c> when HEAD is detached.</param>
/// <param name="Commit">The commit that is checked out; <c>null</c> before the first.</param>
/// <param name="DefaultBranch">The branch that the remote, or custom, takes for the main one; <c>null</c> when there is none.</param>
/// <param name="Changed">Files that are changed or new and in no commit.</param>
/// <param name="Files">Files in the index.</param>
/// <param name="IsTracked">Whether the commit holds anything below <paramref name="Prefix"/>.</param>
/// <param name="HasSubmodules">Whether there are submodules.</param>
public sealed record RepositoryFacts(
    string Root,
    string CommonDirectory,
    string Prefix,
    string? Branch,
    string? Commit,
    string? DefaultBranch,
    int Changed,
    long Files,
    bool IsTracked,
    bool HasSubmodules);

/// <summary>What looking at a directory came to: facts, or why there are none.</summary>
/// <param name="Facts">The repository's; <c>null</c> when there is none that can be used.</param>
/// <param name="Absence">Why there are none.</param>
/// <param name="Detail">For a person.</param>
public sealed record RepositoryLook(RepositoryFacts? Facts, RepositoryAbsence Absence = RepositoryAbsence.None, string Detail = "");

/// <summary>Why a directory has no repository to make worktrees from.</summary>
public enum RepositoryAbsence
{
    /// <summary>It has one.</summary>
    None,

    /// <summary>It is in none.</summary>
    NoRepository,

    /// <summary>It is a repository without a working tree.</summary>
    Bare,

    /// <summary>git is not installed.</summary>
    GitMissing,

    /// <summary>git would not say, e.g. because the repository belongs to another user.</summary>
    Unreadable,
}
