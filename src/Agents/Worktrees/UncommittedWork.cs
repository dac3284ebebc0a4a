using Orchestrator.Agents.Lifecycle;

namespace Orchestrator.Agents.Worktrees;

/// <summary>What a check-in says of the work in a worktree that is in no commit. Commits nothing to the agent's branch.</summary>
/// <param name="git">Runs git.</param>
/// <param name="saves">Whether a copy of such work is kept on a branch beside.</param>
public sealed class UncommittedWork(GitRunner git, bool saves)
{
    /// <summary>Looks, and keeps a copy if that is set.</summary>
    /// <returns><c>null</c> when everything is committed, or the agent has no worktree.</returns>
    public async Task<string?> RemarkAsync(AgentDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (definition.Worktree is not { } worktree || definition.Target is not { Project: { } project, Agent: { } agent }) return null;
        try
        {
            var changed = await new RepositoryInspector(git).ChangedAsync(worktree.Path);
            if (changed == 0) return null;
            var remark = $"{changed} {(changed == 1 ? "file in your worktree is" : "files in your worktree are")} in no commit: commit what works now, to {worktree.Branch}.";
            if (!saves) return remark;
            var branch = BranchNames.Saved(project, agent);
            await git.RunAsync(worktree.Path, ["update-ref", "-m", "orc: kept at a check-in", $"refs/heads/{branch}", await WorkingTree.SnapshotAsync(git, worktree.Path)]);
            return $"{remark} A copy as it is now is kept on {branch}.";
        }
        catch (GitException e)
        {
            return $"Whether all your work is committed could not be seen: {e.Message}";
        }
    }
}
