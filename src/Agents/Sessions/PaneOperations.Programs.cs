using Orchestrator.TmuxAdapter;
using Orchestrator.TmuxAdapter.Processes;
using System.Text.RegularExpressions;

namespace Orchestrator.Agents.Sessions;

/// <summary>What a pane's processes cost just now.</summary>
/// <param name="CpuPercent">Of one core, over the time of measuring; above 100 when several are busy.</param>
/// <param name="CpuTime">How long its processes have been computing.</param>
/// <param name="ResidentBytes">What they have in memory; shared pages count for each.</param>
/// <param name="Processes">Each of them.</param>
public sealed record PaneMetrics(double CpuPercent, TimeSpan CpuTime, long ResidentBytes, IReadOnlyList<PaneProcess> Processes);

/// <summary>What a search in a pane's screen and history found.</summary>
/// <param name="Count">How often it matched.</param>
/// <param name="Match">The last match.</param>
/// <param name="Line">The line on which the last match begins.</param>
public sealed record PatternFound(int Count, string? Match, string? Line);

public sealed partial class PaneOperations
{
    private static readonly TimeSpan _glance = TimeSpan.FromMilliseconds(250), _startGlance = TimeSpan.FromMilliseconds(10), _startLimit = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _matchLimit = TimeSpan.FromSeconds(1);

    /// <summary>Types a command into the pane's shell and does not wait for its end.</summary>
    /// <exception cref="SessionException">There is no such pane, it is an agent's, or no shell of it takes commands.</exception>
    public Task<PaneView> StartAsync(string session, string pane, string command, bool force = false, CancellationToken cancellation = default) =>
        InShellAsync(session, pane, force, async (found, handle) =>
        {
            await handle.StartAsync(new ShellCommand(command), cancellation);
            // Who asks at once whether it runs is to be told so: the shell needs a moment to start it. One of the shell's own commands is never seen.
            for (var start = options.Time.GetTimestamp(); options.Time.GetElapsedTime(start) < _startLimit && handle.ReadShell() is not null;)
                await Task.Delay(_startGlance, options.Time, cancellation);
            return found;
        }, cancellation);

    /// <summary>Runs a command in the pane's shell and waits for its end; see <see cref="TmuxPane.ExecuteAsync"/>.</summary>
    /// <exception cref="SessionException">There is no such pane, it is an agent's, or no shell of it takes commands.</exception>
    public Task<(PaneView Pane, ShellResult Result)> ExecuteAsync(
        string session, string pane, string command, TimeSpan? timeout, bool force = false, CancellationToken cancellation = default) =>
        InShellAsync(session, pane, force, async (found, handle) => (found, await handle.ExecuteAsync(new ShellCommand(command) { Timeout = timeout }, cancellation)), cancellation);

    /// <summary>The screen as text, with what has scrolled off above it when more is wanted.</summary>
    /// <param name="session">The session's name.</param>
    /// <param name="pane">Label, index or id.</param>
    /// <param name="lines">The last so many lines, blank ones at the end not counted; null for the screen, <see cref="int.MaxValue"/> for all.</param>
    /// <param name="escapes">Whether to keep colours as escape sequences.</param>
    /// <param name="joinWrapped">Whether to join lines that were wrapped at the edge.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="SessionException">There is no such pane.</exception>
    public async Task<string> CaptureAsync(
        string session, string pane, int? lines = null, bool escapes = false, bool joinWrapped = false, CancellationToken cancellation = default)
    {
        var (_, handle) = await FindAsync(session, pane, cancellation);
        var text = (await handle.CaptureAsync(lines, escapes, joinWrapped, cancellation)).TrimEnd('\n', ' ');
        if (lines is not { } wanted) return text;
        var all = text.Split('\n');
        return string.Join('\n', all.TakeLast(wanted));
    }

    /// <summary>Looks for a pattern in what is on the screen and above it.</summary>
    /// <param name="session">The session's name.</param>
    /// <param name="pane">Label, index or id.</param>
    /// <param name="pattern">A regular expression; <c>^</c> and <c>$</c> are those of a line.</param>
    /// <param name="lines">In the last so many lines; null for all.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="SessionException">There is no such pane, or it is no regular expression, or takes too long.</exception>
    public async Task<PatternFound> FindPatternAsync(string session, string pane, string pattern, int? lines = null, CancellationToken cancellation = default)
    {
        var regex = Compile(pattern);
        var text = await CaptureAsync(session, pane, lines ?? int.MaxValue, joinWrapped: true, cancellation: cancellation);
        try
        {
            var matches = regex.Matches(text);
            if (matches.Count == 0) return new PatternFound(0, null, null);
            var last = matches[^1];
            var from = last.Index == 0 ? 0 : text.LastIndexOf('\n', last.Index - 1) + 1;
            var to = text.IndexOf('\n', last.Index);
            return new PatternFound(matches.Count, last.Value, text[from..(to < 0 ? text.Length : to)].TrimEnd());
        }
        catch (RegexMatchTimeoutException)
        {
            throw SessionException.Refused($"The pattern {SafeName.Quote(pattern)} needs more than {_matchLimit.TotalSeconds:0} s.", "Write it without nested repetitions, or search in fewer --lines.");
        }
    }

