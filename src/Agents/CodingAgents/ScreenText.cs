using System.Text.RegularExpressions;

namespace Orchestrator.Agents.CodingAgents;

/// <summary>A screen's lines, without blanks at their ends and blank lines at the bottom, cut into regions when asked.</summary>
internal sealed class ScreenText
{
    private readonly List<string> _lines;
    private readonly Lazy<int> _lastTurn;

    internal ScreenText(IReadOnlyList<string> lines, Regex? prompt)
    {
        _lines = [.. lines.Select(line => line.TrimEnd())];
        while (_lines.Count > 0 && _lines[^1].Length == 0)
            _lines.RemoveAt(_lines.Count - 1);
        _lastTurn = new Lazy<int>(() => FindLastTurn(lines, prompt));
    }

    internal string Of(ScreenRegion region) => region.Kind switch
    {
        RegionKind.Bottom => From(Math.Max(0, _lines.Count - region.Lines)),
        RegionKind.LastTurn => From(_lastTurn.Value),
        _ => From(0),
    };

    /// <summary>The last line that looks like a prompt is the composer (or a dialog's choice); the one before it was submitted last.</summary>
    private int FindLastTurn(IReadOnlyList<string> lines, Regex? prompt)
    {
        if (prompt is null)
            return 0;
        var seen = 0;
        for (var i = Math.Min(_lines.Count, lines.Count) - 1; i >= 0; i--)
        {
            if (prompt.IsMatch(lines[i]) && ++seen == 2)
                return i;
        }
        return 0;
    }

    private string From(int first) => string.Join('\n', _lines.Skip(first));
}
