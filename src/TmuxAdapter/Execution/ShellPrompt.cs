using Orchestrator.TmuxAdapter.Processes;
using Orchestrator.TmuxAdapter.Protocol;
using System.Globalization;

namespace Orchestrator.TmuxAdapter.Execution;

/// <summary>A shell that waits for input, and the line on which it does.</summary>
/// <param name="Pid">Its process.</param>
/// <param name="Dialect">Its language.</param>
/// <param name="Line">Its prompt.</param>
internal sealed record ShellPrompt(int Pid, ShellDialect Dialect, PromptLine Line)
{
    private const string NotYet = "tmux: server"; // a process that tmux has forked, and that has not become the program

    // A pane that was just created has no shell yet, and its shell no prompt: both come within a moment. A shell that reads a long start file is waited
    // for: it shows by the processes that it starts in its own group, as it does not once it has a prompt.
    // And what has just ended, or is about to, gives the terminal back.
    private static readonly TimeSpan _endLimit = TimeSpan.FromMilliseconds(300), _shellLimit = TimeSpan.FromSeconds(3), _promptLimit = TimeSpan.FromSeconds(3), _interval = TimeSpan.FromMilliseconds(10);

    /// <param name="server">The connection.</param>
    /// <param name="pane">The pane.</param>
    /// <param name="limit">How long a shell that is starting is waited for.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="ShellNotReadyException">Another program has the terminal, it is a shell of another language, or it is still starting.</exception>
    public static async Task<ShellPrompt> FindAsync(TmuxServer server, TmuxPane pane, TimeSpan limit, CancellationToken cancellation)
    {
        var shell = await WaitForShellAsync(server, pane, cancellation);
        var name = PaneShell.NameOf(shell)!;
        var dialect = ShellDialect.Of(name) ?? throw new ShellNotReadyException(
            pane.PaneId, $"its shell is {name}, and exit codes and output are known of POSIX shells and fish only.");
        return new ShellPrompt(shell.Pid, dialect, await LineAsync(server, pane, shell.Pid, editsLines: name is not ("sh" or "ash" or "dash"), limit, cancellation));
    }

    /// <exception cref="ShellNotReadyException">Another program has the terminal.</exception>
    public static async Task<ForegroundProcess> WaitForShellAsync(TmuxServer server, TmuxPane pane, CancellationToken cancellation)
    {
        var time = server.Options.Time;
        for (var start = time.GetTimestamp(); ; await Task.Delay(_interval, time, cancellation))
        {
            var program = pane.ReadForeground();
            if (PaneShell.NameOf(program) is not null) return program!;
            var isStarting = program is null || program.CommandLine.Count == 0 || program.Name == NotYet || PaneWrapper.IsWrapper(program.CommandLine);
            if (time.GetElapsedTime(start) > (isStarting ? _shellLimit : _endLimit))
            {
                throw new ShellNotReadyException(pane.PaneId, program is null
                    ? "no program has its terminal."
                    : $"{program.Name} (process {program.Pid}) has its terminal, and is no shell that waits for input.");
            }
        }
    }

    private static async Task<PromptLine> LineAsync(
        TmuxServer server, TmuxPane pane, int shell, bool editsLines, TimeSpan limit, CancellationToken cancellation)
    {
        var time = server.Options.Time;
        var isCleared = false;
        for (var start = time.GetTimestamp(); ; await Task.Delay(_interval, time, cancellation))
        {
            var line = await ReadAsync(server, pane, cancellation);
            var isReady = !line.IsEmpty && (!editsLines || pane.ReadTty() is { IsCanonical: false });
            if (isReady && (line.IsBare || isCleared)) return line;
            var waited = time.GetElapsedTime(start);
            if (!isReady && waited > limit) throw new ShellNotReadyException(pane.PaneId, "its shell is still starting.", isStarting: true);
            if (waited > _promptLimit && !IsStarting(shell)) return line;
            if (!isReady) continue;
            await pane.PasteAsync("\x05\x15", new PasteOptions { Bracketed = false }, cancellation);
            isCleared = true;
        }
    }

    private static bool IsStarting(int shell) =>
        ProcessEntry.Read(shell) is { } process && process.ReadChildren().Any(child => child.Group == process.Group && !child.HasEnded);

    private static async Task<PromptLine> ReadAsync(TmuxServer server, TmuxPane pane, CancellationToken cancellation)
    {
        var info = await server.FindPaneAsync(pane.PaneId, cancellation) ?? throw new ShellNotReadyException(pane.PaneId, "it is gone.");
        var row = info.CursorRow.ToString(CultureInfo.InvariantCulture);
        var said = await server.RunAsync(new TmuxCommand("capture-pane", "-p", "-e", "-t", pane.PaneId, "-S", row, "-E", row), cancellation);
        return new PromptLine(said.Count == 0 ? "" : said[0], info.CursorColumn, info.Columns);
    }
}
