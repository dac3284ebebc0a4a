using Xunit;

namespace Orchestrator.EndToEnd.Tests.Teams;

public sealed class WorktreeLaunchTests
{
    [Fact]
    public void Every_engineer_starts_in_a_worktree_of_its_own_and_the_manager_in_the_projects_directory()
    {
        using var git = new GitHome();
        _ = git.Launch().Done;

        Eventually.Holds(() => Assert.Equal(
            new[] { git.Home.Work, Path.Combine(git.Worktrees, "shop", "developer"), Path.Combine(git.Worktrees, "shop", "tester") }.Order(StringComparer.Ordinal),
            git.Home.Tmux("list-panes", "-s", "-t", "=shop", "-F", "#{pane_current_path}").Split('\n').Order(StringComparer.Ordinal)));
        Assert.Equal("main\norc/shop/developer\norc/shop/tester", git.Git("for-each-ref", "--format=%(refname:short)", "refs/heads"));
        Assert.Equal("", git.Git("status", "--porcelain"));
    }

    [Fact]
    public void A_worktree_that_somebody_deleted_is_there_again_after_a_restart_with_its_commits()
    {
        using var git = new GitHome();
        _ = git.Launch().Done;
        var path = Path.Combine(git.Worktrees, "shop", "developer");
        File.WriteAllText(Path.Combine(path, "a.txt"), "a");
        GitHome.GitIn(path, "add", "-A");
        GitHome.GitIn(path, "commit", "-q", "-m", "Work");
        _ = git.Home.Run("agent", "stop", "shop:developer").Done;
        Directory.Delete(path, recursive: true);

        _ = git.Home.Run("agent", "restart", "shop:developer").Done;

        Assert.Equal("a", File.ReadAllText(Path.Combine(path, "a.txt")));
    }

    [Fact]
    public void A_check_in_says_what_is_in_no_commit()
    {
        using var git = new GitHome();
        _ = git.Launch().Done;
        File.WriteAllText(Path.Combine(git.Worktrees, "shop", "developer", "a.txt"), "a");

        _ = git.Home.Run("check-in", "schedule", "shop:developer", "--in", "1s", "--note", "How is it?").Done;

        Eventually.Holds(() => Assert.Contains("1 file in your worktree is in no commit: commit what works now, to orc/shop/developer.", git.Home.Received("developer"), StringComparison.Ordinal));
    }

    [Fact]
    public void A_launch_says_what_it_does_with_the_repository_it_finds()
    {
        using var git = new GitHome();
        git.Write("new.txt", "not committed");
        git.Write(".gitmodules", "");
        git.Git("checkout", "-q", "--detach");

        var plan = git.Plan();

        Assert.Contains("HEAD is detached", plan, StringComparison.Ordinal);
        Assert.Contains("2 files are changed and in no commit", plan, StringComparison.Ordinal);
        Assert.Contains("submodules", plan, StringComparison.Ordinal);
        Assert.Contains("No worktrees, as asked", git.Plan("--no-worktrees"), StringComparison.Ordinal);
        Assert.False(Directory.Exists(git.Worktrees));
    }

    [Fact]
    public void Without_a_repository_agents_work_in_the_directory_and_one_is_offered()
    {
        using var git = new GitHome(init: false);
        git.Write("README.md", "tea\n");
        Assert.Contains("is in no git repository. All agents work in the project's directory. Make it one", git.Plan(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(git.Home.Work, ".git")));

        _ = git.Launch("--init-git").Done;

        Assert.Equal("README.md", git.Git("ls-files"));
        Assert.True(File.Exists(Path.Combine(git.Worktrees, "shop", "developer", "README.md")));
    }

    [Fact]
    public void A_bare_repository_is_refused()
    {
        using var git = new GitHome(init: false);
        git.Git("init", "-q", "--bare");

        Refused(git.Launch(), "bare git repository", "git clone");
    }

