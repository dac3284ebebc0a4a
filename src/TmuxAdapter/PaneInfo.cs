namespace Orchestrator.TmuxAdapter;

/// <summary>What tmux said of one pane at one moment.</summary>
public sealed record PaneInfo
{
    /// <summary>The pane's id, e.g. <c>%3</c>: never reused during a server's life.</summary>
    public required string PaneId { get; init; }

    /// <summary>The pane's place in its window.</summary>
    public required int PaneIndex { get; init; }

    /// <summary>The window's id, e.g. <c>@2</c>.</summary>
    public required string WindowId { get; init; }

    /// <summary>The window's place in its session.</summary>
    public required int WindowIndex { get; init; }

    /// <summary>The window's name.</summary>
    public required string WindowName { get; init; }

    /// <summary>The session's id, e.g. <c>$1</c>; one of them, when the window is linked into several.</summary>
    public required string SessionId { get; init; }

    /// <summary>The session's name.</summary>
    public required string SessionName { get; init; }

    /// <summary>The process tmux started in the pane; it may have ended.</summary>
    public required int Pid { get; init; }

    /// <summary>The pane's terminal, e.g. <c>/dev/pts/4</c>. Of a dead pane it may be another pane's by now.</summary>
    public required string Tty { get; init; }

    /// <summary>Whether the process has ended and the pane was kept.</summary>
    public required bool IsDead { get; init; }

    /// <summary>The process's exit code, when it ended by itself and tmux knows.</summary>
    public required int? ExitCode { get; init; }

    /// <summary>The signal that ended the process, when one did and tmux (3.3 and newer) knows.</summary>
    public required int? ExitSignal { get; init; }

    /// <summary>Whether it is in copy mode or another mode, where typed keys do not reach the program.</summary>
    public required bool IsInMode { get; init; }

    /// <summary>Whether it is the active pane of its window.</summary>
    public required bool IsActive { get; init; }

    /// <summary>The title the program gave it.</summary>
    public required string Title { get; init; }

    /// <summary>The name of the program in the foreground.</summary>
    public required string CurrentCommand { get; init; }

    /// <summary>The foreground program's working directory; where the pane was started, while that is not known.</summary>
    public required string CurrentPath { get; init; }

    /// <summary>Whether <c>pipe-pane</c> is on, ours or another's.</summary>
    public required bool HasPipe { get; init; }

    /// <summary>Width in cells.</summary>
    public required int Columns { get; init; }

    /// <summary>Height in cells.</summary>
    public required int Rows { get; init; }

    /// <summary>The column of its window in which it begins, from 0.</summary>
    public required int Left { get; init; }

    /// <summary>The row of its window in which it begins, from 0.</summary>
    public required int Top { get; init; }

    /// <summary>The cursor's column, from 0.</summary>
    public required int CursorColumn { get; init; }

    /// <summary>The cursor's row, from 0.</summary>
    public required int CursorRow { get; init; }

    /// <summary>Whether a full-screen program has switched to the alternate screen.</summary>
    public required bool IsAlternateScreen { get; init; }

    /// <summary>The user options of <see cref="TmuxServerOptions.PaneOptionNames"/> that are set and not empty.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }
}

/// <summary>What tmux said of one session.</summary>
/// <param name="Id">Its id, e.g. <c>$1</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Windows">How many windows it has.</param>
/// <param name="AttachedClients">How many clients look at it, our own among them.</param>
/// <param name="CreatedAt">When it was created, to the second.</param>
public sealed record SessionInfo(string Id, string Name, int Windows, int AttachedClients, DateTimeOffset CreatedAt);
