using System.Text.Json;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.BadInput;

/// <summary>Profiles with mistakes, and coding agents that are not installed.</summary>
public sealed class ProfileTests : IDisposable
{
    private const string Developer = "shop:developer";

    private readonly OrcHome _home = new();

    public void Dispose() => _home.Dispose();

    private string Program => Path.Combine(_home.Path, "ghost");

    [Fact]
    public void A_CLI_that_is_not_installed_is_said_before_anything_is_started_with_how_to_get_it()
    {
        Profile($"title = Ghost, install = \"npm install -g ghost\", launch.command = [ghost-cli]");
        TeamHome.Refused(_home, 4, "Ghost is not installed: there is no ghost-cli on the PATH.", [.. Launch("ghost")]);
        Assert.Contains("npm install -g ghost", _home.Run(Launch("ghost")).Error, StringComparison.Ordinal);
        Assert.Contains("It would be refused: Ghost is not installed", _home.Run([.. Launch("ghost"), "--dry-run"]).Done.Out, StringComparison.Ordinal);
        Assert.Empty(_home.Run("status", "--json").Done.Json.GetProperty("projects").EnumerateArray());

        _ = _home.Run(Launch("rehearsal")).Done;
        TeamHome.Refused(_home, 4, "npm install -g ghost", "agent", "add", "shop", "--role", "tester", "--profile", "ghost");
    }

    [Fact]
    public void A_CLI_that_is_taken_away_is_said_in_its_agents_failure_with_how_to_get_it()
    {
        File.WriteAllText(Path.Combine(_home.Path, "orchestrator.conf"), "orchestrator.supervision.max-restarts = 0\n");
        Profile($"title = Ghost, install = \"npm install -g ghost\", ready.needs-screen = off, launch.command = [\"{Program}\"]");
        File.WriteAllText(Program, "#!/bin/sh\nexec cat\n");
        File.SetUnixFileMode(Program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        _ = _home.Run(Launch("ghost")).Done;

        File.Delete(Program);
        _ = _home.Run("agent", "restart", Developer);

        Eventually.Holds(() => Assert.Equal("failed", State()));
        Assert.Contains($"Ghost is not installed: {Program} is not there, or cannot be executed. To get it: npm install -g ghost", Agent().GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_with_mistakes_is_refused_with_file_and_line_and_leaves_the_running_alone()
    {
        Profile("title = Ghost\nlaunch.command = [cat]\nlaunch.comand = [x]\ndelivery.quiet = 5\n");
        TeamHome.Refused(_home, 2, $"launch.comand (in {ProfileFile}, line 3) is no setting. Did you mean launch.command?", [.. Launch("ghost")]);
        Assert.Contains($"delivery.quiet (in {ProfileFile}, line 4) is \"5\"", _home.Run(Launch("ghost")).Error, StringComparison.Ordinal);

        Profile("title = Ghost, ready.needs-screen = off, launch.command = [cat]\n"); // mended, without a restart
        _ = _home.Run(Launch("ghost")).Done;
        Eventually.Holds(() => Assert.Equal("ready", State()));
        var pid = Agent().GetProperty("pid").GetInt32();
        Profile("titel = Ghost\n");
        _ = _home.Run("daemon", "restart").Done;

        Eventually.Holds(() => Assert.Contains("titel (in", Agent().GetProperty("detail").GetString(), StringComparison.Ordinal));
        Assert.Equal(pid, Agent().GetProperty("pid").GetInt32());
    }

    private string ProfileFile => Path.Combine(_home.Path, "agents", "ghost.conf");

    private void Profile(string hocon)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(ProfileFile)!);
        File.WriteAllText(ProfileFile, hocon);
    }

    private string[] Launch(string profile) => ["launch", "--spec", _home.Spec, "--project", _home.Work, "--roles", "developer", "--profile", profile];

    private JsonElement Agent() => _home.Agent(Developer);

    private string State() => Agent().GetProperty("state").GetString()!;
}