    [Fact]
    public void A_repository_that_is_too_large_is_refused_before_anything_is_made()
    {
        using var git = new GitHome();
        git.Write("more.txt", "x");
        git.Git("add", "-A");

        Refused(git.Launch("--set", "orchestrator.worktrees.max-files=1"), "has 2 files", "--no-worktrees");
        Assert.Equal("main", git.Git("for-each-ref", "--format=%(refname:short)", "refs/heads"));
    }

    [Theory]
    [InlineData("branch")]
    [InlineData("path")]
    public void A_branch_or_path_that_is_taken_is_refused_and_nothing_is_half_done(string taken)
    {
        using var git = new GitHome();
        var path = Path.Combine(git.Worktrees, "shop", "tester");
        if (taken == "branch") git.Git("branch", "orc/shop/tester");
        if (taken == "path") File.WriteAllText(Path.Combine(Directory.CreateDirectory(path).FullName, "mine.txt"), "mine");

        Refused(git.Launch(), taken == "branch" ? "There is a branch orc/shop/tester already" : path, "--name");

        Assert.False(Directory.Exists(Path.Combine(git.Worktrees, "shop", "developer")));
        Assert.Empty(git.Home.Run("status", "--json").Done.Json.GetProperty("projects").EnumerateArray());
        Assert.Single(git.Git("worktree", "list").Split('\n'));
    }

    [Fact]
    public void A_launch_that_is_refused_after_all_leaves_no_worktree_and_no_branch()
    {
        using var git = new GitHome();

        Refused(git.Launch("--set", "orchestrator.limits.agents=2"), "more than the 2", "raise the limit");

        Assert.Equal("main", git.Git("for-each-ref", "--format=%(refname:short)", "refs/heads"));
        Assert.Single(git.Git("worktree", "list").Split('\n'));
    }

    [Fact]
    public void A_member_that_comes_later_begins_with_what_has_landed()
    {
        using var git = new GitHome();
        _ = git.Launch().Done;
        Land(git, "a.txt");

        _ = git.Home.Run("agent", "add", "shop", "--role", "developer", "--name", "late").Done;

        Assert.True(File.Exists(Path.Combine(git.Worktrees, "shop", "late", "a.txt")));
    }

    [Fact]
    public void What_has_landed_is_pushed_and_proposed_with_the_users_own_program_where_there_is_one()
    {
        using var git = new GitHome();
        _ = git.Launch().Done;
        Assert.Equal(4, git.Home.Run("pr", "shop").Exit); // nothing has landed
        git.Git("checkout", "-q", "-b", "elsewhere"); // so that main follows without the directory
        Land(git, "a.txt");
        Assert.Contains("no remote origin", git.Home.Run("pr", "shop", "--base", "elsewhere").Done.Out, StringComparison.Ordinal);

        var remote = Path.Combine(git.Home.Path, "remote.git");
        GitHome.GitIn(git.Home.Path, "init", "-q", "--bare", remote);
        git.Git("remote", "add", "origin", remote);
        Assert.Equal("planned", git.Home.Run("pr", "shop", "--base", "elsewhere", "--dry-run", "--json").Done.Json.GetProperty("pull_request").GetProperty("state").GetString());
        Assert.Equal("", GitHome.GitIn(remote, "for-each-ref"));

        var programs = Directory.CreateDirectory(Path.Combine(git.Home.Path, "bin")).FullName;
        git.Home.Environment["PATH"] = $"{programs}:{Environment.GetEnvironmentVariable("PATH")}";
        Fake(programs, "gh", "echo no GitHub host >&2; exit 1");
        Fake(programs, "glab", "printf '%s\\n' \"$@\" > arguments; echo opened");
        var opened = git.Home.Run("pr", "shop", "--base", "elsewhere", "--json").Done.Json.GetProperty("pull_request");
        Assert.Equal(("opened", "opened"), (opened.GetProperty("state").GetString(), opened.GetProperty("detail").GetString()));
        Assert.Equal("orc/shop/integration", GitHome.GitIn(remote, "for-each-ref", "--format=%(refname:short)"));
        var given = File.ReadAllText(Path.Combine(git.Home.Work, "arguments"));
        Assert.StartsWith("mr\ncreate\n--source-branch\norc/shop/integration\n--target-branch\nelsewhere\n--title\nshop: 0 tasks done\n--description\n## Not done\n\n- T1 a price list\n", given, StringComparison.Ordinal);
        Assert.EndsWith("\n--yes\n", given, StringComparison.Ordinal);

        Fake(programs, "gh", "printf '%s\\n' \"$@\" > arguments; echo https://example.org/pull/1");
        Assert.Contains("https://example.org/pull/1", git.Home.Run("pr", "shop", "--base", "elsewhere").Done.Out, StringComparison.Ordinal);
        Assert.StartsWith("pr\ncreate\n--head\norc/shop/integration\n--base\nelsewhere\n", File.ReadAllText(Path.Combine(git.Home.Work, "arguments")), StringComparison.Ordinal);

        Fake(programs, "glab", "exit 1");
        Fake(programs, "gh", "echo already there >&2; exit 1");
        Assert.Contains("is pushed to origin; gh did not open a pull request: already there", git.Home.Run("pr", "shop", "--base", "elsewhere").Done.Out, StringComparison.Ordinal);
    }

