namespace Orchestrator.TmuxAdapter;

/// <summary>A command for the shell that waits in a pane.</summary>
/// <param name="Text">One or more lines, in the shell's own language; without NUL.</param>
public sealed record ShellCommand(string Text)
{
    /// <summary>How long it may run before it is interrupted, and then ended; null for as long as it likes.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How long it may take to end after Ctrl-C, and again after SIGTERM.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How much of its output is kept; the rest is seen on the screen alone.</summary>
    public int MaxOutputBytes { get; init; } = 64 << 20;
}

/// <summary>How a command in a pane's shell ended.</summary>
/// <param name="ExitCode">Its exit code, or that of the shell, when it ended the shell; null when nobody knows, or when the time was over.</param>
/// <param name="Output">What it wrote to its standard output and error, byte for byte.</param>
/// <param name="IsTruncated">Whether there was more output than was to be kept; the end is then missing.</param>
/// <param name="TimedOut">Whether its time was over, so that it was ended.</param>
/// <param name="IsLeftRunning">Whether it could not be ended when its time was over.</param>
public sealed record ShellResult(int? ExitCode, ReadOnlyMemory<byte> Output, bool IsTruncated, bool TimedOut, bool IsLeftRunning);

/// <summary>No shell of the pane takes commands now. Nothing was typed, unless the message says so.</summary>
public sealed class ShellNotReadyException : TmuxException
{
    internal ShellNotReadyException(string paneId, string reason, bool isStarting = false)
        : base($"Pane {paneId} takes no commands: {reason}") => (Reason, IsStarting) = (reason, isStarting);

    /// <summary>Why.</summary>
    public string Reason { get; }

    /// <summary>Whether it is only that the shell has not come to its first prompt.</summary>
    public bool IsStarting { get; }
}
