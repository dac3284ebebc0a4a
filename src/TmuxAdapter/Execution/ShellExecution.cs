using System.Buffers;
using System.Globalization;
using System.Text;

namespace Orchestrator.TmuxAdapter.Execution;

/// <summary>One command on its way through the shell of a pane: a line is typed that makes the shell read the command from a file, and run it
/// as its own, with the output going to the terminal and to us.</summary>
internal sealed class ShellExecution(TmuxServer server, TmuxPane pane, ShellCommand command)
{
    // Whatever stands on the line already would become part of ours: to its end, and all of it away. In a plain terminal the second does both.
    private const string ClearLine = "\x05\x15", Enter = "\r";

    private static readonly TimeSpan _startLimit = TimeSpan.FromMinutes(2), _drainLimit = TimeSpan.FromMilliseconds(300), _statusLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(10);

    private static ShellResult NothingRan => new(null, ReadOnlyMemory<byte>.Empty, false, TimedOut: true, IsLeftRunning: false);

    private TimeProvider Time => server.Options.Time;

    /// <summary>Runs it and waits for its end.</summary>
    public async Task<ShellResult> RunAsync(CancellationToken cancellation)
    {
        var limit = command.Timeout < _startLimit ? command.Timeout.Value : _startLimit;
        ShellPrompt shell;
        try
        {
            shell = await ShellPrompt.FindAsync(server, pane, limit, cancellation);
        }
        catch (ShellNotReadyException e) when (e.IsStarting && command.Timeout <= limit)
        {
            return NothingRan;
        }

        var folder = new ExecutionFolder(server.Options.FifoDirectory);
        var output = new CommandOutput(folder.Id, command.MaxOutputBytes);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var control = new FifoReader(server.Loop, folder.Control, _ => started.TrySetResult());
        using var outputReader = new FifoReader(server.Loop, folder.Out, output.Take);
        var isRunning = false;
        try
        {
            await WriteAsync(folder, shell, shell.Dialect.Captured(folder));
            pane.AnnounceInput(command.Text); // which is shown in the place of what is typed
            await TypeAsync(shell.Dialect.Source(folder.Run));
            if (!await WithinAsync(Task.WhenAny(started.Task, control.Ended), limit, cancellation))
            {
                if (limit == _startLimit) throw new ShellNotReadyException(pane.PaneId, $"the command was typed, and its shell has not taken it within {limit.TotalSeconds:0} s.");
                await pane.PasteAsync("\x03", new PasteOptions { Bracketed = false }, cancellation);
                return NothingRan;
            }

            isRunning = true;
            var result = await FollowAsync(folder, shell, output, outputReader, control, cancellation);
            isRunning = result.IsLeftRunning;
            return result;
        }
        finally
        {
            if (isRunning) folder.Leave(isRunning: true);
            else folder.Dispose();
        }
    }

    /// <summary>Types it, and does not wait: as it stands when it is one line, else from a file.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        const int LongestLine = 4000; // a terminal in canonical mode cuts a line at 4,095 bytes
        if (!command.Text.Any(char.IsControl) && Encoding.UTF8.GetByteCount(command.Text) <= LongestLine)
        {
            await ShellPrompt.WaitForShellAsync(server, pane, cancellation);
            await TypeAsync(command.Text);
            return;
        }

