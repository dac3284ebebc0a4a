using Orchestrator.Agents.Merging;
using Xunit;
using static Orchestrator.Agents.Merging.MergeMessages;
using static Orchestrator.Agents.Tests.Worktrees.GitRepository;

namespace Orchestrator.Agents.Tests.Merging;

public sealed class MergeStepTests
{
    [Theory]
    [InlineData(MergeStyle.Merge)]
    [InlineData(MergeStyle.Rebase)]
    public async Task The_work_of_two_comes_together_on_the_integration_branch_and_main_stays(MergeStyle style)
    {
        using var repository = await MergeRepository.CreateAsync("feature");
        repository.Options = repository.Options with { Style = style };
        Commit(repository.One, "a.txt", "a", "Add a");
        Commit(repository.Two, "b.txt", "b", "Add b");
        var main = repository.Git.Git("rev-parse", "main");

        Assert.IsType<Landed>(await repository.MergeAsync(repository.Job("one")));
        Assert.IsType<Landed>(await repository.MergeAsync(repository.Job("two")));

        Assert.Equal(("a", "b"), (repository.FileAt("orc/shop/integration", "a.txt"), repository.FileAt("orc/shop/integration", "b.txt")));
        Assert.Equal(main, repository.Git.Git("rev-parse", "main"));
        Assert.Equal(style is MergeStyle.Merge ? 2 : 0, repository.Git.Git("rev-list", "--merges", "orc/shop/integration").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("/M2", repository.Git.Git("log", "-1", "--format=%(trailers:key=Orchestrator-Merge,valueonly)", "orc/shop/integration"), StringComparison.Ordinal);
        Assert.Contains("Ann", repository.Git.Git("log", "--format=%an", "orc/shop/integration"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MergeStyle.Merge)]
    [InlineData(MergeStyle.Rebase)]
    public async Task A_branch_that_goes_on_after_it_has_landed_lands_only_what_is_new(MergeStyle style)
    {
        using var repository = await MergeRepository.CreateAsync();
        repository.Options = repository.Options with { Style = style };
        var first = Commit(repository.One, "prices.txt", "tea 4\n", "Dearer");
        await repository.MergeAsync(repository.Job("one"));
        Assert.IsType<NothingNew>(await repository.MergeAsync(repository.Job("one", first)));
        Commit(repository.One, "prices.txt", "tea 5\n", "Dearer still");

        Assert.IsType<Landed>(await repository.MergeAsync(repository.Job("one", first)));
        Assert.Equal("tea 5", repository.FileAt("orc/shop/integration", "prices.txt"));
        Assert.Equal(1, repository.Git.Git("log", "--format=%s", "orc/shop/integration").Split('\n').Count(s => s == "Dearer"));
    }

    [Theory]
    [InlineData(MergeStyle.Merge)]
    [InlineData(MergeStyle.Rebase)]
    public async Task A_conflict_names_the_files_both_sides_and_the_merge_that_landed_first(MergeStyle style)
    {
        using var repository = await MergeRepository.CreateAsync();
        repository.Options = repository.Options with { Style = style };
        Commit(repository.One, "prices.txt", "tea 4\n", "Four");
        Commit(repository.Two, "prices.txt", "tea 5\n", "Five");
        await repository.MergeAsync(repository.Job("one"));
        var landed = repository.Git.Git("rev-parse", "orc/shop/integration");

        var conflict = Assert.IsType<Conflicted>(await repository.MergeAsync(repository.Job("two")));

        Assert.Equal(["prices.txt"], conflict.Files);
        Assert.Equal(["M1"], conflict.Others);
        Assert.Matches("Landed:\n.*Four[^§]*On orc/shop/two:\n.*Five", conflict.Sides);
        Assert.Equal(landed, repository.Git.Git("rev-parse", "orc/shop/integration"));
    }

    [Fact]
    public async Task Tests_run_on_the_merged_commit_before_it_lands_and_failing_ones_keep_it_out()
    {
        using var repository = await MergeRepository.CreateAsync();
        repository.Options = repository.Options with { Test = "test ! -e a.txt -o ! -e b.txt || { echo both; exit 3; }" };
        Commit(repository.One, "a.txt", "a");
        Commit(repository.Two, "b.txt", "b");

        Assert.IsType<Landed>(await repository.MergeAsync(repository.Job("one")));
        var failed = Assert.IsType<Tested>(await repository.MergeAsync(repository.Job("two"))); // each alone passes; together they do not

        Assert.Equal((3, "both"), (failed.Tests.ExitCode, failed.Tests.Tail));
        Assert.NotEqual(0, Try(repository.Git.Root, "cat-file", "-e", "orc/shop/integration:b.txt").Exit);
    }

    [Fact]
    public async Task Tests_that_take_too_long_are_ended_and_have_failed()
    {
        using var repository = await MergeRepository.CreateAsync();
        repository.Options = repository.Options with { Test = "echo begun; sleep 600", TestTimeout = TimeSpan.FromSeconds(1) };
        Commit(repository.One, "a.txt", "a");

        var failed = Assert.IsType<Tested>(await repository.MergeAsync(repository.Job("one")));

        Assert.Equal((124, "begun"), (failed.Tests.ExitCode, failed.Tests.Tail));
    }

    [Fact]
    public async Task What_tests_leave_behind_is_gone_before_the_next_ones()
    {
        using var repository = await MergeRepository.CreateAsync();
        repository.Options = repository.Options with { Test = "test ! -e left && touch left && echo x >> prices.txt" };
        Commit(repository.One, "a.txt", "a");
        Commit(repository.Two, "b.txt", "b");

        Assert.IsType<Landed>(await repository.MergeAsync(repository.Job("one")));
        Assert.IsType<Landed>(await repository.MergeAsync(repository.Job("two")));
    }

    [Fact]
    public async Task Every_step_may_be_done_again_after_a_kill_and_comes_to_the_same_end()
    {
        using var repository = await MergeRepository.CreateAsync();
        repository.Options = repository.Options with { AdvanceStart = true };
        Commit(repository.One, "a.txt", "a");
        var job = repository.Job("one");
        Assert.IsType<Prepared>(await repository.Steps.RunAsync(job)); // killed before it was stored
        job = MergeRepository.After(job, Assert.IsType<Prepared>(await repository.Steps.RunAsync(job)));
        job = job with { Merge = job.Merge with { State = MergeState.Landing, Tag = "stable-a-20260101" } };

        Assert.IsType<Landed>(await repository.Steps.RunAsync(job)); // killed before it was stored
        var landed = repository.Git.Git("rev-parse", "orc/shop/integration");
        Assert.IsType<Landed>(await repository.Steps.RunAsync(job));

        Assert.Equal(landed, repository.Git.Git("rev-parse", "orc/shop/integration"));
        Assert.Equal("stable-a-20260101", repository.Git.Git("tag"));
        Assert.Equal(landed, repository.Git.Git("rev-parse", "main"));
    }

    [Fact]
    public async Task A_base_that_was_moved_by_somebody_else_is_seen_and_not_overwritten()
    {
        using var repository = await MergeRepository.CreateAsync();
        Commit(repository.One, "a.txt", "a");
        var job = repository.Job("one");
        job = MergeRepository.After(job, Assert.IsType<Prepared>(await repository.Steps.RunAsync(job)));
        var other = Commit(repository.Git.Root, "user.txt", "mine");
        repository.Git.Git("update-ref", "refs/heads/orc/shop/integration", other);

        Assert.IsType<BaseMoved>(await repository.Steps.RunAsync(job with { Merge = job.Merge with { State = MergeState.Landing } }));
        Assert.Equal(other, repository.Git.Git("rev-parse", "orc/shop/integration"));
    }

    [Fact]
    public async Task What_was_committed_to_the_starting_branch_meanwhile_comes_with_the_next_landing()
    {
        using var repository = await MergeRepository.CreateAsync();
        repository.Options = repository.Options with { AdvanceStart = true };
        Commit(repository.One, "a.txt", "a");
        await repository.MergeAsync(repository.Job("one"));
        Commit(repository.Git.Root, "user.txt", "mine");
        Commit(repository.Two, "b.txt", "b");

        var landed = Assert.IsType<Landed>(await repository.MergeAsync(repository.Job("two")));

        Assert.Null(landed.Note);
        Assert.Equal(("mine", "b"), (repository.FileAt("main", "user.txt"), File.ReadAllText(Path.Combine(repository.Git.Root, "b.txt"))));
    }
}
