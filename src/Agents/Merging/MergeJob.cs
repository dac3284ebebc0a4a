using Orchestrator.Agents.Worktrees;

namespace Orchestrator.Agents.Merging;

/// <summary>One merge as its effects need it.</summary>
/// <param name="Project">Whose.</param>
/// <param name="Launch">Which project of the name.</param>
/// <param name="Git">Its repository.</param>
/// <param name="Merge">The merge.</param>
/// <param name="LandedTip">Up to where the agent's branch has landed; <c>null</c> when nothing of it has.</param>
/// <param name="Options">The settings.</param>
public sealed record MergeJob(ProjectName Project, Guid Launch, ProjectGit Git, MergeItem Merge, string? LandedTip, MergeOptions Options)
{
    /// <summary>The branch on which the work comes together.</summary>
    public string Integration => BranchNames.Integration(Project);

    /// <summary>The agent's branch.</summary>
    public string Branch => BranchNames.Of(Project, Merge.Agent);

    /// <summary>The value of <see cref="MergeCommits.Trailer"/>: by it a landed commit is known again.</summary>
    public string Mark => $"{Launch:N}"[..8] + "/" + Merge.Id;
}
