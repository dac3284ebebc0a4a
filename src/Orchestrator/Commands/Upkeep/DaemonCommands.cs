using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using Orchestrator.Daemon;
using System.CommandLine;
using System.Text.Json;

namespace Orchestrator.Commands.Upkeep;

/// <summary><c>orc daemon …</c>.</summary>
internal static class DaemonCommands
{
    internal static Command Build() => new CommandGroup(
        "daemon", "The process in the background that holds everything together",
        new DaemonStartCommand(), new DaemonStopCommand(), new DaemonRestartCommand(), new DaemonStatusCommand(),
        new DaemonLogsCommand(), new DaemonRunCommand(), new DaemonInstallCommand());

    /// <summary>The state of the daemon, without starting one.</summary>
    internal static JsonElement Status(Invocation call)
    {
        if (call.Daemon.TryGet("/v1/daemon") is { } answer) return answer;
        var pid = DaemonLock.Holder(call.Home);
        var stopped = new DaemonAnswer(pid is null ? "stopped" : "starting", pid, null, null, call.Home.Path, null, null);
        return JsonSerializer.SerializeToElement(stopped, ApiJson.Default.DaemonAnswer);
    }

    internal static void Write(TextWriter to, JsonElement daemon, bool colours)
    {
        var state = daemon.Text("state");
        to.WriteLine($"{Paint.Text(state, Paint.OfState(state), colours)}  {daemon.Text("home")}");
        if (daemon.Text("version") is not { Length: > 0 } version) return;
        var uptime = TimeSpan.FromSeconds(daemon.GetProperty("uptime").GetDouble());
        to.WriteLine($"process {daemon.Text("pid")}, version {version}, engine {daemon.Text("engine")}, up {Durations.Format(uptime)}");
    }
}

/// <summary><c>orc daemon start</c>.</summary>
internal sealed class DaemonStartCommand() : OrcCommand("start", "Start the daemon in the background and wait until it answers", "orc daemon start")
{
    protected override int Run(Invocation call)
    {
        if (!call.Daemon.EnsureStarted() && call.DaemonSettings.Any)
            call.Output.Progress("orc: the daemon runs already; the settings given take effect with: orc daemon restart");
        var status = DaemonCommands.Status(call);
        return call.Answer(status, to => DaemonCommands.Write(to, status, call.Output.Colours));
    }
}

/// <summary><c>orc daemon status</c>: never starts one.</summary>
internal sealed class DaemonStatusCommand() : OrcCommand("status", "Whether the daemon runs, since when, and with what", "orc daemon status --json")
{
    protected override int Run(Invocation call)
    {
        var status = DaemonCommands.Status(call);
        return call.Answer(status, to => DaemonCommands.Write(to, status, call.Output.Colours));
    }
}

/// <summary><c>orc daemon stop</c>: the agents go on in tmux unless told otherwise.</summary>
internal sealed class DaemonStopCommand : OrcCommand
{
    private readonly Option<bool> _withAgents = new("--with-agents") { Description = "Stop every project and pipeline first; without it they go on in tmux" };

    internal DaemonStopCommand()
        : base("stop", "End the daemon; agents and pipelines go on", "orc daemon stop", "orc daemon stop --with-agents") => Add(_withAgents);

    protected override int Run(Invocation call)
    {
        var stopped = DaemonStopper.Stop(call, call.Value(_withAgents));
        var status = DaemonCommands.Status(call);
        return call.Answer(status, to => to.WriteLine(stopped ? "The daemon has ended." : "No daemon runs."));
    }
}

/// <summary><c>orc daemon restart</c>.</summary>
internal sealed class DaemonRestartCommand() : OrcCommand("restart", "End the daemon and start it again; its agents go on", "orc daemon restart --set orchestrator.daemon.log-level=debug")
{
    protected override int Run(Invocation call)
    {
        DaemonStopper.Stop(call, withAgents: false);
        call.Daemon.EnsureStarted();
        var status = DaemonCommands.Status(call);
        return call.Answer(status, to => DaemonCommands.Write(to, status, call.Output.Colours));
    }
}