        var shell = await ShellPrompt.FindAsync(server, pane, _startLimit, cancellation);
        var folder = new ExecutionFolder(server.Options.FifoDirectory);
        await WriteAsync(folder, shell, shell.Dialect.Plain(folder));
        pane.AnnounceInput(command.Text);
        await TypeAsync(shell.Dialect.Source(folder.Run));
        folder.Leave(isRunning: true);
    }

    private async Task<ShellResult> FollowAsync(
        ExecutionFolder folder, ShellPrompt shell, CommandOutput output, FifoReader outputReader, FifoReader control, CancellationToken cancellation)
    {
        var timedOut = false;
        var isLeft = false;
        // The mark comes while the shell waits at the end; without it, the block ends when the command was broken off.
        var either = Task.WhenAny(output.ExitCode, control.Ended);
        if (!await WithinAsync(either, command.Timeout, cancellation))
        {
            timedOut = true;
            isLeft = !await ForegroundEnd.RunAsync(pane, shell.Pid, either, command.Grace, Time);
        }

        if (output.ExitCode.IsCompletedSuccessfully)
        {
            folder.Release();
            await WithinAsync(control.Ended, _statusLimit, CancellationToken.None);
            var (bytes, isTruncated) = output.Read();
            return new ShellResult(timedOut ? null : await output.ExitCode, bytes, isTruncated, timedOut, false);
        }

        if (!isLeft) folder.Leave(isRunning: false);
        await WithinAsync(outputReader.Ended, _drainLimit, CancellationToken.None);
        var (said, isCut) = output.Read();
        return new ShellResult(timedOut ? null : await ExitCodeAsync(shell), said, isCut, timedOut, isLeft);
    }

    /// <summary>What the command ended with that the shell broke off, or that ended the shell.</summary>
    private async Task<int?> ExitCodeAsync(ShellPrompt shell)
    {
        var exit = pane.WaitForExitAsync();
        if (await TakesTerminalAsync(shell, exit))
        {
            using var folder = new ExecutionFolder(server.Options.FifoDirectory);
            var said = new ArrayBufferWriter<byte>();
            using var control = new FifoReader(server.Loop, folder.Control, bytes => said.Write(bytes));
            var typed = shell.Dialect.Source(folder.Run);
            await File.WriteAllTextAsync(folder.Run, shell.Dialect.Status(folder, shell.Line.Erasing(typed)));
            await TypeAsync(typed);
            await Task.WhenAny(exit, WithinAsync(control.Ended, _statusLimit, CancellationToken.None));
            if (control.Ended.IsCompleted && int.TryParse(Encoding.ASCII.GetString(said.WrittenSpan).TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out var code)) return code;
        }

        return await WithinAsync(exit, _statusLimit, CancellationToken.None) ? (await exit) is { Code: { } own } ? own : (await exit).Signal + 128 : null;
    }

    /// <summary>Waits until the shell has the terminal back from what was broken off.</summary>
    private async Task<bool> TakesTerminalAsync(ShellPrompt shell, Task<PaneExit> exit)
    {
        for (var start = Time.GetTimestamp(); !exit.IsCompleted && Time.GetElapsedTime(start) < _statusLimit; await Task.Delay(_interval, Time))
            if (pane.ReadForeground()?.Pid == shell.Pid) return true;
        return false;
    }

    private async Task WriteAsync(ExecutionFolder folder, ShellPrompt shell, string script)
    {
        await File.WriteAllTextAsync(folder.Command, command.Text.TrimEnd('\n') + "\n");
        await File.WriteAllTextAsync(folder.Shown, shell.Line.Showing(shell.Dialect.Source(folder.Run), command.Text.TrimEnd('\n')));
        await File.WriteAllTextAsync(folder.Run, script);
    }

    private async Task TypeAsync(string line)
    {
        if (await pane.PasteAsync(ClearLine + line + Enter, new PasteOptions { Bracketed = false }) != PasteResult.Pasted)
            throw new ShellNotReadyException(pane.PaneId, "its program has just ended.");
    }

    /// <returns>Whether it completed within the time.</returns>
    private async Task<bool> WithinAsync(Task task, TimeSpan? limit, CancellationToken cancellation)
    {
        try
        {
            await Task.WhenAny(task, server.Disconnected).WaitAsync(limit ?? Timeout.InfiniteTimeSpan, Time, cancellation);
        }
        catch (TimeoutException)
        {
            return task.IsCompleted;
        }

        return task.IsCompleted ? true : throw new TmuxDisconnectedException(await server.Disconnected);
    }
}