    /// <summary>A program of the test's own in place of the user's; it starts in the project's repository.</summary>
    private static void Fake(string directory, string name, string script)
    {
        var path = Path.Combine(directory, name);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>The developer commits a file, and it lands.</summary>
    private static void Land(GitHome git, string file)
    {
        var path = Path.Combine(git.Worktrees, "shop", "developer");
        File.WriteAllText(Path.Combine(path, file), "x");
        GitHome.GitIn(path, "add", "-A");
        GitHome.GitIn(path, "commit", "-q", "-m", "Work");
        _ = git.Home.Run("merge", "request", "shop:developer").Done;
        Eventually.Holds(() => Assert.Equal("landed", git.Home.Run("merge", "list", "shop", "--json").Done.Json.GetProperty("merges")[0].GetProperty("state").GetString()));
    }

    [Fact]
    public void Without_git_agents_work_in_the_directory_and_it_is_said()
    {
        using var git = new GitHome();

        Assert.Contains("git is not installed. All agents work in the project's directory.", git.Plan("--set", "orchestrator.git.command=/nowhere/git"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_run_of_a_project_uses_its_branches_again_and_gc_takes_only_what_nobody_needs()
    {
        using var git = new GitHome();
        _ = git.Launch().Done;
        var path = Path.Combine(git.Worktrees, "shop", "developer");
        File.WriteAllText(Path.Combine(path, "a.txt"), "a");
        GitHome.GitIn(path, "add", "-A");
        GitHome.GitIn(path, "commit", "-q", "-m", "Work");
        _ = git.Home.Run("stop", "shop").Done;
        _ = git.Home.Run("remove", "shop").Done;

        var listed = git.Home.Run("worktree", "gc", "--yes", "--json").Done.Json.GetProperty("worktrees").EnumerateArray().ToDictionary(w => w.GetProperty("agent").GetString()!);
        Assert.Equal("1 commit is on no other branch", listed["developer"].GetProperty("keeps").GetString());
        Assert.True(listed["tester"].GetProperty("removed").GetBoolean());

        _ = git.Launch().Done;
        Assert.True(File.Exists(Path.Combine(path, "a.txt")));
    }

    private static void Refused(Finished launch, string reason, string hint)
    {
        Assert.Equal(4, launch.Exit);
        Assert.Contains(reason, launch.Json.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains(hint, launch.Json.GetProperty("error").GetProperty("hint").GetString(), StringComparison.Ordinal);
    }
}
