using Orchestrator.Agents.Worktrees;
using Xunit;

namespace Orchestrator.Agents.Tests.Worktrees;

public sealed class WorktreePlannerTests
{
    private static readonly RepositoryFacts Plain = new("/src/shop", "/src/shop/.git", "", "feature", new string('a', 40), "main", 0, 10, true, false);

    [Fact]
    public void Every_engineer_gets_a_branch_of_its_own_and_is_kept_off_those_that_others_build_on()
    {
        var git = Decide(new RepositoryLook(Plain)).Git!;
        var plan = WorktreePlanner.Plan(git, Some.Shop, new AgentName("developer"), git.StartCommit);

        Assert.Equal(("/wt/shop/developer", "orc/shop/developer"), (plan.Path, plan.Branch));
        Assert.Equal(["feature", "main", "master", "orc/shop/integration"], plan.Protected);
    }

    [Fact]
    public void A_project_below_the_root_has_its_agents_start_at_the_same_place_in_their_worktrees()
    {
        var git = Decide(new RepositoryLook(Plain with { Prefix = "services/api/" })).Git!;
        var plan = WorktreePlanner.Plan(git, Some.Shop, new AgentName("developer"), git.StartCommit);

        Assert.Equal("/wt/shop/developer/services/api", WorktreePlanner.DirectoryOf(git, plan));
    }

    [Theory]
    [InlineData(RepositoryAbsence.NoRepository, "no git repository", "--init-git")]
    [InlineData(RepositoryAbsence.GitMissing, "not installed", "apt-get install git")]
    public void Where_there_can_be_none_agents_work_in_the_directory_and_it_says_why(RepositoryAbsence absence, string why, string wayOut)
    {
        var decision = Decide(new RepositoryLook(null, absence));

        Assert.Null(decision.Git);
        Assert.Null(decision.Refusal);
        Assert.Contains(why, Assert.Single(decision.Notes), StringComparison.Ordinal);
        Assert.Contains(wayOut, decision.Notes[0], StringComparison.Ordinal);
        Assert.NotNull(Decide(new RepositoryLook(null, absence), WorktreeMode.Required).Refusal);
    }

    [Theory]
    [InlineData(RepositoryAbsence.Bare, "bare")]
    [InlineData(RepositoryAbsence.Unreadable, "dubious")]
    public void A_repository_that_cannot_be_worked_in_is_refused(RepositoryAbsence absence, string why) =>
        Assert.Contains(why, Decide(new RepositoryLook(null, absence, "dubious ownership")).Refusal, StringComparison.Ordinal);

    [Fact]
    public void A_repository_that_is_too_large_is_refused_with_the_setting()
    {
        var decision = Decide(new RepositoryLook(Plain with { Files = 1001 }));

        Assert.Contains("1001 files", decision.Refusal, StringComparison.Ordinal);
        Assert.Contains("max-files", decision.Refusal, StringComparison.Ordinal);
        Assert.Contains("--no-worktrees", decision.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_detached_head_uncommitted_files_and_submodules_are_said()
    {
        var notes = Decide(new RepositoryLook(Plain with { Branch = null, Changed = 3, HasSubmodules = true })).Notes;

        Assert.Contains(notes, n => n.Contains("HEAD is detached", StringComparison.Ordinal));
        Assert.Contains(notes, n => n.StartsWith("3 files are changed", StringComparison.Ordinal));
        Assert.Contains(notes, n => n.Contains("submodules", StringComparison.Ordinal));
    }

    [Fact]
    public void A_repository_without_a_commit_and_one_that_does_not_hold_the_directory_give_no_worktrees()
    {
        Assert.Contains("no commit yet", Decide(new RepositoryLook(Plain with { Commit = null, IsTracked = false })).Notes[0], StringComparison.Ordinal);
        Assert.Contains("around it", Decide(new RepositoryLook(Plain with { Prefix = "new/", IsTracked = false })).Notes[0], StringComparison.Ordinal);
    }

    private static WorktreeDecision Decide(RepositoryLook look, WorktreeMode mode = WorktreeMode.Auto) =>
        WorktreePlanner.Decide("/src/shop", look, Some.Shop, new WorktreeOptions(mode, "/wt", 1000));
}