    /// <summary>Waits until the pane's shell has the terminal again, or its program has ended.</summary>
    /// <returns>The pane as it stands then; null when the time was over first.</returns>
    /// <exception cref="SessionException">There is no such pane, or it was closed meanwhile.</exception>
    public async Task<PaneView?> WaitAsync(string session, string pane, TimeSpan? timeout, CancellationToken cancellation = default)
    {
        var start = options.Time.GetTimestamp();
        var id = (await directory.PaneAsync(session, pane, cancellation)).Id;
        while (true)
        {
            var (found, handle) = await FindAsync(session, id, cancellation);
            if (found.State != PaneState.Running) return found;
            if (timeout is { } limit && options.Time.GetElapsedTime(start) >= limit) return null;
            // The end of the program in the foreground is told; that another one took its place, or that it was stopped, is seen at the next glance.
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var ended = handle.ReadForeground() is { } program ? handle.WaitForEndAsync(program, over.Token) : Task.Delay(_startGlance, options.Time, over.Token);
            await Task.WhenAny(ended, Task.Delay(_glance, options.Time, over.Token));
            await over.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Sends a signal to the processes in the foreground of the pane's terminal.</summary>
    /// <returns>Their numbers.</returns>
    /// <exception cref="SessionException">There is no such pane, or nothing is in its foreground.</exception>
    public async Task<IReadOnlyList<int>> SignalAsync(string session, string pane, int signal, CancellationToken cancellation = default)
    {
        var found = await AliveAsync(session, pane, cancellation);
        var signalled = (await directory.ServerAsync(cancellation)).GetPane(found.Info).SignalForeground(signal);
        return signalled.Count > 0 ? signalled : throw SessionException.Refused($"Nothing is in the foreground of pane {found.Name}.", $"Look: orc pane status {session} {pane}");
    }

    /// <summary>Measures what the pane's processes cost.</summary>
    /// <param name="session">The session's name.</param>
    /// <param name="pane">Label, index or id.</param>
    /// <param name="interval">Over which time computing is measured.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="SessionException">There is no such pane.</exception>
    public async Task<PaneMetrics> MeasureAsync(string session, string pane, TimeSpan interval, CancellationToken cancellation = default)
    {
        var (_, handle) = await FindAsync(session, pane, cancellation);
        var (start, before) = (options.Time.GetTimestamp(), handle.ReadProcesses().ToDictionary(p => p.Pid));
        await Task.Delay(interval, options.Time, cancellation);
        var after = handle.ReadProcesses();
        var elapsed = options.Time.GetElapsedTime(start);
        var busy = after.Sum(p => (p.CpuTime - (before.TryGetValue(p.Pid, out var was) && was.CpuTime <= p.CpuTime ? was.CpuTime : TimeSpan.Zero)).TotalSeconds);
        return new PaneMetrics(
            Math.Round(100 * busy / elapsed.TotalSeconds, 1),
            TimeSpan.FromSeconds(after.Sum(p => p.CpuTime.TotalSeconds)),
            after.Sum(p => p.ResidentBytes),
            after);
    }

    private static Regex Compile(string pattern)
    {
        const RegexOptions Usual = RegexOptions.CultureInvariant | RegexOptions.Multiline;
        try
        {
            return new Regex(pattern, Usual | RegexOptions.NonBacktracking, _matchLimit);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, Usual, _matchLimit); // looks around or back: only the time limit bounds it
        }
        catch (ArgumentException e)
        {
            throw SessionException.Invalid($"{SafeName.Quote(pattern)} is no regular expression: {e.Message}", "Escape what is meant as it stands by a backslash.");
        }
    }

    private async Task<T> InShellAsync<T>(string session, string pane, bool force, Func<PaneView, TmuxPane, Task<T>> run, CancellationToken cancellation)
    {
        var found = await AliveAsync(session, pane, cancellation);
        if (!force) RefuseAgents(found, "typed into", $"orc send {found.Agent} TEXT");
        try
        {
            return await run(found, (await directory.ServerAsync(cancellation)).GetPane(found.Info));
        }
        catch (ShellNotReadyException e)
        {
            throw SessionException.Refused($"Pane {found.Name} of session {session} takes no commands: {e.Reason}", $"Type to the program: orc pane send-keys {session} {pane} …; or wait: orc pane wait {session} {pane}");
        }
        catch (ArgumentException e)
        {
            throw SessionException.Invalid(e.Message.Split(" (Parameter", 2)[0]);
        }
    }

    private async Task<(PaneView View, TmuxPane Handle)> FindAsync(string session, string pane, CancellationToken cancellation)
    {
        var found = await directory.PaneAsync(session, pane, cancellation);
        return (found, (await directory.ServerAsync(cancellation)).GetPane(found.Info));
    }
}
