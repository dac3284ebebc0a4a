using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.Commands;

public sealed class DaemonTests : IDisposable
{
    private readonly OrcHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Commands_at_once_start_one_daemon()
    {
        var commands = Enumerable.Range(0, 4).Select(_ => _home.Start("status", "--json")).ToList();
        foreach (var command in commands)
        {
            var said = command.StandardOutput.ReadToEnd() + command.StandardError.ReadToEnd();
            command.WaitForExit();
            Assert.True(command.ExitCode == 0, said);
            command.Dispose();
        }
        Assert.Equal(1, File.ReadAllText(LogFile).Split("Ready at").Length - 1);

        var second = _home.Run("daemon", "run");
        Assert.Equal(4, second.Exit);
        Assert.Contains($"process {_home.DaemonPid}", second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_killed_daemon_is_started_by_the_next_command_and_the_agents_never_notice()
    {
        var before = Pids(_home.Launch("cat"));
        _home.KillDaemon();
        Assert.Equal("stopped", _home.Run("daemon", "status", "--json").Done.Json.GetProperty("state").GetString());

        var after = _home.Run("status", "--json").Done.Json.GetProperty("projects")[0];
        Assert.Equal("running", after.GetProperty("state").GetString());
        Eventually.Holds(() => Assert.Equal(before, Pids(_home.Run("status", "--json").Done.Json.GetProperty("projects")[0])));
        Assert.Equal(3, _home.Run("resume", "shop", "--json").Done.Json.GetProperty("recovered").GetProperty("rebound").GetInt32());
    }

    [Fact]
    public void A_resume_that_starts_the_daemon_itself_counts_what_it_found_alive()
    {
        _ = _home.Launch("cat");
        for (var kill = 0; kill < 3; kill++)
        {
            _home.KillDaemon();
            var recovered = _home.Run("resume", "--all", "--json").Done.Json.GetProperty("recovered");
            Assert.Equal((3, 0, 0), (recovered.GetProperty("rebound").GetInt32(), recovered.GetProperty("restarted").GetInt32(), recovered.GetProperty("recreated").GetInt32()));
        }
    }

    [Fact]
    public void Settings_for_a_daemon_that_runs_already_are_said_to_have_no_effect()
    {
        _ = _home.Run("status", "--set", "orchestrator.daemon.log-level=debug").Done;
        Assert.Contains("no effect", _home.Run("status", "--set", "orchestrator.daemon.log-level=info").Done.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stop_leaves_the_agents_and_a_stop_with_agents_ends_them()
    {
        var pids = Pids(_home.Launch("cat"));
        _ = _home.Run("daemon", "stop").Done;
        Assert.False(File.Exists(Path.Combine(_home.Path, "api.sock")));
        Assert.All(pids, pid => Assert.True(IsAlive(pid)));

        _ = _home.Run("daemon", "stop", "--with-agents").Done;
        Eventually.Holds(() => Assert.All(pids, pid => Assert.False(IsAlive(pid))));
        Assert.Equal("stopped", _home.Run("status", "shop", "--json").Done.Json.GetProperty("projects")[0].GetProperty("state").GetString());
    }

    [Fact]
    public void What_a_daemon_says_of_itself_holds()
    {
        var status = _home.Run("daemon", "start", "--json").Done.Json;
        Assert.Equal("running", status.GetProperty("state").GetString());
        Assert.Equal(_home.Path, status.GetProperty("home").GetString());
        Assert.Equal("orc", Process.GetProcessById(status.GetProperty("pid").GetInt32()).ProcessName);
        Assert.True(status.GetProperty("uptime").GetDouble() >= 0);
        Assert.Matches(@"^\d+\.\d+\.\d+$", status.GetProperty("version").GetString());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_home.Path, "api.sock")));
        Assert.Contains("Ready at", _home.Run("daemon", "logs").Done.Out, StringComparison.Ordinal);

        var restarted = _home.Run("daemon", "restart", "--json").Done.Json;
        Assert.NotEqual(status.GetProperty("pid").GetInt32(), restarted.GetProperty("pid").GetInt32());
    }

    [Theory]
    [InlineData("orchestrator.supervision.max-restarts=many", "max-restarts")]
    [InlineData("orchestrator.limits.agnets=3", "agnets")]
    public void A_daemon_that_cannot_start_says_why_to_whoever_started_it(string setting, string word)
    {
        var finished = _home.Run("status", "--set", setting);
        Assert.Equal(2, finished.Exit);
        Assert.Contains(word, finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_database_is_named_and_left_as_it_is()
    {
        var database = Path.Combine(_home.Path, "orchestrator.db");
        File.WriteAllText(database, new string('x', 10_000));
        var finished = _home.Run("status");
        Assert.Equal(5, finished.Exit);
        Assert.Contains(database, finished.Error, StringComparison.Ordinal);
        Assert.Equal(new string('x', 10_000), File.ReadAllText(database));
        File.Delete(database);
    }

    private string LogFile => Path.Combine(_home.Path, "logs", "daemon.log");

    private static List<int> Pids(JsonElement project) => [.. project.GetProperty("agents").EnumerateArray().Select(a => a.GetProperty("pid").GetInt32())];

    private static bool IsAlive(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
