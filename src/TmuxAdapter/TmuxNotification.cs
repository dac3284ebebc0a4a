using Orchestrator.TmuxAdapter.Protocol;

namespace Orchestrator.TmuxAdapter;

/// <summary>What tmux says by itself when sessions, windows or clients change.</summary>
/// <remarks>Take them as hints to look: tmux says nothing of swapped windows, of panes moved between windows or of a pane's title.</remarks>
public abstract record TmuxNotification
{
    /// <summary>A window appeared, in any session.</summary>
    public sealed record WindowAdded(string WindowId) : TmuxNotification;

    /// <summary>A window was closed, or only unlinked from a session: look whether it is there.</summary>
    public sealed record WindowClosed(string WindowId) : TmuxNotification;

    /// <summary>A window has another name.</summary>
    public sealed record WindowRenamed(string WindowId, string Name) : TmuxNotification;

    /// <summary>A window's panes changed their sizes, or a pane came or went.</summary>
    public sealed record LayoutChanged(string WindowId) : TmuxNotification;

    /// <summary>Another pane of the window is the active one.</summary>
    public sealed record ActivePaneChanged(string WindowId, string PaneId) : TmuxNotification;

    /// <summary>Another window of the session is the current one.</summary>
    public sealed record CurrentWindowChanged(string SessionId, string WindowId) : TmuxNotification;

    /// <summary>A pane entered or left copy mode or another mode.</summary>
    public sealed record PaneModeChanged(string PaneId) : TmuxNotification;

    /// <summary>A session was created or destroyed; tmux does not say which.</summary>
    public sealed record SessionsChanged : TmuxNotification;

    /// <summary>A session has another name.</summary>
    public sealed record SessionRenamed(string SessionId, string Name) : TmuxNotification;

    /// <summary>A client (a person's terminal) attached to a session, or switched to it.</summary>
    public sealed record ClientAttached(string Client, string SessionId, string SessionName) : TmuxNotification;

    /// <summary>A client went away.</summary>
    public sealed record ClientDetached(string Client) : TmuxNotification;

    /// <summary>Anything else tmux said.</summary>
    public sealed record Other(string Name, string Arguments) : TmuxNotification;

    internal static TmuxNotification From(ControlModeMessage.Notification said)
    {
        var (first, rest) = Cut(said.Arguments);
        return said.Name switch
        {
            "window-add" or "unlinked-window-add" => new WindowAdded(first),
            "window-close" or "unlinked-window-close" => new WindowClosed(first),
            "window-renamed" or "unlinked-window-renamed" => new WindowRenamed(first, rest),
            "layout-change" => new LayoutChanged(first),
            "window-pane-changed" => new ActivePaneChanged(first, rest),
            "session-window-changed" => new CurrentWindowChanged(first, rest),
            "pane-mode-changed" => new PaneModeChanged(first),
            "sessions-changed" => new SessionsChanged(),
            "session-renamed" => new SessionRenamed(first, rest),
            "client-session-changed" when Cut(rest) is var (id, name) => new ClientAttached(first, id, name),
            "client-detached" => new ClientDetached(first),
            _ => new Other(said.Name, said.Arguments),
        };
    }

    private static (string Word, string Others) Cut(string text) =>
        text.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var space ? (text[..space], text[(space + 1)..]) : (text, "");
}
