using Orchestrator.Agents.Worktrees;
using Xunit;
using static Orchestrator.Agents.Tests.Worktrees.GitRepository;

namespace Orchestrator.Agents.Tests.Worktrees;

public sealed class WorktreeKeeperTests : IDisposable
{
    private readonly GitRepository _repository = new();

    private WorktreeKeeper Keeper => new(_repository.Runner);

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task A_worktree_is_made_once_and_found_afterwards()
    {
        var plan = _repository.Plan();

        Assert.True((await Keeper.EnsureAsync(plan)).Created);
        Assert.False((await Keeper.EnsureAsync(plan)).Created);
        Assert.Equal("orc/shop/developer", GitIn(plan.Path, "branch", "--show-current"));
        Assert.Equal("main", _repository.Git("branch", "--show-current"));
        Assert.Equal("", _repository.Git("status", "--porcelain"));
    }

    [Fact]
    public async Task What_a_killed_git_left_half_made_is_made_again()
    {
        var plan = _repository.Plan();
        await Keeper.EnsureAsync(plan);
        var administration = GitIn(plan.Path, "rev-parse", "--absolute-git-dir");
        File.WriteAllText(Path.Combine(administration, "locked"), "initializing");
        File.Delete(Path.Combine(plan.Path, "README.md"));

        await Keeper.EnsureAsync(plan);

        Assert.Equal("tea\n", File.ReadAllText(Path.Combine(plan.Path, "README.md")));
        Assert.Equal("", GitIn(plan.Path, "status", "--porcelain"));
    }

    [Fact]
    public async Task A_branch_without_its_worktree_is_checked_out_again_with_its_commits()
    {
        var plan = _repository.Plan();
        await Keeper.EnsureAsync(plan);
        var commit = Commit(plan.Path, "tea.txt", "green");
        Directory.Delete(plan.Path, recursive: true);

        var made = await Keeper.EnsureAsync(plan);

        Assert.True(made.Created);
        Assert.False(made.BranchCreated);
        Assert.Equal(commit, GitIn(plan.Path, "rev-parse", "HEAD"));
    }

