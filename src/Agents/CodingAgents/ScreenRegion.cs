using System.Globalization;

namespace Orchestrator.Agents.CodingAgents;

/// <summary>The part of a screen that a rule looks at.</summary>
/// <param name="Kind">Which part.</param>
/// <param name="Lines">With <see cref="RegionKind.Bottom"/>, how many lines.</param>
public readonly record struct ScreenRegion(RegionKind Kind, int Lines = 0)
{
    /// <summary>What may be written, for error messages.</summary>
    public const string Forms = "all, last-turn or \"bottom 12\"";

    /// <summary>As it is written.</summary>
    public override string ToString() => Kind switch
    {
        RegionKind.Bottom => string.Create(CultureInfo.InvariantCulture, $"bottom {Lines}"),
        RegionKind.LastTurn => "last-turn",
        _ => "all",
    };

    /// <summary>Reads <c>all</c>, <c>last-turn</c> or <c>bottom 12</c>.</summary>
    public static bool TryParse(string text, out ScreenRegion region)
    {
        region = text switch { "last-turn" => new(RegionKind.LastTurn), _ => new(RegionKind.All) };
        if (text is "all" or "last-turn")
            return true;
        if (!text.StartsWith("bottom ", StringComparison.Ordinal)
            || !int.TryParse(text.AsSpan(7), NumberStyles.None, CultureInfo.InvariantCulture, out var lines) || lines is < 1 or > 1000)
            return false;
        region = new ScreenRegion(RegionKind.Bottom, lines);
        return true;
    }
}

/// <summary>The kinds of <see cref="ScreenRegion"/>.</summary>
public enum RegionKind
{
    /// <summary>The whole screen.</summary>
    All,

    /// <summary>The last lines that are not blank at the screen's end.</summary>
    Bottom,

    /// <summary>From the newest submitted prompt on: what stands above it is past.</summary>
    LastTurn,
}
