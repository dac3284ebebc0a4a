using Orchestrator.TmuxAdapter.Protocol;

namespace Orchestrator.TmuxAdapter;

/// <summary>How to reach, and if need be start, a tmux server.</summary>
/// <param name="SocketPath">The server's socket, at most 107 bytes. Its folder must exist.</param>
/// <param name="FifoDirectory">A folder for the pipes that carry the panes' output. Created with mode 0700 and used by one connection at a
/// time: leftovers in it are deleted on connecting.</param>
/// <param name="Tmux">The program.</param>
/// <param name="HubSession">The session the control client attaches to; created when missing, never to be killed.</param>
/// <param name="Columns">Width of new windows unless a <see cref="WindowSpec"/> says otherwise.</param>
/// <param name="Rows">Height of new windows.</param>
public sealed record TmuxServerOptions(
    string SocketPath,
    string FifoDirectory,
    string Tmux = "tmux",
    string HubSession = "_orc",
    int Columns = 200,
    int Rows = 50)
{
    /// <summary>How long a command may go unanswered; 10 s unless told otherwise.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The user options (<c>@name</c>) that every <see cref="PaneInfo"/> carries.</summary>
    public IReadOnlyList<string> PaneOptionNames { get; init; } = [];

    /// <summary>Commands run once after each connecting, e.g. options of the server.</summary>
    /// <remarks>Never <c>set-option -g window-size manual</c>: it crashes tmux before 3.7 at the next new window.</remarks>
    public IReadOnlyList<TmuxCommand> Setup { get; init; } = [];

    /// <summary>The clock of time limits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>One life of a tmux server. Ids of sessions, windows and panes are unique only within it.</summary>
/// <param name="Pid">The server's process.</param>
/// <param name="StartTime">When it started, by tmux, in seconds since 1970.</param>
public sealed record TmuxServerIdentity(int Pid, long StartTime);
