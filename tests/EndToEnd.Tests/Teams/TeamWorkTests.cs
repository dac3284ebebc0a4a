using System.Globalization;
using Xunit;
using Xunit.Abstractions;

namespace Orchestrator.EndToEnd.Tests.Teams;

/// <summary>A whole team at work, left alone and under kills. ORC_TEAM_KILLS says how often the daemon is killed (5), ORC_TEAM_SEED repeats a run.</summary>
public sealed class TeamWorkTests(ITestOutputHelper output)
{
    [Fact]
    public void A_team_works_twenty_tasks_to_the_end_and_every_commit_lands_tested()
    {
        using var team = new SoftwareTeam(TimeSpan.Zero);
        team.Launch();
        team.AddTasks();
        team.Finish(TimeSpan.FromMinutes(4));

        AllHasLanded(team);
    }

    [Fact]
    public async Task A_daemon_killed_at_random_moments_comes_to_the_same_end()
    {
        var (kills, seed) = (Number("ORC_TEAM_KILLS") ?? 5, Number("ORC_TEAM_SEED") ?? Random.Shared.Next());
        output.WriteLine($"ORC_TEAM_SEED={seed} ORC_TEAM_KILLS={kills}");
        var random = new Random(seed);
        using var team = new SoftwareTeam(TimeSpan.FromMilliseconds(150 * kills));
        team.Launch();
        team.AddTasks();
        var landed = new List<int>();
        for (var k = 0; k < kills; k++)
        {
            await Task.Delay(random.Next(20, 1500)); // the random moment is the test
            team.KillDaemon();
            landed.Add(team.Landed);
            if (random.Next(2) == 0) team.Home.Run("daemon", "start"); // else the next command starts it, and the next kill may come before it has recovered
        }
        output.WriteLine($"Of 20 tasks so many had landed at each kill: {string.Join(' ', landed)}");
        Assert.InRange(landed.Count(n => n < 20), kills / 2, kills);
        team.Finish(TimeSpan.FromMinutes(4));

        AllHasLanded(team);
    }

    private static void AllHasLanded(SoftwareTeam team)
    {
        var merges = team.Merges();
        var landed = merges.Where(m => m.GetProperty("state").GetString() == "landed").ToList();
        Assert.Equal(
            Enumerable.Range(1, 20).Select(n => $"T{n}").Order(StringComparer.Ordinal), landed.Select(m => m.GetProperty("task").GetString()!).Order(StringComparer.Ordinal));
        Assert.Contains(merges, m => m.GetProperty("state").GetString() == "conflict" && m.GetProperty("files")[0].GetString() == "shared.txt");
        Assert.Contains(merges, m => m.GetProperty("state").GetString() == "tests_failed" && m.GetProperty("task").GetString() == "T3");

        var tested = team.Home.Read("tested").Split('\n');
        Assert.All(landed, m => Assert.Contains(m.GetProperty("commit").GetString()!, tested));

        var history = team.Git("log", "--format=%s", "feature").Split('\n');
        for (var n = 1; n <= 20; n++)
        {
            Assert.Single(history, s => s == $"Work on T{n}");
            Assert.Single(history, s => s.StartsWith($"Merge T{n} (", StringComparison.Ordinal));
        }
        Assert.Equal(team.Git("rev-parse", "orc/shop/integration"), team.Git("rev-parse", "feature"));
        Assert.Equal("T1\nT2", team.Git("show", "feature:shared.txt"));
        Assert.Equal("", team.Git("status", "--porcelain"));
        Assert.True(File.Exists(Path.Combine(team.Home.Work, "T20.txt")));
        Assert.Equal(team.Main, team.Git("rev-parse", "main"));
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
