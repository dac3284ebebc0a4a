namespace Orchestrator.TmuxAdapter;

/// <summary>A window to be created, with one pane that runs one program.</summary>
/// <param name="Session">The session's name; created when missing. See <see cref="Protocol.TmuxNames.Session"/> for the name it gets.</param>
/// <param name="Name">The window's name. See <see cref="Protocol.TmuxNames.Window"/>.</param>
/// <param name="Directory">The program's working directory; must exist.</param>
/// <param name="Command">The program and its arguments, run without a shell's interpretation; not empty.</param>
public sealed record WindowSpec(string Session, string Name, string Directory, IReadOnlyList<string> Command)
{
    /// <summary>Environment variables besides those of the server.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = Empty;

    /// <summary>User options (<c>@name</c>) set on the pane before anything else, so that a later connection finds it again.</summary>
    public IReadOnlyDictionary<string, string> PaneOptions { get; init; } = Empty;

    /// <summary>Width in cells; null takes the server's default.</summary>
    public int? Columns { get; init; }

    /// <summary>Height in cells; null takes the server's default.</summary>
    public int? Rows { get; init; }

    /// <summary>Who receives the pane's output, from its first byte.</summary>
    public IPaneOutputSink? Output { get; init; }

    internal static IReadOnlyDictionary<string, string> Empty { get; } = new Dictionary<string, string>();
}
