using System.Diagnostics;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.BadInput;

/// <summary>What is wrong around the program: tmux, settings, the home itself.</summary>
public sealed class SurroundingsTests : IDisposable
{
    private readonly OrcHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("", "could not be started")]
    [InlineData("echo tmux 2.9", "too old")]
    [InlineData("echo hello", "gave no version")]
    public void Without_a_usable_tmux_nothing_is_launched_and_doctor_says_how_to_get_it(string script, string word)
    {
        UseTmux(script);
        var begun = Stopwatch.StartNew();
        var error = TeamHome.Refused(_home, 1, word, "launch", "--spec", _home.Spec, "--agent-command", "cat");
        Assert.Contains("apt install tmux", error.GetProperty("hint").GetString(), StringComparison.Ordinal);
        Assert.True(begun.Elapsed < TimeSpan.FromSeconds(20), $"The answer took {begun.Elapsed}.");
        Assert.Equal(0, _home.Run("status", "--json").Done.Json.GetProperty("projects").GetArrayLength());

        var doctor = _home.Run("doctor", "--json");
        Assert.Equal(1, doctor.Exit);
        var check = doctor.Json.GetProperty("checks").EnumerateArray().Single(c => c.GetProperty("name").GetString() == "tmux");
        Assert.Equal("failed", check.GetProperty("state").GetString());
        Assert.Contains("apt install tmux", check.GetProperty("mend").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("orchestrator.limits.agnets = 3", "orchestrator.limits.agnets")]
    [InlineData("orchestrator.supervision.within = 5", "orchestrator.supervision.within")]
    [InlineData("orchestrator {\n  limits { agents = 3\n", "line 3, column 1")]
    public void Wrong_settings_are_named_by_file_and_key_and_no_daemon_starts(string settings, string word)
    {
        var file = Path.Combine(_home.Path, "orchestrator.conf");
        File.WriteAllText(file, settings);
        foreach (var command in new[] { "status", "daemon start", "daemon run", "launch --spec " + _home.Spec })
        {
            var error = TeamHome.Refused(_home, 2, word, command.Split(' '));
            Assert.Contains(file, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        }
        Assert.Equal("stopped", _home.Run("daemon", "status", "--json").Done.Json.GetProperty("state").GetString());
        Assert.False(File.Exists(Path.Combine(_home.Path, "orchestrator.db")));
        var doctor = _home.Run("doctor");
        Assert.Equal(1, doctor.Exit);
        Assert.Contains(word, doctor.Out, StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public void A_home_that_cannot_be_one_is_refused()
    {
        var file = Path.Combine(_home.Path, "file");
        File.WriteAllText(file, "mine");
        TeamHome.Refused(_home, 1, "cannot be used as ORC_HOME", "status", "--home", file);
        TeamHome.Refused(_home, 1, "cannot be used as ORC_HOME", "status", "--home", Path.Combine(file, "below"));
        TeamHome.Refused(_home, 1, "cannot be used as ORC_HOME", "status", "--home", "/proc/orc");
        TeamHome.Refused(_home, 2, "ORC_HOME is too long", "status", "--home", Path.Combine(_home.Path, new string('a', 120)));
        Assert.Equal("mine", File.ReadAllText(file));
    }

    [Fact]
    public void Files_that_a_killed_daemon_left_are_no_obstacle_and_a_second_daemon_says_who_runs()
    {
        File.WriteAllText(Path.Combine(_home.Path, "daemon.lock"), "1          \n");
        File.WriteAllText(Path.Combine(_home.Path, "api.sock"), "");
        _ = _home.Run("status").Done;
        TeamHome.Refused(_home, 4, $"process {_home.DaemonPid}", "daemon", "run");
        _home.KillDaemon();
        Assert.True(File.Exists(Path.Combine(_home.Path, "api.sock")));
        _ = _home.Run("status").Done;
    }

    /// <summary>A PATH with no tmux, or with a script in its place.</summary>
    private void UseTmux(string script)
    {
        var directory = Directory.CreateDirectory(Path.Combine(_home.Path, "bin")).FullName;
        foreach (var program in new[] { "sh", "git", "dotnet", "env" })
        {
            if (Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(d => Path.Combine(d, program)).FirstOrDefault(File.Exists) is { } found)
                File.CreateSymbolicLink(Path.Combine(directory, program), found);
        }
        if (script.Length > 0)
        {
            var tmux = Path.Combine(directory, "tmux");
            File.WriteAllText(tmux, $"#!/bin/sh\n{script}\n");
            File.SetUnixFileMode(tmux, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
        _home.Environment["PATH"] = directory;
        if (Path.GetDirectoryName(Environment.ProcessPath) is { } runtime) _home.Environment["DOTNET_ROOT"] = Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? runtime;
    }
}
