namespace Orchestrator.TmuxAdapter;

/// <summary>Something between us and tmux went wrong.</summary>
public abstract class TmuxException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The tmux program could not be started.</summary>
public sealed class TmuxNotFoundException(string program, Exception? inner = null)
    : TmuxException($"The program \"{program}\" could not be started: install tmux 3.2 or newer, or set its path.", inner);

/// <summary>tmux is older than what this library can work with.</summary>
public sealed class TmuxTooOldException(string found, Version needed)
    : TmuxException($"{found} is too old: version {needed.ToString(2)} or newer is needed.");

/// <summary>The tmux server could not be started, or would not let us attach.</summary>
public sealed class TmuxStartException(string message) : TmuxException(message);

/// <summary>tmux refused a command: what it asked for did not happen.</summary>
/// <param name="command">The command's name; its arguments may hold secrets and are not kept.</param>
/// <param name="reason">What tmux said.</param>
/// <param name="index">For a list of commands, which one was refused; those before it were done, those after it were not.</param>
public sealed class TmuxCommandException(string command, string reason, int index = 0)
    : TmuxException($"tmux refused {command}: {reason}")
{
    /// <summary>The refused command's name.</summary>
    public string Command { get; } = command;

    /// <summary>What tmux said.</summary>
    public string Reason { get; } = reason;

    /// <summary>The refused command's place in its list, from 0.</summary>
    public int Index { get; } = index;

    /// <summary>Whether tmux said that the pane, window or session is not there.</summary>
    public bool IsMissing => Protocol.TmuxId.IsMissing(this);
}

/// <summary>The connection ended before the reply: whether the command was done is unknown.</summary>
public sealed class TmuxDisconnectedException(string reason) : TmuxException($"The connection to tmux ended: {reason}")
{
    /// <summary>Why it ended, as far as tmux said.</summary>
    public string Reason { get; } = reason;
}

/// <summary>Processes of a pane could not be ended, even by SIGKILL.</summary>
public sealed class TmuxKillException(string paneId, IReadOnlyList<int> processes)
    : TmuxException($"Processes of pane {paneId} are still there: {string.Join(", ", processes)}. Look at them with ps; they may hang in the kernel.")
{
    /// <summary>Their numbers.</summary>
    public IReadOnlyList<int> Processes { get; } = processes;
}

/// <summary>No reply within the time limit: whether the command was or will be done is unknown.</summary>
public sealed class TmuxTimeoutException(string command, TimeSpan limit)
    : TmuxException($"tmux did not answer {command} within {limit.TotalSeconds:0.###} s.");
