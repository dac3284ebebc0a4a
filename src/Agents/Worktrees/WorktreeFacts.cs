namespace Orchestrator.Agents.Worktrees;

/// <summary>What was seen of one worktree of ours.</summary>
/// <param name="Project">The project that it was made for.</param>
/// <param name="Agent">The agent.</param>
/// <param name="Path">Its top directory.</param>
/// <param name="Repository">The repository's own directory; <c>null</c> when the link to it is broken.</param>
/// <param name="Branch">What is checked out; <c>null</c> for a detached HEAD.</param>
/// <param name="IsUsed">Whether an agent of a project works in it.</param>
/// <param name="Changed">Files that are changed or new and in no commit.</param>
/// <param name="Unmerged">Commits that are on no other branch, here or at a remote.</param>
/// <param name="LockReason">Why it is locked, perhaps empty; <c>null</c> when it is not.</param>
/// <param name="Unknown">What could not be looked at; empty when all could.</param>
public sealed record WorktreeFacts(
    string Project,
    string Agent,
    string Path,
    string? Repository,
    string? Branch,
    bool IsUsed,
    int Changed,
    int Unmerged,
    string? LockReason,
    string Unknown = "")
{
    /// <summary>Why it stays; <c>null</c> when nothing would be lost with it.</summary>
    public string? Keeps => this switch
    {
        { IsUsed: true } => "an agent works in it",
        { Unknown.Length: > 0 } => $"it could not be looked at: {Unknown}",
        { LockReason: { } reason } => reason.Length > 0 ? $"it is locked: {reason}" : "it is locked",
        { Changed: > 0 } => $"{Changed} {(Changed == 1 ? "file is" : "files are")} in no commit",
        { Branch: null } => "its HEAD is detached: something may be under way",
        { Unmerged: > 0 } => $"{Unmerged} {(Unmerged == 1 ? "commit is" : "commits are")} on no other branch",
        _ => null,
    };
}
