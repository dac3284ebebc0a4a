using Orchestrator.Api.Client;
using Orchestrator.Commands.Shared;
using System.Diagnostics;

namespace Orchestrator.Daemon;

/// <summary>Starts a daemon in the background and waits until it answers.</summary>
internal sealed class DaemonStarter(OrcHome home, DaemonSettings settings, Action<string> progress)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan QuietFor = TimeSpan.FromSeconds(1.5);

    /// <summary>Several commands may call it at once: one daemon comes up, all of them get it.</summary>
    /// <param name="connect">Returns <c>null</c> while nobody answers.</param>
    /// <exception cref="CommandFailure">It did not come up; the message says why, as its log has it.</exception>
    internal HttpExchange Start(Func<HttpExchange?> connect)
    {
        home.Prepare();
        var logged = File.Exists(home.LogFile) ? new FileInfo(home.LogFile).Length : 0;
        var begun = Stopwatch.StartNew();
        var said = false;
        using var daemon = Spawn();
        while (begun.Elapsed < Limit)
        {
            if (connect() is { } exchange) return exchange;
            if (!said && begun.Elapsed > QuietFor)
            {
                progress("orc: the daemon is starting …");
                said = true;
            }
            // Refused means that another one is coming up: two commands started at once.
            if (daemon.WaitForExit(15) && daemon.ExitCode != ExitCode.Refused)
                throw DidNotStart(daemon.ExitCode, ReasonFrom(logged));
            if (daemon.HasExited)
            {
                if (DaemonLock.Holder(home) is null && connect() is null)
                    return Start(connect); // the other one has ended again
                Task.Delay(TimeSpan.FromMilliseconds(15), TimeProvider.System).Wait();
            }
        }
        throw CommandFailure.Unreachable($"The daemon does not answer after {Limit.TotalSeconds} s.", $"Its log: {home.LogFile}");
    }

    /// <summary>Settings that cannot be used are the user's to correct, as wrong words of a command line are.</summary>
    private CommandFailure DidNotStart(int exit, string reason)
    {
        var (message, hint) = ($"The daemon did not start: {reason}", $"Its log: {home.LogFile}");
        return exit == ExitCode.Usage ? CommandFailure.Usage(message, hint) : CommandFailure.Unreachable(message, hint);
    }

    // The shell redirects before the runtime starts, which copies the descriptors that it finds: a pipe of the caller's
    // would be held open for as long as the daemon lives.
    private const string Redirect = "log=$1; shift; exec \"$0\" \"$@\" </dev/null >>\"$log\" 2>&1";

    private Process Spawn()
    {
        LibC.CloseOthersOnExec();
        var program = Path.Combine(AppContext.BaseDirectory, "orc");
        var start = new ProcessStartInfo("/bin/sh", ["-c", Redirect, program, home.LogFile, "daemon", "run", "--detached", .. settings.ToArguments()])
        {
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        ScrubEnvironment(start.Environment);
        start.Environment[OrcHome.Variable] = home.Path;
        return Process.Start(start) ?? throw CommandFailure.Unreachable($"{program} could not be started.");
    }

    /// <summary>An agent may have run the command: its identity and its terminal are not the daemon's.</summary>
    private static void ScrubEnvironment(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(IsAgents).ToList())
            environment.Remove(name);
    }

    private static bool IsAgents(string name) =>
        name is "TMUX" or "TMUX_PANE" || (name.StartsWith("ORC_", StringComparison.Ordinal) && name is not ("ORC_BIN" or "ORC_NO_BUILD"));

    private string ReasonFrom(long offset)
    {
        try
        {
            using var log = new FileStream(home.LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            log.Seek(Math.Min(offset, log.Length), SeekOrigin.Begin);
            using var reader = new StreamReader(log);
            var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var reason = lines.LastOrDefault(l => l.Contains(DaemonLog.CannotStart, StringComparison.Ordinal));
            return reason is not null
                ? reason[(reason.IndexOf(DaemonLog.CannotStart, StringComparison.Ordinal) + DaemonLog.CannotStart.Length)..]
                : lines.Length > 0 ? lines[0] : "it said nothing.";
        }
        catch (IOException e)
        {
            return $"its log cannot be read ({e.Message})";
        }
    }
}
