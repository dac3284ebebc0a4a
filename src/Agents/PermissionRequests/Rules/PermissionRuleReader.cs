using Orchestrator.Runtime.Configuration;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Orchestrator.Agents.PermissionRequests.Rules;

/// <summary>Reads <c>orchestrator.permissions</c>.</summary>
internal static class PermissionRuleReader
{
    private const int MaxRules = 1000;
    private static readonly string[] _keys = ["decision", "role", "agent", "tool", "command", "path"];
    private static readonly string[] _decisions = ["allow", "deny", "ask"];

    private delegate bool Parser<T>(string text, [NotNullWhen(true)] out T? pattern, [NotNullWhen(false)] out string? problem)
        where T : class;

    /// <summary>Every mistake is told with the rule's number; rules are counted from 1.</summary>
    public static PermissionRules Read(SettingsReader section)
    {
        var problems = new List<string>();
        var groups = section.Groups("rules");
        var rules = groups.Take(MaxRules).Select((group, index) => Rule(index + 1, group, problems)).ToList();
        if (groups.Count > MaxRules) problems.Add($"there are {groups.Count} rules; at most {MaxRules} are possible");
        if (problems.Count > 0) section.Wrong("rules", $"cannot be used: {string.Join("; ", problems)}.");
        var otherwise = Decision(section.Choice("default", _decisions));
        return problems.Count > 0 ? PermissionRules.AskAlways : new PermissionRules([.. rules], otherwise);
    }

    private static PermissionRule Rule(int number, IReadOnlyDictionary<string, string> group, List<string> problems)
    {
        foreach (var key in group.Keys.Except(_keys))
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"rule {number} has the key \"{key}\". {Spelling.Hint(key, _keys).TrimEnd('.')}"));
        var decision = group.GetValueOrDefault("decision");
        if (decision is null || !_decisions.Contains(decision))
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"rule {number} has {(decision is null ? "no decision" : $"the decision \"{decision}\"")}. Write decision = allow, deny or ask"));
        return new PermissionRule(
            number,
            Decision(decision),
            Part<NamePattern>("role", NamePattern.TryParse),
            Part<NamePattern>("agent", NamePattern.TryParse),
            Part<NamePattern>("tool", NamePattern.TryParse),
            Part<CommandPattern>("command", CommandPattern.TryParse),
            Part<PathPattern>("path", PathPattern.TryParse));

        T? Part<T>(string key, Parser<T> parse)
            where T : class
        {
            if (!group.TryGetValue(key, out var text)) return null;
            if (parse(text, out var pattern, out var problem)) return pattern;
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"rule {number}: {key} = \"{text}\" {problem}"));
            return null;
        }
    }

    private static PermissionDecision Decision(string? word) => word switch
    {
        "allow" => PermissionDecision.Allow,
        "deny" => PermissionDecision.Deny,
        _ => PermissionDecision.Ask,
    };
}
