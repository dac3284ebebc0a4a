using Orchestrator.Agents.Worktrees;
using Xunit;

namespace Orchestrator.Agents.Tests.Worktrees;

public sealed class RepositoryInspectorTests
{
    [Fact]
    public async Task What_a_launch_needs_to_know_of_a_repository_is_seen()
    {
        using var repository = new GitRepository();
        Directory.CreateDirectory(Path.Combine(repository.Root, "api"));
        repository.Write("api/tea.txt", "green");
        repository.Git("add", "-A");
        repository.Git("commit", "-q", "-m", "Api");
        repository.Git("checkout", "-q", "-b", "feature");
        repository.Write("new.txt", "not committed");

        var facts = (await Look(repository, Path.Combine(repository.Root, "api"))).Facts!;

        Assert.Equal(
            new RepositoryFacts(repository.Root, Path.Combine(repository.Root, ".git"), "api/", "feature", repository.Git("rev-parse", "HEAD"), "main", 1, 2, true, false), facts);
    }

    [Fact]
    public async Task A_detached_head_has_no_branch()
    {
        using var repository = new GitRepository();
        repository.Git("checkout", "-q", "--detach");

        Assert.Null((await Look(repository)).Facts!.Branch);
    }

    [Fact]
    public async Task A_directory_without_a_repository_a_bare_one_and_one_without_a_commit_are_told_apart()
    {
        using var repository = new GitRepository(init: false);
        Assert.Equal(RepositoryAbsence.NoRepository, (await Look(repository)).Absence);

        repository.Git("init", "-q");
        Assert.Null((await Look(repository)).Facts!.Commit);

        var bare = Path.Combine(repository.Home, "bare.git");
        GitRepository.GitIn(repository.Home, "init", "-q", "--bare", bare);
        Assert.Equal(RepositoryAbsence.Bare, (await Look(repository, bare)).Absence);
    }

    [Fact]
    public async Task Git_that_is_not_there_is_said()
    {
        using var repository = new GitRepository(init: false);
        var inspector = new RepositoryInspector(new GitRunner(new GitOptions("/nowhere/git", TimeSpan.FromSeconds(5)), TimeProvider.System));

        Assert.Equal(RepositoryAbsence.GitMissing, (await inspector.LookAsync(repository.Root)).Absence);
    }

    [Fact]
    public async Task A_git_that_hangs_is_ended()
    {
        using var repository = new GitRepository();
        var hanging = Path.Combine(repository.Home, "git");
        File.WriteAllText(hanging, "#!/bin/sh\nexec sleep 600\n");
        File.SetUnixFileMode(hanging, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var inspector = new RepositoryInspector(new GitRunner(new GitOptions(hanging, TimeSpan.FromMilliseconds(200)), TimeProvider.System));

        Assert.Equal(GitFailure.TimedOut, (await Assert.ThrowsAsync<GitException>(() => inspector.LookAsync(repository.Root))).Failure);
    }

    [Fact]
    public async Task A_directory_becomes_a_repository_when_asked()
    {
        using var repository = new GitRepository(init: false);
        repository.Write("tea.txt", "green");
        repository.Write("secret.env", "key");
        repository.Write(".gitignore", "*.env\n");

        await new RepositoryStarter(repository.Runner).StartAsync(repository.Root, await Look(repository), 100);

        Assert.Equal(".gitignore\ntea.txt", repository.Git("ls-files"));
        Assert.NotNull((await Look(repository)).Facts!.Commit);
    }

    private static Task<RepositoryLook> Look(GitRepository repository, string? directory = null) => new RepositoryInspector(repository.Runner).LookAsync(directory ?? repository.Root);
}
