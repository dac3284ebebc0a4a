using Orchestrator.Agents.Merging;
using Orchestrator.Agents.Worktrees;
using Xunit;
using static Orchestrator.Agents.Tests.Worktrees.GitRepository;

namespace Orchestrator.Agents.Tests.Merging;

public sealed class LookTests
{
    [Fact]
    public async Task A_conflict_is_predicted_before_anything_is_committed_and_without_touching_a_worktree()
    {
        using var repository = await MergeRepository.CreateAsync();
        File.WriteAllText(Path.Combine(repository.One, "prices.txt"), "tea 4\n");
        Commit(repository.Two, "prices.txt", "tea 5\n");
        File.WriteAllText(Path.Combine(repository.Two, "new.txt"), "new");

        var predicted = Assert.Single(await repository.Steps.PredictAsync(repository.Plans, Some.Shop, repository.Place));

        Assert.Equal(("one", "two", "prices.txt"), (predicted.One.Value, predicted.Other.Value, Assert.Single(predicted.Files)));
        Assert.Equal(" M prices.txt", GitIn(repository.One, "status", "--porcelain"));
        Assert.Equal("?? new.txt", GitIn(repository.Two, "status", "--porcelain"));
    }

    [Fact]
    public async Task Sync_counts_what_is_ahead_behind_and_not_committed()
    {
        using var repository = await MergeRepository.CreateAsync();
        Commit(repository.One, "a.txt", "a");
        await repository.MergeAsync(repository.Job("one"));
        Commit(repository.Two, "a.txt", "another a");
        Commit(repository.Two, "b.txt", "b");
        File.WriteAllText(Path.Combine(repository.Two, "c.txt"), "c");

        var sync = await new SyncLook(repository.Git.Runner).LookAsync(Some.Shop, repository.Place, repository.Plans);

        Assert.Equal((0, 1, 0), (sync.Agents[0].Ahead, sync.Agents[0].Behind, sync.Agents[0].Changed));
        Assert.Equal((2, 2, 1), (sync.Agents[1].Ahead, sync.Agents[1].Behind, sync.Agents[1].Changed));
        Assert.Equal(["a.txt"], sync.Agents[1].Conflicts);
        Assert.Equal(2, sync.StartBehind);
        Assert.Empty(sync.Predicted); // what one has done has landed: that is its Conflicts
    }

    [Fact]
    public async Task Nothing_is_removed_that_holds_work_and_what_is_merged_and_clean_is()
    {
        using var repository = await MergeRepository.CreateAsync();
        var survey = new WorktreeSurvey(repository.Git.Runner, Path.GetDirectoryName(repository.Place.Worktrees)!);
        Commit(repository.One, "a.txt", "a");
        var none = new HashSet<string>();

        async Task<string?> KeepsAsync(IReadOnlySet<string> used) => (await survey.LookAsync(used)).Single(f => f.Agent == "one").Keeps;

        Assert.Equal("an agent works in it", await KeepsAsync(new HashSet<string> { repository.One }));
        Assert.Equal("1 commit is on no other branch", await KeepsAsync(none));
        await repository.MergeAsync(repository.Job("one"));
        File.WriteAllText(Path.Combine(repository.One, "b.txt"), "b");
        Assert.Equal("1 file is in no commit", await KeepsAsync(none));
        Assert.NotNull(await survey.RemoveAsync((await survey.LookAsync(none)).Single(f => f.Agent == "one"), none));
        File.Delete(Path.Combine(repository.One, "b.txt"));
        repository.Git.Git("worktree", "lock", "--reason", "on a stick", repository.One);
        Assert.Equal("it is locked: on a stick", await KeepsAsync(none));
        repository.Git.Git("worktree", "unlock", repository.One);
        GitIn(repository.One, "checkout", "-q", "--detach");
        Assert.Contains("detached", await KeepsAsync(none), StringComparison.Ordinal);
        GitIn(repository.One, "checkout", "-q", "orc/shop/one");
        Assert.Null(await KeepsAsync(none));

        Assert.Null(await survey.RemoveAsync((await survey.LookAsync(none)).Single(f => f.Agent == "one"), none));
        Assert.False(Directory.Exists(repository.One));
        Assert.DoesNotContain("orc/shop/one", repository.Git.Git("branch", "--list"), StringComparison.Ordinal);
        Assert.True(Directory.Exists(repository.Two));
    }

    [Theory]
    [InlineData("Makefile", "build:\n\ttrue\ntest:\n\ttrue\n", "make test")]
    [InlineData("package.json", "{\"scripts\":{\"test\":\"node --test\"}}", "npm test")]
    [InlineData("package.json", "{\"scripts\":{}}", null)]
    [InlineData("shop.csproj", "<Project/>", "dotnet test")]
    [InlineData("go.mod", "module shop", "go test ./...")]
    public async Task The_command_for_tests_is_found_by_the_files_that_are_there(string file, string text, string? command)
    {
        var directory = Directory.CreateTempSubdirectory("orc-tests-").FullName;
        File.WriteAllText(Path.Combine(directory, file), text);
        try
        {
            Assert.Equal(command, await TestCommand.FindAsync(new GitRunner(new GitOptions("git", TimeSpan.FromSeconds(30)), TimeProvider.System), directory));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
