using Orchestrator.TmuxAdapter;
using Orchestrator.TmuxAdapter.Protocol;
using System.Globalization;

namespace Orchestrator.Agents.Streams;

/// <summary>A screen, and where in the pane's recording what it does not show begins.</summary>
/// <param name="Lines">The complete lines that it ends with.</param>
/// <param name="Open">The line that the cursor is still in; empty for none.</param>
/// <param name="Offset">The offset of the first byte that came after it.</param>
public sealed record ScreenJoint(IReadOnlyList<string> Lines, string Open, long Offset)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>Looks at the screen while the program waits in its next write, so that what comes afterwards neither is on it nor is left out. tmux gives no order of
    /// screen and output: the screen counts once nothing has come for a moment after it was looked at.</summary>
    /// <param name="pane">Which.</param>
    /// <param name="lease">Its recording.</param>
    /// <param name="lines">How many lines are wanted.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="TmuxException">The pane is gone, or tmux does not answer.</exception>
    public static async Task<ScreenJoint> LookAsync(FoundPane pane, StreamLease lease, int lines, TimeProvider time, CancellationToken cancellation)
    {
        using var held = lease.Hold();
        var began = time.GetTimestamp();
        while (true)
        {
            var offset = lease.Recording.End;
            var (whole, open) = await ReadAsync(pane, lines, cancellation);
            await Task.Delay(Quiet, time, cancellation);
            if (lease.Recording.End == offset || lease.Recording.EndReason is not null || time.GetElapsedTime(began) > Longest)
                return new ScreenJoint(whole, open, offset);
        }
    }

    /// <summary>The last lines of a screen and its history, without blank ones at the end.</summary>
    public static async Task<List<string>> LastLinesAsync(FoundPane pane, int lines, CancellationToken cancellation)
    {
        var all = (await pane.Open().CaptureAsync(lines, joinWrapped: true, cancellation: cancellation)).Split('\n').Select(line => line.TrimEnd()).ToList();
        while (all.Count > 0 && all[^1].Length == 0) all.RemoveAt(all.Count - 1);
        return [.. all.TakeLast(lines)];
    }

    private static async Task<(IReadOnlyList<string> Lines, string Open)> ReadAsync(FoundPane pane, int lines, CancellationToken cancellation)
    {
        var shown = await LastLinesAsync(pane, Math.Max(lines, 1), cancellation);
        var cursor = (await pane.Server.RunAsync(new TmuxCommand("display-message", "-p", "-t", pane.Info.PaneId, "#{cursor_x} #{cursor_y}"), cancellation))[0].Split(' ');
        var column = int.Parse(cursor[0], CultureInfo.InvariantCulture);
        if (column == 0 || shown.Count == 0) return ([.. shown.TakeLast(lines)], "");
        var below = await pane.Server.RunAsync(new TmuxCommand("capture-pane", "-p", "-t", pane.Info.PaneId, "-S", cursor[1]), cancellation);
        return below.Skip(1).All(string.IsNullOrWhiteSpace)
            ? ([.. shown.SkipLast(1).TakeLast(lines)], shown[^1].PadRight(column)) // blanks at a line's end are not captured
            : ([.. shown.TakeLast(lines)], "");
    }
}
