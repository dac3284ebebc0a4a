using Orchestrator.Commands.Shared;
using Orchestrator.Daemon;
using System.CommandLine;
using System.Runtime.CompilerServices;

namespace Orchestrator.Commands.Upkeep;

/// <summary><c>orc daemon run</c>: the daemon itself, in the foreground, as systemd wants it.</summary>
internal sealed class DaemonRunCommand : OrcCommand
{
    private readonly Option<bool> _detached = new("--detached") { Description = "Leave the terminal and write to the log only", Hidden = true };

    internal DaemonRunCommand()
        : base("run", "Be the daemon, in the foreground", "orc daemon run") => Add(_detached);

    protected override int Run(Invocation call) => RunDaemon(call.Home, call.DaemonSettings, call.Value(_detached));

    // Of its own, so that no other command loads the web server and the actor engine.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int RunDaemon(OrcHome home, DaemonSettings settings, bool detached) =>
        DaemonProcess.Run(home, settings, detached);
}
