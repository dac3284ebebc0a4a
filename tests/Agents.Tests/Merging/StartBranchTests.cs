using Xunit;
using static Orchestrator.Agents.Merging.MergeMessages;
using static Orchestrator.Agents.Tests.Worktrees.GitRepository;

namespace Orchestrator.Agents.Tests.Merging;

public sealed class StartBranchTests
{
    [Fact]
    public async Task A_clean_checked_out_starting_branch_follows_with_its_files()
    {
        using var repository = await Landing();
        Assert.Null(await LandAsync(repository));

        Assert.Equal("a", File.ReadAllText(Path.Combine(repository.Git.Root, "a.txt")));
        Assert.Equal("", repository.Git.Git("status", "--porcelain"));
    }

    [Fact]
    public async Task A_changed_file_of_the_users_keeps_the_starting_branch_where_it_is()
    {
        using var repository = await Landing();
        var before = repository.Git.Git("rev-parse", "main");
        repository.Git.Write("prices.txt", "being written\n");

        Assert.Contains("1 file is changed", await LandAsync(repository), StringComparison.Ordinal);
        Assert.Equal(before, repository.Git.Git("rev-parse", "main"));
        Assert.Equal("being written\n", File.ReadAllText(Path.Combine(repository.Git.Root, "prices.txt")));
    }

    [Fact]
    public async Task A_new_file_of_the_users_that_is_in_the_way_is_not_overwritten()
    {
        using var repository = await Landing();
        repository.Git.Write("a.txt", "the user's own");

        Assert.Contains("main stays as it is", await LandAsync(repository), StringComparison.Ordinal);
        Assert.Equal("the user's own", File.ReadAllText(Path.Combine(repository.Git.Root, "a.txt")));
    }

    [Fact]
    public async Task A_starting_branch_that_is_checked_out_nowhere_follows()
    {
        using var repository = await Landing();
        repository.Git.Git("checkout", "-q", "-b", "elsewhere");

        Assert.Null(await LandAsync(repository));
        Assert.Equal(repository.Git.Git("rev-parse", "orc/shop/integration"), repository.Git.Git("rev-parse", "main"));
        Assert.False(File.Exists(Path.Combine(repository.Git.Root, "a.txt")));
    }

    [Fact]
    public async Task With_a_detached_head_at_the_launch_it_goes_no_further_than_the_integration_branch()
    {
        using var repository = await Landing();
        repository.Place = repository.Place with { StartBranch = null };
        var main = repository.Git.Git("rev-parse", "main");

        Assert.Contains("HEAD was detached", await LandAsync(repository), StringComparison.Ordinal);
        Assert.Equal(main, repository.Git.Git("rev-parse", "main"));
    }

    private static async Task<MergeRepository> Landing()
    {
        var repository = await MergeRepository.CreateAsync();
        repository.Options = repository.Options with { AdvanceStart = true };
        Commit(repository.One, "a.txt", "a");
        return repository;
    }

    private static async Task<string?> LandAsync(MergeRepository repository) => Assert.IsType<Landed>(await repository.MergeAsync(repository.Job("one"))).Note;
}
