using Orchestrator.Api.Contracts;

namespace Orchestrator.Api.Server;

/// <summary>Which panes are asked for: all parts of a query must match.</summary>
internal static class PaneQuery
{
    internal static bool Matches(ApiCall call, TerminalInfo pane) =>
        Is(call, "label", pane.Label ?? "")
        && Is(call, "command", pane.Command)
        && Is(call, "state", pane.State)
        && Is(call, "window", pane.Window)
        && (call.Query("text") is not { } text || new[] { pane.Label, pane.Command, pane.Window, pane.Title, pane.PaneId }.Any(field => Contains(field, text)))
        && (call.Query("dir") is not { } directory || pane.Dir == directory || pane.Dir.StartsWith(directory.TrimEnd('/') + "/", StringComparison.Ordinal));

    /// <summary>Without a star, exactly; with stars, each stands for any text.</summary>
    private static bool Is(ApiCall call, string field, string value)
    {
        if (call.Query(field) is not { } wanted) return true;
        var parts = wanted.Split('*');
        if (parts.Length == 1) return value == wanted;
        if (value.Length < parts[0].Length + parts[^1].Length || !value.StartsWith(parts[0], StringComparison.Ordinal) || !value.EndsWith(parts[^1], StringComparison.Ordinal)) return false;
        var middle = value[parts[0].Length..^parts[^1].Length];
        foreach (var part in parts.Skip(1).SkipLast(1))
        {
            var at = middle.IndexOf(part, StringComparison.Ordinal);
            if (at < 0) return false;
            middle = middle[(at + part.Length)..];
        }

        return true;
    }

    private static bool Contains(string? field, string text) => field?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;
}
