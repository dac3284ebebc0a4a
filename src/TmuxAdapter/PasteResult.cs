namespace Orchestrator.TmuxAdapter;

/// <summary>What became of something that was to be put into a pane.</summary>
public enum PasteResult
{
    /// <summary>tmux has put it into the pane's terminal; the program may not have read it yet.</summary>
    Pasted,

    /// <summary>The pane's program has ended: nothing was put in, no option was set.</summary>
    PaneDead,

    /// <summary>There is no such pane: nothing was put in.</summary>
    PaneGone,
}

/// <summary>How a text is pasted.</summary>
public sealed record PasteOptions
{
    /// <summary>Whether to bracket the text, when the program has asked tmux for bracketed pastes: then its line feeds do not submit.</summary>
    public bool Bracketed { get; init; } = true;

    /// <summary>User options set on the pane together with the paste: either both happen, or neither.</summary>
    public IReadOnlyDictionary<string, string> SetOptions { get; init; } = WindowSpec.Empty;

    /// <summary>What the tmux server itself adds to a file together with the paste: proof of it that outlives the pane and the server.</summary>
    public FileNote? Note { get; init; }
}

/// <summary>How a pane's program ended. Both numbers are null when tmux never learned it.</summary>
/// <param name="Code">The exit code, when it ended by itself.</param>
/// <param name="Signal">The signal that killed it.</param>
/// <param name="LastScreen">The screen it left and up to 200 lines above, without blank lines at the end; empty when the pane is gone.</param>
/// <param name="IsPaneGone">Whether the pane itself is gone, and its exit code with it.</param>
public sealed record PaneExit(int? Code, int? Signal, string LastScreen, bool IsPaneGone);
