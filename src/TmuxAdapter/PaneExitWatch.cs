using Orchestrator.TmuxAdapter.Native;
using Orchestrator.TmuxAdapter.Protocol;

namespace Orchestrator.TmuxAdapter;

/// <summary>Waits for a pane's process to end, and finds out how.</summary>
/// <remarks>The kernel tells of the end; tmux knows the status. On systems with libutempter tmux before 3.6 misses a quarter of its
/// SIGCHLDs (it has the signal switched off while it updates utmp), and then leaves the process a zombie: another SIGCHLD makes it look.</remarks>
internal static class PaneExitWatch
{
    private const int HistoryLines = 200;

    // pane_dead_signal is 3.3's; an older tmux can only say that it is dead.
    private const string StatusFormat = "#{pane_dead} #{pane_dead_status} #{pane_dead_signal}";

    private static readonly TimeSpan _firstWait = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan _longestWait = TimeSpan.FromMilliseconds(64);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    public static async Task<PaneExit> RunAsync(TmuxServer server, TmuxPane pane)
    {
        var pidfd = Libc.PidfdOpen(pane.Pid); // before looking: a number given to another process by then belongs to a dead pane
        try
        {
            if (await ReadAsync(server, pane) is { } early) return early;
            if (pidfd is not null)
            {
                var ended = server.Loop.WaitForExitAsync(pidfd);
                if (await Task.WhenAny(ended, server.Disconnected) != ended)
                    throw new TmuxDisconnectedException(await server.Disconnected);
            }
        }
        finally
        {
            pidfd?.Dispose();
        }

        return await AskAsync(server, pane);
    }

    private static async Task<PaneExit> AskAsync(TmuxServer server, TmuxPane pane)
    {
        var time = server.Options.Time;
        var start = time.GetTimestamp();
        for (var wait = _firstWait; ; wait = wait < _longestWait ? wait * 2 : wait)
        {
            if (await ReadAsync(server, pane) is { } exit) return exit;
            if (time.GetElapsedTime(start) > _patience) return new PaneExit(null, null, await LastScreenAsync(pane), IsPaneGone: false);
            _ = Libc.Kill(server.Identity.Pid, Libc.SignalChild);
            await Task.Delay(wait, time);
        }
    }

    /// <returns>Null while tmux does not know.</returns>
    private static async Task<PaneExit?> ReadAsync(TmuxServer server, TmuxPane pane)
    {
        var lines = await server.ListOneAsync(pane.PaneId, StatusFormat, CancellationToken.None);
        if (lines is null or []) return new PaneExit(null, null, "", IsPaneGone: true);
        var fields = lines[0].Split(' ');
        int? code = int.TryParse(fields[1], out var status) ? status : null;
        int? signal = int.TryParse(fields[2], out var number) ? number : null;
        return code is null && signal is null ? null : new PaneExit(code, signal, await LastScreenAsync(pane), IsPaneGone: false);
    }

    private static async Task<string> LastScreenAsync(TmuxPane pane)
    {
        try
        {
            return (await pane.CaptureAsync(HistoryLines)).TrimEnd();
        }
        catch (TmuxCommandException e) when (TmuxId.IsMissing(e))
        {
            return "";
        }
    }
}
