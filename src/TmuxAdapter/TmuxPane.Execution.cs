using Orchestrator.TmuxAdapter.Execution;

namespace Orchestrator.TmuxAdapter;

public sealed partial class TmuxPane
{
    /// <summary>Runs a command in the shell that waits in the pane, as if it had been typed there, and waits for its end.</summary>
    /// <remarks>What it changes in the shell stays changed: the directory, variables. Its standard output and error are a pipe that ends on the
    /// screen and here, so programs write plain text; its standard input is the terminal. The screen shows the prompt, the command and its output.
    /// A draft on the shell's line is taken away. For POSIX shells and fish.</remarks>
    /// <param name="command">What to run, and for how long at most.</param>
    /// <param name="cancellation">Ends the waiting; the command runs on.</param>
    /// <exception cref="ArgumentException">The command is empty or holds a NUL.</exception>
    /// <exception cref="ShellNotReadyException">Another program has the terminal, or another command is run this way just now.</exception>
    /// <exception cref="TmuxDisconnectedException">The connection was lost; the command runs on.</exception>
    public async Task<ShellResult> ExecuteAsync(ShellCommand command, CancellationToken cancellation = default)
    {
        Check(command);
        if (!_server.Executing.TryAdd(PaneId, true)) throw new ShellNotReadyException(PaneId, "another command is run in it just now.");
        try
        {
            return await new ShellExecution(_server, this, command).RunAsync(cancellation);
        }
        finally
        {
            _server.Executing.TryRemove(PaneId, out _);
        }
    }

    /// <summary>Types a command into the shell that waits in the pane, and does not wait for anything.</summary>
    /// <inheritdoc cref="ExecuteAsync" path="/exception"/>
    public Task StartAsync(ShellCommand command, CancellationToken cancellation = default)
    {
        Check(command);
        if (_server.Executing.ContainsKey(PaneId)) throw new ShellNotReadyException(PaneId, "another command is run in it just now.");
        return new ShellExecution(_server, this, command).StartAsync(cancellation);
    }

    private static void Check(ShellCommand command)
    {
        if (string.IsNullOrWhiteSpace(command.Text)) throw new ArgumentException("The command is empty.", nameof(command));
        if (command.Text.Contains('\0', StringComparison.Ordinal)) throw new ArgumentException("A command cannot hold the byte NUL.", nameof(command));
    }
}
