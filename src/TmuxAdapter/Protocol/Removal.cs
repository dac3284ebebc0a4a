namespace Orchestrator.TmuxAdapter.Protocol;

/// <summary>Commands that take panes, windows or sessions away. Two of them at once can crash the server.</summary>
/// <remarks>tmux 3.3a tells control clients of changes only after all commands that have arrived are done, and then follows pointers that a later
/// one of them has cleared: a window whose active pane changed and whose last pane then left it, a session whose current window was
/// killed and which then was killed itself. So a barrier goes before each of them.</remarks>
internal static class Removal
{
    private static readonly string[] _names =
    [
        "kill-pane", "kill-window", "kill-session", "unlink-window", "link-window", "move-window", "join-pane", "move-pane", "break-pane",
        "killp", "killw", "unlinkw", "linkw", "movew", "joinp", "movep", "breakp",
    ];

    /// <summary>Takes the client's commands off the server for one turn, in which it tells of the changes so far. Reads nothing.</summary>
    public static TmuxCommand Barrier { get; } = new("load-buffer", "/dev/null");

    /// <summary>Whether tmux takes the name for such a command; it takes beginnings too.</summary>
    public static bool Is(TmuxCommand command) => _names.Any(name => name.StartsWith(command.Name, StringComparison.Ordinal));
}
