using Orchestrator.TmuxAdapter.Execution;
using Orchestrator.TmuxAdapter.Native;
using Orchestrator.TmuxAdapter.Processes;
using Orchestrator.TmuxAdapter.Protocol;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Orchestrator.TmuxAdapter.Connection;

/// <summary>What has to be in order before the control client attaches.</summary>
internal static class ServerStart
{
    private const int LongestSocketPath = 107;

    /// <summary>Does nothing, and does not end when a person who strayed there presses Ctrl-C.</summary>
    private const string HubProgram = "trap '' INT QUIT TSTP; exec tail -f /dev/null";

    /// <summary>From here on there are client flags and list filters.</summary>
    public static readonly Version OldestVersion = new(3, 2);

    public static async Task CheckVersionAsync(TmuxProgram program, TmuxServerOptions options, CancellationToken cancellation)
    {
        if (Encoding.UTF8.GetByteCount(options.SocketPath) > LongestSocketPath)
            throw new TmuxStartException($"The socket path {options.SocketPath} is longer than {LongestSocketPath} bytes: choose a shorter one.");

        var (_, said, error) = await program.RunAsync(new ProcessStartInfo(options.Tmux, ["-V"]), cancellation);
        var version = TmuxVersion.Parse(said) ?? throw new TmuxStartException($"\"{options.Tmux} -V\" gave no version: {(said.Length > 0 ? said : error)}");
        if (version < OldestVersion) throw new TmuxTooOldException(said, OldestVersion);
    }

    /// <summary>Whoever can write into these pipes can forge a pane's output, so the folder is the user's alone.</summary>
    public static void PrepareFifoDirectory(string path)
    {
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        var directory = Directory.CreateDirectory(path, OwnerOnly);
        directory.UnixFileMode = OwnerOnly;
        foreach (var stale in directory.EnumerateFiles("*" + PaneFifo.Extension)) stale.Delete();
        ExecutionFolder.RemoveStale(directory);
    }

    /// <summary>Ends control clients of this socket whose owner was killed, before the server is asked anything: a server that was told to
    /// exit waits for such a client for ever, refuses all others meanwhile, and so can't be asked who its clients are.</summary>
    public static async Task EndOrphansAsync(ProcessStartInfo attach, TmuxServerOptions options, IoLoop loop, CancellationToken cancellation)
    {
        string[] ours = [.. attach.ArgumentList];
        foreach (var process in ProcessEntry.ReadAll().Where(p => !p.HasEnded && p.ReadCommandLine().Skip(1).SequenceEqual(ours)))
            await EndAsync(process.Pid, options, loop, cancellation);
    }

    /// <summary>Starts the server and the hub session, unless they are there. Done before attaching, never together with it:
    /// attaching a control client while sessions are created crashes tmux before 3.7.</summary>
    public static async Task EnsureHubAsync(TmuxProgram program, TmuxServerOptions options, CancellationToken cancellation)
    {
        var (found, _, _) = await program.RunAsync(program.Start("has-session", "-t", $"={options.HubSession}"), cancellation);
        if (found == 0) return;
        var (created, _, error) = await program.RunAsync(
            program.Start("new-session", "-d", "-s", options.HubSession, "-x", Invariant(options.Columns), "-y", Invariant(options.Rows), HubProgram),
            cancellation);
        if (created != 0) throw new TmuxStartException($"The tmux server of {options.SocketPath} could not be started: {error}");
    }

    /// <summary>Ends control clients on the hub session, left by an owner that was killed: the server may hold on to one for ever, and
    /// then hangs on kill-server. Attaching while one is going crashes tmux before 3.7, so the server gets time to settle.</summary>
    public static async Task EndStaleClientsAsync(TmuxProgram program, TmuxServerOptions options, IoLoop loop, CancellationToken cancellation)
    {
        var (failed, said, error) = await program.RunAsync(
            program.Start("list-clients", "-t", $"={options.HubSession}", "-F", "#{client_control_mode} #{client_pid}"), cancellation);
        if (failed != 0) throw new TmuxStartException($"The clients of {options.SocketPath} could not be listed: {error}");

        foreach (var line in said.Split('\n').Where(line => line.StartsWith("1 ", StringComparison.Ordinal)))
            await EndAsync(int.Parse(line.AsSpan(2), CultureInfo.InvariantCulture), options, loop, cancellation);
        await Task.Delay(TimeSpan.FromMilliseconds(50), options.Time, cancellation);
    }

    private static async Task EndAsync(int pid, TmuxServerOptions options, IoLoop loop, CancellationToken cancellation)
    {
        using var pidfd = Libc.PidfdOpen(pid);
        if (pidfd is null) return;
        Libc.PidfdSendSignal(pidfd, Libc.SignalTerm);
        try
        {
            await loop.WaitForExitAsync(pid).WaitAsync(TimeSpan.FromSeconds(1), options.Time, cancellation);
        }
        catch (TimeoutException)
        {
            Libc.PidfdSendSignal(pidfd, Libc.SignalKill);
        }
    }

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);
}
