using Orchestrator.TmuxAdapter;

namespace Orchestrator.Agents.Sessions;

/// <summary>How a pane's program stands.</summary>
public enum PaneState
{
    /// <summary>An interactive shell waits for input, or runs something of its own.</summary>
    Idle,

    /// <summary>Another program has the terminal.</summary>
    Running,

    /// <summary>The program has ended and the pane was kept.</summary>
    Exited,
}

/// <summary>One pane of a session, as it stood when it was looked at.</summary>
/// <param name="Info">What tmux says of it.</param>
/// <param name="Index">Its place in the session, from 0: windows by their numbers, then panes by theirs.</param>
/// <param name="Label">What it is called in its session; null when it has no label.</param>
/// <param name="Agent">The agent whose pane it is; null when it is no agent's.</param>
/// <param name="Owner">The agent that created it; null when a person did.</param>
/// <param name="Pid">The process of its own program; that of tmux's child when it has ended.</param>
/// <param name="State">How its program stands.</param>
public sealed record PaneView(PaneInfo Info, int Index, string? Label, string? Agent, string? Owner, int Pid, PaneState State)
{
    /// <summary>The pane's id, e.g. <c>%3</c>.</summary>
    public string Id => Info.PaneId;

    /// <summary>The session's name.</summary>
    public string Session => Info.SessionName;

    /// <summary>What a person calls it: its label, else its id.</summary>
    public string Name => Label ?? Id;
}

/// <summary>One session, as it stood when it was looked at.</summary>
/// <param name="Info">What tmux says of it.</param>
/// <param name="Panes">Its panes, in the order of their indices.</param>
public sealed record SessionView(SessionInfo Info, IReadOnlyList<PaneView> Panes);
