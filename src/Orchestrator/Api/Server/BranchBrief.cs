using Orchestrator.Agents;
using Orchestrator.Agents.Teams;
using Orchestrator.Agents.Worktrees;

namespace Orchestrator.Api.Server;

/// <summary>What a brief says of branches, where engineers have worktrees of their own.</summary>
internal static class BranchBrief
{
    internal static string Of(ProjectName project, Role role, ProjectGit? git, WorktreePlan? worktree) => (git, worktree) switch
    {
        (null, _) => "",
        (_, null) => $"""


            ## Branches

            Every engineer works in a worktree and on a branch of its own, orc/{project}/AGENT. What is done comes together on {BranchNames.Integration(project)}: one at a time, with the project's tests before each landing.
            `orc sync` shows who is ahead, behind or would conflict; `orc merge list` what landed and what did not.
            """,
        _ => $"""


            ## Your branch

            You work in a worktree of your own, {worktree.Path}, on the branch {worktree.Branch}. Change files there only, and commit to that branch only{(role.Key == "tester" || role.Key == "reviewer" ? "; look at others' branches without checking them out: git diff, git show" : "")}.
            What you say is done (`orc task done ID`, or `orc merge request` without a task) is merged with what the others have landed, tested and put onto {BranchNames.Integration(project)}; when that fails you are told why.
            Before each task, take what has landed: `git merge {BranchNames.Integration(project)}`.
            """,
    };
}
