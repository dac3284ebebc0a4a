using Orchestrator.Agents.Worktrees;
using Xunit;
using static Orchestrator.Agents.Tests.Worktrees.GitRepository;

namespace Orchestrator.Agents.Tests.Worktrees;

public sealed class UncommittedWorkTests : IDisposable
{
    private readonly GitRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task A_check_in_says_what_is_in_no_commit_and_nothing_when_all_is()
    {
        var plan = await MadeAsync();
        Assert.Null(await RemarkAsync(plan, saves: false));
        File.WriteAllText(Path.Combine(plan.Path, "tea.txt"), "green");

        Assert.Equal("1 file in your worktree is in no commit: commit what works now, to orc/shop/developer.", await RemarkAsync(plan, saves: false));
        Assert.Equal("?? tea.txt", GitIn(plan.Path, "status", "--porcelain"));
        Assert.DoesNotContain("orc-saved", _repository.Git("branch", "--list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_setting_a_copy_is_kept_beside_and_the_agents_branch_index_and_files_stay()
    {
        var plan = await MadeAsync();
        File.WriteAllText(Path.Combine(plan.Path, "tea.txt"), "green");
        File.WriteAllText(Path.Combine(plan.Path, "README.md"), "staged\n");
        GitIn(plan.Path, "add", "README.md");
        var (head, status) = (GitIn(plan.Path, "rev-parse", "HEAD"), GitIn(plan.Path, "status", "--porcelain"));

        Assert.Contains("orc-saved/shop/developer", await RemarkAsync(plan, saves: true), StringComparison.Ordinal);

        Assert.Equal(("green", "staged"), (_repository.Git("show", "orc-saved/shop/developer:tea.txt"), _repository.Git("show", "orc-saved/shop/developer:README.md")));
        Assert.Equal((head, status), (GitIn(plan.Path, "rev-parse", "HEAD"), GitIn(plan.Path, "status", "--porcelain")));
    }

    [Fact]
    public async Task A_worktree_that_cannot_be_looked_at_is_not_taken_for_clean()
    {
        var plan = await MadeAsync();
        Directory.Delete(plan.Path, recursive: true);

        Assert.Contains("could not be seen", await RemarkAsync(plan, saves: false), StringComparison.Ordinal);
    }

    private async Task<WorktreePlan> MadeAsync()
    {
        var plan = _repository.Plan();
        await new WorktreeKeeper(_repository.Runner).EnsureAsync(plan);
        return plan;
    }

    private Task<string?> RemarkAsync(WorktreePlan plan, bool saves) => new UncommittedWork(_repository.Runner, saves).RemarkAsync(Some.Definition(Some.Developer) with { Worktree = plan });
}
