using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Orchestrator.EndToEnd.Tests;

/// <summary>
/// An ORC_HOME of a test's own, with a project directory, run by the built program on real tmux. At its end only its own
/// daemon and its own tmux server are ended.
/// </summary>
public sealed class OrcHome : IDisposable
{
    public OrcHome()
    {
        Path = Directory.CreateTempSubdirectory("orc-e2e-").FullName;
        Work = Directory.CreateDirectory(System.IO.Path.Combine(Path, "work")).FullName;
        Spec = System.IO.Path.Combine(Path, "spec.md");
        File.WriteAllText(Spec, "PROJECT: Shop\nGOAL: Build a shop that sells tea.\nDELIVERABLES:\n- a price list\n");
    }

    public string Path { get; }

    /// <summary>The project's directory.</summary>
    public string Work { get; }

    public string Spec { get; }

    /// <summary>Added to the environment of every command.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public string TmuxSocket => System.IO.Path.Combine(Path, "tmux.sock");

    /// <summary>The process of the daemon, as its lock says.</summary>
    public int DaemonPid => Run("daemon", "status", "--json").Done.Json.GetProperty("pid").GetInt32();

    /// <summary>Runs a command to its end.</summary>
    public Finished Run(params string[] arguments) => RunWith([], arguments);

    /// <summary>Runs a command with bytes on its standard input.</summary>
    public Finished RunWith(byte[] input, params string[] arguments)
    {
        using var process = Start(arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return new Finished(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Starts a command that goes on, such as a stream. The caller ends it.</summary>
    public Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(OrcProgram.Path, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Work,
        };
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("ORC_", StringComparison.Ordinal) || n.StartsWith("TMUX", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["ORC_HOME"] = Path;
        start.Environment["XDG_CONFIG_HOME"] = System.IO.Path.Combine(Path, "config-of-nobody");
        foreach (var (name, value) in Environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Launches the project <c>shop</c> with the default team, every agent running the command.</summary>
    public JsonElement Launch(string agentCommand, params string[] more) =>
        Run(["launch", "--spec", Spec, "--project", Work, "--agent-command", agentCommand, "--json", .. more]).Done.Json.GetProperty("project");

    /// <summary>An agent as <c>orc agent show</c> has it.</summary>
    public JsonElement Agent(string target) => Run("agent", "show", target, "--json").Done.Json.GetProperty("agent");

    /// <summary>Orchestrator's variables in an agent's process.</summary>
    public Dictionary<string, string> EnvironmentOf(string target) =>
        File.ReadAllText($"/proc/{Agent(target).GetProperty("pid").GetInt32().ToString(CultureInfo.InvariantCulture)}/environ")
            .Split('\0').Select(line => line.Split('=', 2)).Where(p => p[0].StartsWith("ORC_", StringComparison.Ordinal)).ToDictionary(p => p[0], p => p[1]);

    /// <summary>By what the commands of an agent's process are known as its own; to be put into <see cref="Environment"/>.</summary>
    public IReadOnlyDictionary<string, string> IdentityOf(string target) =>
        EnvironmentOf(target).Where(v => v.Key is "ORC_TOKEN" or "ORC_TARGET" or "ORC_INCARNATION").ToDictionary();

    /// <summary>What an agent whose command is <see cref="Recording"/> has read from its terminal.</summary>
    public string Received(string agent) => Read("in-" + agent);

    /// <summary>A file in the home; empty while it is not there.</summary>
    public string Read(string name)
    {
        var file = System.IO.Path.Combine(Path, name);
        return File.Exists(file) ? File.ReadAllText(file) : "";
    }

    /// <summary>A program that writes all it reads into a file named after the agent.</summary>
    public const string Recording = "stty -echo; exec cat >> \"$ORC_HOME/in-$ORC_AGENT\"";

    /// <summary>Asks this home's tmux server.</summary>
    public string Tmux(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("tmux", ["-S", TmuxSocket, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.TrimEnd('\n');
    }

    /// <summary>Kills the daemon as a crash would.</summary>
    public void KillDaemon()
    {
        using var daemon = Process.GetProcessById(DaemonPid);
        daemon.Kill();
        daemon.WaitForExit();
    }

    /// <summary>Kills this home's tmux server by SIGKILL, and with it whatever runs in its panes.</summary>
    public void KillTmux()
    {
        using var tmux = Process.GetProcessById(int.Parse(Tmux("display-message", "-p", "#{pid}"), CultureInfo.InvariantCulture));
        tmux.Kill();
        tmux.WaitForExit();
    }

    public void Dispose()
    {
        HomeProcesses.End(Path, "daemon run"); // first, since it starts anew what ends
        Tmux("kill-server");
        HomeProcesses.End(Path);
        Directory.Delete(Path, recursive: true);
    }
}