    [Fact]
    public async Task A_repository_with_a_submodule_gets_worktrees_and_one_that_was_filled_is_not_removed()
    {
        WithSubmodule();
        var plan = _repository.Plan();
        await Keeper.EnsureAsync(plan);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(plan.Path, "parts")));
        Assert.Equal("", GitIn(plan.Path, "status", "--porcelain"));

        GitIn(plan.Path, "submodule", "--quiet", "update", "--init");
        Commit(Path.Combine(plan.Path, "parts"), "b.txt", "b"); // nowhere else
        var survey = new WorktreeSurvey(_repository.Runner, Path.Combine(_repository.Home, "worktrees"));
        Assert.NotEqual("", await survey.LeftBehindAsync(plan.Path, null));

        GitIn(plan.Path, "checkout", "-q", "-f", "HEAD");
        GitIn(plan.Path, "submodule", "--quiet", "update");
        var clean = Assert.Single(await survey.LookAsync(new HashSet<string>()));
        Assert.Null(clean.Keeps);
        Assert.Contains("submodules", await survey.RemoveAsync(clean, new HashSet<string>()), StringComparison.Ordinal); // git's own word
        Assert.True(Directory.Exists(plan.Path));
    }

    [Fact]
    public async Task A_project_that_is_a_submodule_itself_gets_worktrees_and_stays_what_it_is()
    {
        WithSubmodule();
        var parts = Path.Combine(_repository.Root, "parts");
        var look = (await new RepositoryInspector(_repository.Runner).LookAsync(parts)).Facts!;
        var place = new ProjectGit(look.Root, "", look.Branch, look.Commit!, look.DefaultBranch, Path.Combine(_repository.Home, "worktrees", "shop"));
        var plan = WorktreePlanner.Plan(place, Some.Shop, new AgentName("developer"), look.Commit!);

        await Keeper.EnsureAsync(plan);
        Commit(plan.Path, "b.txt", "b");

        Assert.Equal("orc/shop/developer", GitIn(plan.Path, "branch", "--show-current"));
        Assert.Equal(("", parts), (GitIn(parts, "status", "--porcelain"), GitIn(parts, "rev-parse", "--show-toplevel")));
        Assert.Equal("", _repository.Git("status", "--porcelain"));
    }

    [Fact]
    public async Task A_branch_that_is_not_ours_is_refused_and_nothing_is_left_behind()
    {
        _repository.Git("branch", "orc/shop/tester");

        var refused = await Assert.ThrowsAsync<WorktreeException>(() => Keeper.EnsureAllAsync([_repository.Plan(), _repository.Plan("tester")]));

        Assert.Contains("orc/shop/tester", refused.Message, StringComparison.Ordinal);
        Assert.Contains("git branch -m", refused.Hint, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_repository.Plan().Path));
        Assert.Equal("main\norc/shop/tester", _repository.Git("for-each-ref", "--format=%(refname:short)", "refs/heads"));
    }

    [Fact]
    public async Task A_path_that_is_taken_is_refused()
    {
        var plan = _repository.Plan();
        Directory.CreateDirectory(plan.Path);
        File.WriteAllText(Path.Combine(plan.Path, "mine.txt"), "mine");

        Assert.Contains("is no worktree", (await Assert.ThrowsAsync<WorktreeException>(() => Keeper.EnsureAsync(plan))).Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(plan.Path, "mine.txt")));
    }

    [Fact]
    public async Task A_branch_named_orc_is_refused_by_name()
    {
        _repository.Git("branch", "orc");

        Assert.Contains("A branch orc is in the way", (await Assert.ThrowsAsync<WorktreeException>(() => Keeper.EnsureAsync(_repository.Plan()))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_commits_to_its_own_branch_and_moves_no_other()
    {
        var (plan, tester) = (_repository.Plan(), _repository.Plan("tester"));
        await Keeper.EnsureAllAsync([plan, tester]);
        var first = _repository.Git("rev-parse", "main");

        Commit(plan.Path, "tea.txt", "green");
        foreach (var other in new[] { "main", "orc/shop/tester", "orc/shop/integration" })
        {
            var (exit, _, error) = Try(plan.Path, "update-ref", $"refs/heads/{other}", "HEAD");
            Assert.NotEqual(0, exit);
            Assert.Contains($"{other} may not be moved", error, StringComparison.Ordinal);
        }

        Assert.Equal(first, _repository.Git("rev-parse", "main"));
        Assert.Equal(0, Try(plan.Path, "branch", "scratch").Exit);
    }

    [Fact]
    public async Task An_agent_pushes_its_own_branch_and_not_main()
    {
        var plan = _repository.Plan();
        await Keeper.EnsureAsync(plan);
        var remote = Path.Combine(_repository.Home, "remote.git");
        GitIn(_repository.Home, "init", "-q", "--bare", remote);
        _repository.Git("remote", "add", "origin", remote);
        Commit(plan.Path, "tea.txt", "green");

        var (exit, _, error) = Try(plan.Path, "push", "-q", "origin", "HEAD:main");

        Assert.NotEqual(0, exit);
        Assert.Contains("main may not be pushed", error, StringComparison.Ordinal);
        Assert.Equal(0, Try(plan.Path, "push", "-q", "origin", "HEAD").Exit);
        Assert.Equal("orc/shop/developer", GitIn(remote, "for-each-ref", "--format=%(refname:short)"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_users_own_hooks_run_as_ever(bool ownDirectory)
    {
        var hooks = Path.Combine(_repository.Root, ownDirectory ? "my hooks" : ".git/hooks");
        if (ownDirectory) _repository.Git("config", "core.hooksPath", "my hooks");
        Directory.CreateDirectory(hooks);
        var plan = _repository.Plan();
        if (ownDirectory) // a relative path means the worktree's own copy, as git has it
        {
            Hook(hooks, "pre-commit");
            _repository.Git("add", "-A");
            _repository.Git("-c", "core.hooksPath=/dev/null", "commit", "-q", "-m", "Hooks");
            plan = _repository.Plan();
        }
        else
        {
            Hook(hooks, "pre-commit");
        }

        await Keeper.EnsureAsync(plan);
        Commit(plan.Path, "tea.txt", "green");

        Assert.True(File.Exists(Path.Combine(plan.Path, "hook-ran")));
        Assert.Equal(ownDirectory ? "my hooks" : "", Try(_repository.Root, "config", "core.hooksPath").Output);
    }

    private static void Hook(string directory, string name)
    {
        var path = Path.Combine(directory, name);
        File.WriteAllText(path, "#!/bin/sh\ntouch hook-ran\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private void WithSubmodule()
    {
        var other = Directory.CreateDirectory(Path.Combine(_repository.Home, "other")).FullName;
        GitIn(other, "init", "-q", "-b", "main");
        Commit(other, "a.txt", "a");
        _repository.Git("submodule", "--quiet", "add", other, "parts");
        _repository.Git("commit", "-q", "-m", "Parts");
    }
}
