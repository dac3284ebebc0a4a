using Orchestrator.TmuxAdapter;
using System.Globalization;

namespace Orchestrator.Agents.Terminals;

/// <summary>What the tags of a pane say: whose it is, and how far the last delivery came.</summary>
public static class PaneTagReader
{
    /// <summary>Whether a pane is one of an agent's incarnations.</summary>
    public static bool IsOf(PaneInfo pane, AgentTarget target) => Tag(pane, PaneTags.Agent) == target.ToString();

    /// <summary>The incarnation that a pane belongs to; 0 when its tag is missing or damaged.</summary>
    public static int IncarnationOf(PaneInfo pane) =>
        int.TryParse(Tag(pane, PaneTags.Incarnation), NumberStyles.None, CultureInfo.InvariantCulture, out var incarnation) ? incarnation : 0;

    /// <summary>A tag's value, or <c>null</c>.</summary>
    public static string? Tag(PaneInfo pane, string name) => pane.Options.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
}
