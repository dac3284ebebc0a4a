using Orchestrator.Commands.Shared;
using Orchestrator.Runtime.Configuration;
using System.Runtime.InteropServices;

namespace Orchestrator.Daemon;

/// <summary>The process of <c>orc daemon run</c>: its terminal, its log, its lock and its signals.</summary>
internal static class DaemonProcess
{
    /// <summary>Runs until it is told to end.</summary>
    /// <returns>The exit code; when detached also that of a failure, whose reason then stands in the log.</returns>
    /// <exception cref="CommandFailure">In the foreground: it could not start.</exception>
    internal static int Run(OrcHome home, DaemonSettings settings, bool detached)
    {
        home.Prepare();
        if (detached) _ = LibC.SetSid(); // fails only for a process that leads its group already
        using var log = new DaemonLog(home.LogFile, TimeProvider.System, detached, detached ? null : Console.Error);
        try
        {
            using var held = DaemonLock.Take(home);
            RunHeld(home, settings, log).GetAwaiter().GetResult();
            log.Write("INFO", "daemon", "Ended.");
            return ExitCode.Done;
        }
        catch (CommandFailure failure) when (failure.Code == CommandFailure.RefusedCode && detached)
        {
            return failure.Exit; // two commands started one each; the other's is the one
        }
        catch (Exception e)
        {
            var failure = Explain(e);
            log.Write("ERROR", "daemon", DaemonLog.CannotStart + failure.Message + (failure.Hint is { } hint ? $" {hint}" : ""));
            if (e is not (CommandFailure or SettingsException)) log.Write("ERROR", "daemon", e.ToString());
            return detached ? failure.Exit : throw failure;
        }
    }

    private static async Task RunHeld(OrcHome home, DaemonSettings settings, DaemonLog log)
    {
        var ending = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => context.Cancel = true);
        await DaemonHost.RunAsync(home, settings, log, ending);

        void End(PosixSignalContext context)
        {
            context.Cancel = true; // graceful: the process ends by itself
            log.Write("INFO", "daemon", $"Ending: {context.Signal}.");
            ending.Cancel();
        }
    }

    private static CommandFailure Explain(Exception e) => e switch
    {
        CommandFailure failure => failure,
        SettingsException settings => CommandFailure.Usage(settings.Message, "Correct it, then: orc daemon start"),
        _ => CommandFailure.Failed(e.Message),
    };
}
