using Orchestrator.TmuxAdapter.Processes;

namespace Orchestrator.TmuxAdapter;

public sealed partial class TmuxPane
{
    /// <summary>How the terminal takes input just now.</summary>
    /// <returns>Null when the pane's process has ended.</returns>
    public TtyState? ReadTty() => Processes.Tty.Read(this);

    /// <summary>Which program has the terminal just now: the window's own, or one it started there.</summary>
    /// <returns>Null when the pane's process has ended, or nothing is in the foreground.</returns>
    public ForegroundProcess? ReadForeground() => PaneProcesses.ReadForeground(this);

    /// <summary>The window's own program: the wrapper's child, or the pane's process when there is no wrapper.</summary>
    /// <returns>Null when it has ended.</returns>
    public ForegroundProcess? ReadProgram() => PaneProcesses.ReadProgram(this);

    /// <summary>The name of the interactive shell that would execute what is typed now, e.g. <c>bash</c>.</summary>
    /// <returns>Null when another program has the terminal, or none.</returns>
    public string? ReadShell() => PaneShell.NameOf(ReadForeground());

    /// <summary>The pane's processes: those of its terminal session, and all their descendants, without the adapter's own wrapper.</summary>
    /// <returns>Empty when the pane's process has ended.</returns>
    public IReadOnlyList<PaneProcess> ReadProcesses() => PaneProcesses.ReadTree(this);

    /// <summary>Sends a signal to every process of the terminal's foreground process group. None of them can be a stranger that was given the number
    /// of one that ended.</summary>
    /// <param name="signal">The signal's number.</param>
    /// <returns>The processes that got it; empty when nothing is in the foreground.</returns>
    public IReadOnlyList<int> SignalForeground(int signal) => PaneProcesses.SignalForeground(this, signal);

    /// <summary>Completes when a program that had the terminal has ended, or the connection; at once when it is not there.</summary>
    public Task WaitForEndAsync(ForegroundProcess program, CancellationToken cancellation = default) =>
        Task.WhenAny(_server.Loop.WaitForExitAsync(program.Pid), _server.Disconnected).WaitAsync(cancellation);
}
