using System.Text.RegularExpressions;

namespace Orchestrator.Agents.CodingAgents;

/// <summary>A condition on a part of the screen. Patterns are regular expressions in which <c>^</c> and <c>$</c> stand at lines' ends.</summary>
/// <param name="Name">Where it stands in the profile, e.g. <c>screen.permission.proceed</c>.</param>
/// <param name="Region">Where it looks.</param>
/// <param name="Any">One of them must match; empty for no such condition.</param>
/// <param name="All">Each of them must match.</param>
/// <param name="Not">None of them may match.</param>
public sealed record ScreenRule(string Name, ScreenRegion Region, IReadOnlyList<Regex> Any, IReadOnlyList<Regex> All, IReadOnlyList<Regex> Not)
{
    private static readonly char[] _signs = ['⎿', '●', '■', '✕', '•', '│'];

    internal bool Holds(ScreenText screen) => Failure(screen) is null;

    /// <summary>The match's group <c>text</c>, where it has one; else the line in which the first match begins, without the sign that the CLI puts before it.</summary>
    internal string LineOf(ScreenText screen)
    {
        var text = screen.Of(Region);
        var match = Any.Concat(All).Select(p => p.Match(text)).FirstOrDefault(m => m.Success);
        if (match?.Groups["text"] is { Success: true } said) return said.Value.Trim();
        return match is null ? "" : text[(text.LastIndexOf('\n', Math.Max(0, match.Index - 1)) + 1)..].Split('\n').First(line => line.Trim().Length > 0).Trim().Trim(_signs).Trim();
    }

    /// <summary>The condition that fails, for a person; null when the rule holds.</summary>
    internal string? Failure(ScreenText screen)
    {
        var text = screen.Of(Region);
        if (All.FirstOrDefault(p => !p.IsMatch(text)) is { } missing) return $"all: {missing} is not there";
        if (Any.Count > 0 && !Any.Any(p => p.IsMatch(text))) return $"any: none is there of {string.Join(" | ", Any)}";
        return Not.FirstOrDefault(p => p.IsMatch(text)) is { } present ? $"not: {present} is there" : null;
    }
}
