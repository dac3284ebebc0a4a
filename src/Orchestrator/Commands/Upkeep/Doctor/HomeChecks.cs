using Orchestrator.Agents.Settings;
using Orchestrator.Commands.Shared;
using Orchestrator.Daemon;
using Orchestrator.Runtime.Configuration;
using Orchestrator.Runtime.Journal;
using System.Globalization;

namespace Orchestrator.Commands.Upkeep.Doctor;

/// <summary>What lies in ORC_HOME: permissions, sockets, database, disk, settings, and the daemon.</summary>
internal static class HomeChecks
{
    private const long LittleSpace = 500L * 1024 * 1024;
    private const UnixFileMode Others = (UnixFileMode)0b000_111_111;

    internal static IEnumerable<Check> All(Invocation call)
    {
        yield return Sockets(call.Home);
        yield return Permissions(call.Home);
        yield return Settings(call);
        yield return Disk(call.Home);
        yield return Database(call.Home);
        yield return Daemon(call);
    }

    private static Check Sockets(OrcHome home)
    {
        try
        {
            home.CheckSocketPaths();
            return Check.Ok("socket path", home.ApiSocket);
        }
        catch (CommandFailure failure)
        {
            return Check.Failed("socket path", failure.Message, failure.Hint!);
        }
    }

    private static Check Permissions(OrcHome home)
    {
        if (!Directory.Exists(home.Path))
            return Check.Ok("permissions", $"{home.Path} is made at the first start");
        foreach (var path in new[] { home.Path, home.Secret, home.ApiSocket }.Where(p => Directory.Exists(p) || File.Exists(p)))
        {
            if ((File.GetUnixFileMode(path) & Others) != 0)
                return Check.Failed("permissions", $"{path} is open to other users.", $"chmod go-rwx {path}");
        }
        try
        {
            var probe = Path.Combine(home.Path, $".probe-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return Check.Ok("permissions", $"{home.Path} is yours alone");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Check.Failed("permissions", $"{home.Path} cannot be written: {e.Message}", $"Make it yours: chown -R $USER {home.Path}");
        }
    }

    private static Check Settings(Invocation call)
    {
        try
        {
            var settings = call.DaemonSettings;
            OrchestratorSettings.Read(ConfigSources.Usual(call.Home.Path, Environment.GetEnvironmentVariable("XDG_CONFIG_HOME"), settings.ConfigFile, settings.Set).Load());
            return Check.Ok("settings", "understood; see: orc config show");
        }
        catch (SettingsException e)
        {
            return Check.Failed("settings", e.Message, "Correct the file.");
        }
    }

    private static Check Disk(OrcHome home)
    {
        var there = home.Path;
        while (!Directory.Exists(there)) there = Path.GetDirectoryName(there)!;
        var free = new DriveInfo(there).AvailableFreeSpace;
        var shown = string.Create(CultureInfo.InvariantCulture, $"{free / 1024.0 / 1024 / 1024:0.0} GiB free at {home.Path}");
        return free > LittleSpace ? Check.Ok("disk", shown) : Check.Failed("disk", shown, "Make room: a full disk stops every agent's journal.");
    }

    private static Check Database(OrcHome home)
    {
        if (!File.Exists(home.Database)) return Check.Ok("database", "none yet; made at the first start");
        return DatabaseCheck.Look(home.Database, thorough: true) is { } problem
            ? Check.Failed("database", problem.Problem, problem.Hint)
            : Check.Ok("database", string.Create(CultureInfo.InvariantCulture, $"{home.Database}, {new FileInfo(home.Database).Length / 1024.0 / 1024:0.0} MiB, intact"));
    }

    private static Check Daemon(Invocation call)
    {
        try
        {
            var status = DaemonCommands.Status(call);
            return status.Text("state") switch
            {
                "running" when status.Text("version") != CommandLine.Version =>
                    Check.Warning("daemon", $"version {status.Text("version")} runs, this program is {CommandLine.Version}.", "orc daemon restart; the agents go on"),
                "running" => Check.Ok("daemon", $"process {status.Text("pid")}, version {status.Text("version")}"),
                var state => Check.Ok("daemon", $"{state}; any command that needs it starts it"),
            };
        }
        catch (CommandFailure failure)
        {
            return Check.Failed("daemon", failure.Message, failure.Hint ?? "orc daemon restart");
        }
    }
}
