namespace Orchestrator.TmuxAdapter.Protocol;

/// <summary>Commands that take a pane out of its window. They can crash the server.</summary>
/// <remarks>tmux 3.3a: taking out a window's last pane while the notification that its active pane changed is still waiting (it waits until the
/// client's commands that have arrived are done) is a segmentation fault when a control client is attached.</remarks>
internal static class PaneMove
{
    private static readonly string[] _names = ["join-pane", "move-pane", "break-pane", "joinp", "movep", "breakp"];

    /// <summary>Takes the client's commands off the server for one turn, in which it tells its notifications. Reads nothing.</summary>
    public static TmuxCommand Barrier { get; } = new("load-buffer", "/dev/null");

    /// <summary>Whether tmux takes the name for such a command; it takes beginnings too.</summary>
    public static bool Is(TmuxCommand command) => _names.Any(name => name.StartsWith(command.Name, StringComparison.Ordinal));
}
