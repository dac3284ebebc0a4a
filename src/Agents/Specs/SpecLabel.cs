using System.Text.RegularExpressions;

namespace Orchestrator.Agents.Specs;

/// <summary>The parts of a spec that have a meaning of their own.</summary>
internal enum SpecLabel
{
    /// <summary>Any other heading.</summary>
    Other,
    Project,
    Goal,

    /// <summary>Says the goal where nothing else does.</summary>
    Overview,
    Constraints,
    Deliverables,
    SuccessCriteria,
}

/// <summary>Recognizes <c>GOAL: text</c>, <c>**Goal:** text</c>, <c>## Goal</c>, <c>## 1. Goal: text</c> …, in any case.</summary>
internal static partial class SpecLabels
{
    private const string Words =
        "(?<label>project(?: name| title)?|(?:project )?(?:goals?|objectives?)|overview|summary|purpose|mission|description|introduction|" +
        "constraints?|deliverables?|(?:success|acceptance) criteri(?:a|on))";

    /// <summary>A line of text that is a label, perhaps with the part's first words behind it.</summary>
    internal static bool TryReadLine(string line, out SpecLabel label, out string rest)
    {
        var match = LabelLine().Match(line);
        if (!match.Success)
            match = BoldLine().Match(line);
        if (match.Success)
            return Read(match, out label, out rest);
        (label, rest) = (SpecLabel.Other, "");
        return false;
    }

    /// <summary>A line such as <c>BACKGROUND:</c>, which ends the part before it.</summary>
    internal static bool IsOtherLabel(string line) => CapitalsLine().IsMatch(line);

    /// <summary>A heading's text, perhaps with the part's first words behind it.</summary>
    internal static bool TryReadHeading(string text, out SpecLabel label, out string rest)
    {
        var match = HeadingText().Match(text);
        if (match.Success)
            return Read(match, out label, out rest);
        (label, rest) = (SpecLabel.Other, "");
        return false;
    }

    private static bool Read(Match match, out SpecLabel label, out string rest)
    {
        rest = match.Groups["rest"].Value.Trim();
        label = Meaning(match.Groups["label"].Value.ToLowerInvariant());
        return true;
    }

    private static SpecLabel Meaning(string word) => word switch
    {
        _ when word.Contains("goal", StringComparison.Ordinal) || word.Contains("objective", StringComparison.Ordinal) => SpecLabel.Goal,
        _ when word.StartsWith("project", StringComparison.Ordinal) => SpecLabel.Project,
        _ when word.StartsWith("constraint", StringComparison.Ordinal) => SpecLabel.Constraints,
        _ when word.StartsWith("deliverable", StringComparison.Ordinal) => SpecLabel.Deliverables,
        _ when word.Contains("criteri", StringComparison.Ordinal) => SpecLabel.SuccessCriteria,
        _ => SpecLabel.Overview,
    };

    [GeneratedRegex($@"^ {{0,3}}(?:\*\*|__)?{Words}\s*(?:\*\*|__)?\s*:(?:\*\*|__)?(?<rest>(?:\s.*)?)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex LabelLine();

    [GeneratedRegex($@"^ {{0,3}}(?:\*\*|__){Words}(?:\*\*|__)\s*(?<rest>)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex BoldLine();

    [GeneratedRegex(@"^ {0,3}(?:\*\*)?[A-Z][A-Z0-9 /&-]{2,40}(?:\*\*)?:(?:\*\*)?\s*$", RegexOptions.ExplicitCapture)]
    private static partial Regex CapitalsLine();

    [GeneratedRegex($@"^[^\p{{L}}]*{Words}[*_]*\s*(?::[*_]*(?<rest>.*))?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex HeadingText();
}
