using Xunit;

namespace Orchestrator.EndToEnd.Tests.Teams;

/// <summary>The daemon is killed between the decision that a member leaves and the end of its window.</summary>
public sealed class RemoveKillTests
{
    /// <summary>Ends only when it is killed after the grace, so that there is time for the daemon to be killed first.</summary>
    private const string Stubborn = "trap '' TERM HUP; while :; do sleep 1; done";

    [Fact]
    public async Task The_next_daemon_ends_the_window_and_the_same_file_applied_again_waits_for_it()
    {
        using var home = new OrcHome();
        home.Launch(Stubborn);
        var file = Path.Combine(home.Path, "team.yaml");
        File.WriteAllText(file, "name: shop\nteam: [developer, project-manager]\n");

        using (var apply = home.Start("apply", file))
        {
            Eventually.Holds(() => Assert.DoesNotContain("shop:tester", home.Run("status", "shop").Done.Out, StringComparison.Ordinal));
            home.KillDaemon();
            Assert.Contains("shop:tester", Windows(home), StringComparison.Ordinal); // else the kill came too late to show anything
            await apply.WaitForExitAsync();
        }
        Assert.Contains("nothing to do", home.Run("apply", file).Done.Out, StringComparison.Ordinal);

        Assert.DoesNotContain("shop:tester", Windows(home), StringComparison.Ordinal);
        Assert.Contains("shop:developer", Windows(home), StringComparison.Ordinal);
    }

    private static string Windows(OrcHome home) => home.Tmux("list-panes", "-a", "-F", "#{@orc_agent}");
}
