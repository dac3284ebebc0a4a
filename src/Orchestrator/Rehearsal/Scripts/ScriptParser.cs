using System.Globalization;
using System.Text.RegularExpressions;

namespace Orchestrator.Rehearsal.Scripts;

/// <summary>
/// Reads a script: lines <c>start [incarnation=N]</c>, <c>when [incarnation=N] [time=N] PATTERN</c> or <c>otherwise</c>, each followed by
/// indented steps. Empty lines and lines that begin with <c>#</c> say nothing.
/// </summary>
internal static class ScriptParser
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    /// <param name="text">The script.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="incarnation">The agent's, for rules that ask for one.</param>
    /// <exception cref="FormatException">The message names file and line, and what may stand there.</exception>
    public static RehearsalScript Parse(string text, string file, int incarnation)
    {
        var start = new List<Step>();
        var rules = new List<Rule>();
        List<Step>? steps = null;
        var number = 0;
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd()))
        {
            number++;
            if (line.Length == 0 || line.TrimStart().StartsWith('#'))
                continue;
            try
            {
                if (char.IsWhiteSpace(line[0]))
                    (steps ?? throw new FormatException("A step stands before the first \"when\".")).Add(StepParser.Parse(line));
                else
                    steps = Begin(line, start, rules, incarnation);
            }
            catch (Exception mistake) when (mistake is FormatException or RegexParseException)
            {
                throw new FormatException($"{file}:{number}: {mistake.Message}", mistake);
            }
        }
        return new RehearsalScript(start, rules, incarnation);
    }

    /// <summary>Where the steps below a line belong.</summary>
    private static List<Step> Begin(string line, List<Step> start, List<Rule> rules, int incarnation)
    {
        var keyword = line.Split(' ', 2)[0];
        if (keyword is not ("start" or "when" or "otherwise"))
            throw new FormatException($"\"{keyword}\" is neither start, when nor otherwise; steps are indented.");
        var rest = line[keyword.Length..].Trim();
        var only = TakeNumber(ref rest, "incarnation=");
        if (keyword == "start")
            return (only ?? incarnation) == incarnation ? start : [];
        var time = TakeNumber(ref rest, "time=");
        if (keyword == "when" && rest.Length == 0)
            throw new FormatException("\"when\" needs a regular expression; a rule for every prompt is \"otherwise\".");
        var pattern = keyword == "otherwise"
            ? null
            : new Regex(rest, RegexOptions.Multiline | RegexOptions.CultureInvariant, MatchTimeout);
        var steps = new List<Step>();
        rules.Add(new Rule(pattern, only, time, steps));
        return steps;
    }

    private static int? TakeNumber(ref string rest, string name)
    {
        if (!rest.StartsWith(name, StringComparison.Ordinal))
            return null;
        var end = rest.IndexOf(' ', StringComparison.Ordinal);
        var word = end < 0 ? rest : rest[..end];
        rest = rest[word.Length..].TrimStart();
        return int.TryParse(word.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException($"\"{word}\" wants a number from 1.");
    }
}
