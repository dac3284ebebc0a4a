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
    /// screen and output: the screen counts once it has stayed the same for a moment, and nothing has come.</summary>
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
        ScreenJoint? before = null;
        while (true)
        {
            var offset = lease.Recording.End;
            var (whole, open) = await ReadAsync(pane, lines, cancellation);
            var joint = new ScreenJoint(whole, open, offset);
            if (joint.IsSameAs(before) || lease.Recording.EndReason is not null || time.GetElapsedTime(began) > Longest) return joint;
            before = joint;
            await Task.Delay(Quiet, time, cancellation);
        }
    }

    private bool IsSameAs(ScreenJoint? other) => other is not null && other.Offset == Offset && other.Open == Open && other.Lines.SequenceEqual(Lines);

    /// <summary>The last lines of a screen and its history, without blank ones at the end.</summary>
    public static async Task<List<string>> LastLinesAsync(FoundPane pane, int lines, CancellationToken cancellation) =>
        LastOf((await pane.Open().CaptureAsync(lines, joinWrapped: true, cancellation: cancellation)).Split('\n'), lines);

    private static List<string> LastOf(IReadOnlyList<string> captured, int lines)
    {
        var all = captured.Select(line => line.TrimEnd()).ToList();
        while (all.Count > 0 && all[^1].Length == 0) all.RemoveAt(all.Count - 1);
        return [.. all.TakeLast(lines)];
    }

    // One list, since what the program writes between two commands would be in one answer and not in the other.
    private static async Task<(IReadOnlyList<string> Lines, string Open)> ReadAsync(FoundPane pane, int lines, CancellationToken cancellation)
    {
        var (target, history) = (pane.Info.PaneId, Math.Max(lines, 1).ToString(CultureInfo.InvariantCulture));
        var replies = await pane.Server.RunListAsync(
        [
            new TmuxCommand("capture-pane", "-p", "-J", "-t", target, "-S", "-" + history),
            new TmuxCommand("display-message", "-p", "-t", target, "#{cursor_x} #{cursor_y}"),
            new TmuxCommand("capture-pane", "-p", "-t", target),
        ], cancellation);
        var (shown, cursor) = (LastOf(replies[0], Math.Max(lines, 1)), replies[1][0].Split(' ').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray());
        if (cursor[0] == 0 || shown.Count == 0) return ([.. shown.TakeLast(lines)], "");
        return replies[2].Skip(cursor[1] + 1).All(string.IsNullOrWhiteSpace)
            ? ([.. shown.SkipLast(1).TakeLast(lines)], shown[^1].PadRight(cursor[0])) // blanks at a line's end are not captured
            : ([.. shown.TakeLast(lines)], "");
    }
}
