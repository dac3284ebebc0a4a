using Orchestrator.TmuxAdapter;
using Orchestrator.TmuxAdapter.Protocol;
using System.Globalization;

namespace Orchestrator.Agents.Sessions;

/// <summary>How the panes of a window are arranged, by name. A window remembers its layout, and gets it again when a pane comes or goes.</summary>
public sealed class PaneLayouts
{
    private const string Remembered = "@orc_layout";
    private const int MainWidth = 70, MonitoringHeight = 40; // per cent of the window

    private static readonly string[] _tmux = ["tiled", "even-horizontal", "even-vertical", "main-horizontal", "main-vertical"];

    private static readonly Dictionary<string, string[]> _labels = new()
    {
        ["development"] = ["editor", "terminal", "output"],
        ["monitoring"] = ["status", "errors", "resources", "metrics", "log"],
    };

    private readonly SavedLayouts _saved;

    /// <param name="options">Where layouts are saved.</param>
    public PaneLayouts(SessionOptions options) => _saved = new SavedLayouts(options.LayoutDirectory);

    /// <summary>Every name there is, the saved ones last.</summary>
    public IReadOnlyList<string> Names => [.. _tmux, .. _labels.Keys, .. _saved.Names];

    /// <summary>The labels of the panes that a new window of this layout has.</summary>
    /// <param name="layout">A layout's name; null for a single pane.</param>
    /// <exception cref="SessionException">There is no such layout.</exception>
    public IReadOnlyList<string?> Labels(string? layout)
    {
        if (layout is null) return ["main"];
        Check(layout);
        return _labels.TryGetValue(layout, out var labels) ? labels : _saved.Find(layout) is { } saved ? saved.Labels : ["main"];
    }

    /// <exception cref="SessionException">There is no such layout.</exception>
    public void Check(string layout)
    {
        if (!Names.Contains(layout)) throw SessionException.NotFound($"There is no layout {SafeName.Quote(layout)}.", $"There are: {string.Join(", ", Names)}");
    }

    /// <summary>Arranges a window's panes, and remembers the layout for when panes come and go.</summary>
    /// <param name="server">The connection.</param>
    /// <param name="window">The window's panes.</param>
    /// <param name="layout">A layout's name.</param>
    /// <exception cref="SessionException">There is no such layout, or it is a saved one for another number of panes.</exception>
    public async Task ApplyAsync(TmuxServer server, IReadOnlyList<PaneInfo> window, string layout)
    {
        Check(layout);
        var id = window[0].WindowId;
        var (columns, rows) = SizeOf(window);
        var saved = _saved.Find(layout);
        if (saved is not null && saved.Labels.Count != window.Count)
        {
            throw SessionException.Refused(
                $"Layout {layout} is for {saved.Labels.Count} panes, and window {window[0].WindowName} has {window.Count}.",
                "Create or kill panes first, or choose another layout.");
        }

        await server.RunListAsync([.. saved is null ? Arrange(id, layout, columns, rows) : Restore(id, saved, columns, rows), Remember(id, layout)]);
    }

    /// <summary>Gives a window the layout that it remembers, if any; a saved one that no longer fits is left out.</summary>
    public async Task RenewAsync(TmuxServer server, string windowId, CancellationToken cancellation = default)
    {
        try
        {
            if (await server.GetOptionAsync(OptionScope.Window, windowId, Remembered, cancellation) is not { } layout || !Names.Contains(layout)) return;
            var window = (await server.ListPanesAsync(cancellation: cancellation)).Where(p => p.WindowId == windowId).ToList();
            if (window.Count == 0 || (_saved.Find(layout) is { } saved && saved.Labels.Count != window.Count)) return;
            await ApplyAsync(server, window, layout);
        }
        catch (TmuxCommandException e) when (e.IsMissing)
        {
            // The window went with its last pane.
        }
    }

    /// <summary>Keeps a window's arrangement under a name, with the labels of its panes.</summary>
    /// <exception cref="SessionException">The name cannot be one, or is that of a layout that is built in.</exception>
    public async Task SaveAsync(TmuxServer server, IReadOnlyList<PaneView> window, string name)
    {
        TerminalNames.Check(name, "a layout");
        if (_tmux.Contains(name) || _labels.ContainsKey(name))
            throw SessionException.Refused($"{name} is a layout that is built in.", "Choose another name.");
        var said = await server.RunAsync(new TmuxCommand("display-message", "-p", "-t", window[0].Info.WindowId, "#{window_layout}"));
        _saved.Save(name, new SavedLayout(said[0], [.. window.Select(pane => pane.Label)]));
    }

    private static IEnumerable<TmuxCommand> Arrange(string window, string layout, int columns, int rows)
    {
        if (layout == "development")
            yield return new TmuxCommand("set-option", "-w", "-t", window, "main-pane-width", Cells(columns, MainWidth));
        else if (layout == "monitoring")
            yield return new TmuxCommand("set-option", "-w", "-t", window, "main-pane-height", Cells(rows, MonitoringHeight));
        else
            yield return new TmuxCommand("set-option", "-w", "-u", "-t", window, layout == "main-horizontal" ? "main-pane-height" : "main-pane-width");
        var arrangement = layout switch { "development" => "main-vertical", "monitoring" => "main-horizontal", _ => layout };
        yield return new TmuxCommand("select-layout", "-t", window, "--", arrangement);
    }

    // A layout written out holds the size that its window had, and tmux gives the window that size.
    private static IEnumerable<TmuxCommand> Restore(string window, SavedLayout saved, int columns, int rows) =>
    [
        new("select-layout", "-t", window, "--", saved.Layout),
        new("resize-window", "-t", window, "-x", Text(columns), "-y", Text(rows)),
    ];

    private static TmuxCommand Remember(string window, string layout) => new("set-option", "-w", "-t", window, "--", Remembered, layout);

    private static (int Columns, int Rows) SizeOf(IReadOnlyList<PaneInfo> window) =>
        (window.Max(p => p.Left + p.Columns), window.Max(p => p.Top + p.Rows));

    private static string Cells(int whole, int percent) => Text(whole * percent / 100);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
