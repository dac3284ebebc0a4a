namespace Orchestrator.TmuxAdapter.Protocol;

/// <summary>One thing tmux said on a control-mode connection.</summary>
public abstract record ControlModeMessage
{
    /// <summary>The answer to one command.</summary>
    /// <param name="Number">tmux's own number for the command.</param>
    /// <param name="IsOurs">Whether it answers a line this client wrote; hooks and start-up commands do not.</param>
    /// <param name="IsError">Whether tmux refused the command; <paramref name="Lines"/> then says why.</param>
    /// <param name="Lines">What the command printed, without line ends.</param>
    public sealed record Reply(long Number, bool IsOurs, bool IsError, IReadOnlyList<string> Lines) : ControlModeMessage;

    /// <summary>Bytes a pane wrote. A fragment: a UTF-8 character may be split over two of these.</summary>
    /// <param name="Pane">The pane's id, e.g. <c>%3</c>.</param>
    /// <param name="Bytes">What it wrote, with tmux's escapes undone.</param>
    public sealed record Output(string Pane, ReadOnlyMemory<byte> Bytes) : ControlModeMessage;

    /// <summary>Any other notification, e.g. <c>window-renamed</c> with <c>@1 my window</c>.</summary>
    public sealed record Notification(string Name, string Arguments) : ControlModeMessage;

    /// <summary>A line outside any block: the late error of a command that waits, e.g. <c>load-buffer</c>.</summary>
    public sealed record LooseText(string Line) : ControlModeMessage;
}
