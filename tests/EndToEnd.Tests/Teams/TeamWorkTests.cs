using System.Globalization;
using Xunit;
using Xunit.Abstractions;

namespace Orchestrator.EndToEnd.Tests.Teams;

/// <summary>A whole team at work, left alone and under kills. ORC_TEAM_KILLS says how often the daemon is killed (5), ORC_TEAM_SEED repeats a run.</summary>
public sealed class TeamWorkTests(ITestOutputHelper output) : IDisposable
{
    private readonly SoftwareTeam _team = new();

    public void Dispose() => _team.Dispose();

    [Fact]
    public void A_team_works_twenty_tasks_to_the_end_and_every_commit_lands_tested()
    {
        _team.Launch();
        _team.AddTasks();
        _team.Finish(TimeSpan.FromMinutes(4));

        AllHasLanded();
    }

    [Fact]
    public void A_daemon_killed_at_random_moments_comes_to_the_same_end()
    {
        var (kills, seed) = (Number("ORC_TEAM_KILLS") ?? 5, Number("ORC_TEAM_SEED") ?? Random.Shared.Next());
        output.WriteLine($"ORC_TEAM_SEED={seed} ORC_TEAM_KILLS={kills}");
        var random = new Random(seed);
        _team.Launch();
        _team.AddTasks();
        var done = new List<int>();
        for (var k = 0; k < kills; k++)
        {
            done.Add(_team.Tasks().Count(t => t.GetProperty("state").GetString() == "done"));
            Thread.Sleep(random.Next(20, 700)); // the random moment is the test
            _team.Home.KillDaemon();
        }
        output.WriteLine($"Of 20 tasks so many were done before each kill: {string.Join(' ', done)}");
        _team.Finish(TimeSpan.FromMinutes(4));

        AllHasLanded();
    }

    private void AllHasLanded()
    {
        var merges = _team.Merges();
        var landed = merges.Where(m => m.GetProperty("state").GetString() == "landed").ToList();
        Assert.Equal(
            Enumerable.Range(1, 20).Select(n => $"T{n}").Order(StringComparer.Ordinal), landed.Select(m => m.GetProperty("task").GetString()!).Order(StringComparer.Ordinal));
        Assert.Contains(merges, m => m.GetProperty("state").GetString() == "conflict" && m.GetProperty("files")[0].GetString() == "shared.txt");
        Assert.Contains(merges, m => m.GetProperty("state").GetString() == "tests_failed" && m.GetProperty("task").GetString() == "T3");

        var tested = _team.Home.Read("tested").Split('\n');
        Assert.All(landed, m => Assert.Contains(m.GetProperty("commit").GetString()!, tested));

        var history = _team.Git("log", "--format=%s", "feature").Split('\n');
        for (var n = 1; n <= 20; n++)
        {
            Assert.Single(history, s => s == $"Work on T{n}");
            Assert.Single(history, s => s.StartsWith($"Merge T{n} (", StringComparison.Ordinal));
        }
        Assert.Equal(_team.Git("rev-parse", "orc/shop/integration"), _team.Git("rev-parse", "feature"));
        Assert.Equal("T1\nT2", _team.Git("show", "feature:shared.txt"));
        Assert.Equal("", _team.Git("status", "--porcelain"));
        Assert.True(File.Exists(Path.Combine(_team.Home.Work, "T20.txt")));
        Assert.Equal(_team.Main, _team.Git("rev-parse", "main"));
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
