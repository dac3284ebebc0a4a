using Microsoft.Win32.SafeHandles;
using Orchestrator.TmuxAdapter.Native;

namespace Orchestrator.TmuxAdapter.Processes;

/// <summary>A program that runs in a pane.</summary>
/// <param name="Pid">Its process.</param>
/// <param name="Name">The program's name, at most 15 bytes.</param>
/// <param name="CommandLine">The program and its arguments.</param>
public sealed record ForegroundProcess(int Pid, string Name, IReadOnlyList<string> CommandLine);

/// <summary>The processes of a pane: those of the terminal session that its process leads, and all their descendants.</summary>
internal static class PaneProcesses
{
    /// <summary>The process tmux started in the pane. Its number may be a stranger's by now, also while tmux calls the pane alive: another
    /// process may hold the terminal open. Only tmux's own child is it.</summary>
    /// <returns>Null when it has ended.</returns>
    public static ProcessEntry? ReadOwn(TmuxPane pane) =>
        ProcessEntry.Read(pane.Pid) is { HasEnded: false } process && process.Parent == pane.Server.Pid ? process : null;

    public static ForegroundProcess? ReadForeground(TmuxPane of)
    {
        if (ReadOwn(of) is not { ForegroundGroup: > 0 } pane) return null;
        var leader = ProcessEntry.Read(pane.ForegroundGroup) ?? ProcessEntry.ReadAll().FirstOrDefault(p => p.Group == pane.ForegroundGroup);
        return Describe(leader);
    }

    public static ForegroundProcess? ReadProgram(TmuxPane of)
    {
        if (ReadOwn(of) is not { } pane) return null;
        return PaneWrapper.IsWrapper(pane.ReadCommandLine())
            ? Describe(pane.ReadChildren().FirstOrDefault(p => !p.HasEnded))
            : Describe(pane);
    }

    public static IReadOnlyList<PaneProcess> ReadTree(TmuxPane of)
    {
        const int TicksPerSecond = 100; // what /proc counts in, on every Linux
        if (ReadOwn(of) is not { } pane) return [];
        var isWrapped = PaneWrapper.IsWrapper(pane.ReadCommandLine());
        return [.. Find([], of.Pid).Where(process => !(isWrapped && process.Pid == of.Pid)).Select(process => new PaneProcess(
            process.Pid, process.Parent, process.Name, process.ReadCommandLine(),
            TimeSpan.FromSeconds(process.CpuTicks) / TicksPerSecond, process.ResidentPages * Environment.SystemPageSize))];
    }

    public static IReadOnlyList<int> SignalForeground(TmuxPane of, int signal)
    {
        if (ReadOwn(of) is not { ForegroundGroup: > 0 } pane) return [];
        var signalled = new List<int>();
        foreach (var process in ProcessEntry.ReadAll().Where(p => p.Group == pane.ForegroundGroup && p.Session == pane.Session && !p.HasEnded))
        {
            using var handle = Libc.PidfdOpen(process.Pid);
            if (handle is null || ProcessEntry.Read(process.Pid)?.StartTicks != process.StartTicks) continue;
            if (Libc.PidfdSendSignal(handle, signal)) signalled.Add(process.Pid);
        }

        return signalled;
    }

    /// <summary>Ends them all, for good. The wrapper goes last, and by itself, so that it can report how its program ended.</summary>
    /// <param name="server">Whose pane it is.</param>
    /// <param name="pane">The pane.</param>
    /// <param name="grace">How long they may take after being asked.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>Those that are still there.</returns>
    public static async Task<IReadOnlyList<int>> EndAsync(
        TmuxServer server, TmuxPane pane, TimeSpan grace, CancellationToken cancellation)
    {
        // A number that is in use as a session's is not given out again; so when it is a stranger's, nothing of the pane's session is left.
        var panePid = pane.Pid;
        if (ReadOwn(pane) is null && ProcessEntry.Read(panePid) is { HasEnded: false }) return [];
        var known = new Dictionary<int, ProcessEntry>();
        // SIGCONT for stopped ones, which could not act. Interactive shells ignore SIGTERM but not SIGHUP.
        if (!await SignalAsync(server, known, panePid, withWrapper: false, grace / 2, cancellation, Libc.SignalTerm, Libc.SignalContinue)
            || !await SignalAsync(server, known, panePid, withWrapper: false, grace / 2, cancellation, Libc.SignalHangup)) return [];
        const int Rounds = 5; // a process may start others while it is being killed
        for (var round = 0; round < Rounds; round++)
        {
            if (!await SignalAsync(server, known, panePid, withWrapper: round > 0, TimeSpan.FromSeconds(1), cancellation, Libc.SignalKill)) return [];
        }

        return [.. Find(known, panePid).Select(process => process.Pid)];
    }

    /// <summary>Signals those that are there, and waits until they have ended or the time is over.</summary>
    /// <returns>False when there was none.</returns>
    private static async Task<bool> SignalAsync(TmuxServer server, Dictionary<int, ProcessEntry> known, int panePid, bool withWrapper,
        TimeSpan limit, CancellationToken cancellation, params IReadOnlyList<int> signals)
    {
        var signalled = Signal(known, panePid, withWrapper, signals);
        if (signalled.Count == 0) return false;
        try
        {
            await Task.WhenAll(signalled.Select(server.Loop.WaitForExitAsync)).WaitAsync(limit, server.Options.Time, cancellation);
        }
        catch (TimeoutException)
        {
            // Who calls looks again, and has harder signals.
        }

        return true;
    }

    /// <returns>Handles on the signalled processes, and on the wrapper, which ends after its program.</returns>
    private static List<SafeFileHandle> Signal(Dictionary<int, ProcessEntry> known, int panePid, bool withWrapper, IReadOnlyList<int> signals)
    {
        var handles = new List<SafeFileHandle>();
        foreach (var process in Find(known, panePid))
        {
            if (Libc.PidfdOpen(process.Pid) is not { } handle) continue;
            if (ProcessEntry.Read(process.Pid)?.StartTicks != process.StartTicks)
            {
                handle.Dispose(); // the number is another's by now
                continue;
            }

            handles.Add(handle);
            if (process.Pid == panePid && !withWrapper && PaneWrapper.IsWrapper(process.ReadCommandLine())) continue;
            foreach (var signal in signals) Libc.PidfdSendSignal(handle, signal);
        }

        return handles;
    }

    /// <summary>Looks for the pane's processes, and remembers them: one that loses its parent and its session is still known.</summary>
    private static List<ProcessEntry> Find(Dictionary<int, ProcessEntry> known, int panePid)
    {
        var all = ProcessEntry.ReadAll().Where(process => !process.HasEnded).ToList();
        var children = all.ToLookup(process => process.Parent);
        var found = new List<ProcessEntry>();
        var seen = new HashSet<int>();
        var next = new Queue<ProcessEntry>(all.Where(process =>
            process.Pid == panePid || process.Session == panePid
            || (known.TryGetValue(process.Pid, out var before) && before.StartTicks == process.StartTicks)));
        while (next.TryDequeue(out var process))
        {
            if (!seen.Add(process.Pid)) continue;
            found.Add(process);
            known[process.Pid] = process;
            foreach (var child in children[process.Pid]) next.Enqueue(child);
        }

        return found;
    }

    private static ForegroundProcess? Describe(ProcessEntry? process) =>
        process is null or { HasEnded: true } ? null : new ForegroundProcess(process.Pid, process.Name, process.ReadCommandLine());
}
