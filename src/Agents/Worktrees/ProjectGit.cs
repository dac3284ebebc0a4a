namespace Orchestrator.Agents.Worktrees;

/// <summary>A project's repository as it was at the launch. Stored with the project.</summary>
/// <param name="Root">The top directory of the user's working tree.</param>
/// <param name="Prefix">Where the project's directory is below it, with a slash at its end; empty for the root itself.</param>
/// <param name="StartBranch">The branch that was checked out; <c>null</c> when HEAD was detached.</param>
/// <param name="StartCommit">The commit that was checked out.</param>
/// <param name="DefaultBranch">The repository's main branch, where there is one.</param>
/// <param name="Worktrees">The directory that holds this project's worktrees.</param>
public sealed record ProjectGit(string Root, string Prefix, string? StartBranch, string StartCommit, string? DefaultBranch, string Worktrees);

/// <summary>One agent's worktree. Stored with the agent, so that it is there again at every start.</summary>
/// <param name="Repository">The top directory of the user's working tree, from which it is made.</param>
/// <param name="Path">Its own top directory.</param>
/// <param name="Branch">Its branch.</param>
/// <param name="Start">The commit at which the branch begins.</param>
/// <param name="Protected">Branches that its agent may neither move nor push.</param>
public sealed record WorktreePlan(string Repository, string Path, string Branch, string Start, IReadOnlyList<string> Protected);
