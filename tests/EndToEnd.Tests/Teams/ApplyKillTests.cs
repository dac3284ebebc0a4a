using Xunit;
using Xunit.Abstractions;

namespace Orchestrator.EndToEnd.Tests.Teams;

/// <summary>The daemon is killed at random moments while a team is changed. ORC_CHAOS_SEED repeats a run.</summary>
public sealed class ApplyKillTests(ITestOutputHelper output)
{
    private const string Small = "name: shop\nteam:\n- developer\n- {role: reviewer, check_in: 50m}\n- {role: project-manager, check_in: 7m}\n";
    private const string Large = "name: shop\nteam:\n- developer:2\n- {role: tester, check_in: 40m}\n- {role: reviewer, check_in: 35m}\n- {role: project-manager, check_in: 9m}\n";

    [Fact]
    public async Task A_daemon_that_is_killed_while_a_team_is_changed_leaves_nothing_that_applying_again_does_not_finish()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("ORC_CHAOS_SEED"), out var given) ? given : Random.Shared.Next();
        output.WriteLine($"ORC_CHAOS_SEED={seed}");
        var random = new Random(seed);
        using var git = new GitHome();
        _ = git.Launch().Done;
        var file = Path.Combine(git.Home.Path, "team.yaml");

        foreach (var team in new[] { Small, Large })
        {
            File.WriteAllText(file, team);
            using (var apply = git.Home.Start("apply", file))
            {
                await Task.Delay(random.Next(100, 1500)); // the random moment is the test
                foreach (var pid in HomeProcesses.Of(git.Home.Path, "daemon run")) HomeProcesses.Kill(pid);
                var words = await Task.WhenAll(apply.StandardOutput.ReadToEndAsync(), apply.StandardError.ReadToEndAsync());
                await apply.WaitForExitAsync();
                output.WriteLine($"apply ended with {apply.ExitCode}: {string.Concat(words)}");
            }

            _ = git.Home.Run("apply", file).Done;

            Assert.Contains("nothing to do", git.Home.Run("apply", file).Done.Out, StringComparison.Ordinal);
            var checkIns = CheckIns(git.Home);
            Assert.Equal(
                team == Small ? ["developer/30m", "project-manager/7m", "reviewer/50m"] : ["developer-2/30m", "developer/30m", "project-manager/9m", "reviewer/35m", "tester/40m"],
                checkIns);
            Assert.Equal(checkIns.Select(c => "shop:" + c.Split('/')[0]), Windows(git.Home));
        }
    }

    /// <summary>Every check-in of the project, so that a second one of an agent shows.</summary>
    private static string[] CheckIns(OrcHome home) =>
        [.. home.Run("check-in", "list", "shop", "--json").Done.Json.GetProperty("check_ins").EnumerateArray()
            .Select(c => $"{c.GetProperty("target").GetString()!.Split(':')[1]}/{c.GetProperty("every").GetString()}").Order(StringComparer.Ordinal)];

    private static string[] Windows(OrcHome home) =>
        [.. home.Tmux("list-panes", "-a", "-F", "#{@orc_agent}").Split('\n').Where(t => t.StartsWith("shop:", StringComparison.Ordinal)).OrderBy(t => t.Split(':')[1] + "/", StringComparer.Ordinal)];
}
