using Orchestrator.Agents.Teams;
using Orchestrator.Runtime.Configuration;
using System.Collections.Immutable;
using System.Globalization;

namespace Orchestrator.Agents.Scaling;

/// <summary>Reads <c>developer:1-4, tester:2</c>.</summary>
public static class RoleRanges
{
    /// <summary>What is written for no role.</summary>
    public const string Off = "off";

    private const int MaxCount = 1000;
    private const string Forms = "Write developer:1-4 (at least 1, at most 4) or developer:4 (at least those it starts with).";

    /// <summary>Reads ranges, separated by commas or spaces; <c>off</c> is none.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="problem">What is wrong with it and the way out, when something is; else <c>null</c>.</param>
    public static ImmutableList<RoleRange> Parse(string text, out (string Message, string Hint)? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        var ranges = ImmutableList<RoleRange>.Empty;
        problem = null;
        if (text.Trim() == Off) return ranges;
        foreach (var entry in text.Split([',', ' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (ReadOne(entry) is not { } range)
                problem = ($"{SafeName.Quote(entry)} names no role with a number of engineers from 1 to {MaxCount}.", Forms);
            else if (Roles.Find(range.Role) is null || range.Role == Roles.ProjectManager.Key || range.Role == Roles.Orchestrator.Key)
                problem = ($"There is no role {SafeName.Quote(range.Role)} for engineers.", Spelling.Hint(range.Role, Roles.TeamKeys));
            else if (ranges.Exists(r => r.Role == range.Role))
                problem = ($"The role {range.Role} is named twice.", "Name it once.");
            else
                ranges = ranges.Add(range);
            if (problem is not null) return [];
        }
        return ranges;
    }

    private static RoleRange? ReadOne(string entry)
    {
        if (entry.Split(':') is not [{ Length: > 0 } role, var numbers]) return null;
        var bounds = numbers.Split('-');
        if (bounds.Length > 2 || Number(bounds[^1]) is not (>= 1 and var most)) return null;
        if (bounds.Length == 1) return new RoleRange(role.ToLowerInvariant(), null, most);
        return Number(bounds[0]) is { } least && least <= most ? new RoleRange(role.ToLowerInvariant(), least, most) : null;
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MaxCount ? number : null;
}
