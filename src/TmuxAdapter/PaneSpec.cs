namespace Orchestrator.TmuxAdapter;

/// <summary>A pane to be created beside those that a window has.</summary>
/// <param name="WindowId">The window, e.g. <c>@2</c>.</param>
/// <param name="Directory">The program's working directory; must exist.</param>
/// <param name="Command">The program and its arguments, run without a shell's interpretation; not empty.</param>
public sealed record PaneSpec(string WindowId, string Directory, IReadOnlyList<string> Command)
{
    /// <summary>The pane that is split, and after which the new one stands in the window's order; null for the active one.</summary>
    public string? After { get; init; }

    /// <summary>Environment variables besides those of the server.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = WindowSpec.Empty;

    /// <summary>User options (<c>@name</c>) set on the pane before anything else, so that a later connection finds it again.</summary>
    public IReadOnlyDictionary<string, string> PaneOptions { get; init; } = WindowSpec.Empty;

    /// <summary>Who receives the pane's output, from its first byte.</summary>
    public IPaneOutputSink? Output { get; init; }
}
