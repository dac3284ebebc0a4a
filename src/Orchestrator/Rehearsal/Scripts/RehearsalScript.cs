using System.Text.RegularExpressions;

namespace Orchestrator.Rehearsal.Scripts;

/// <summary>What a rehearsal agent does: at its start, and on each prompt by the first rule that matches.</summary>
/// <param name="start">Done once the agent is up, before any prompt.</param>
/// <param name="rules">In the order they are tried.</param>
/// <param name="incarnation">The agent's, for rules that ask for one.</param>
/// <param name="reports">Where no rule matches, briefs and check-ins are answered by <c>orc report</c>, as a real agent does.</param>
internal sealed class RehearsalScript(IReadOnlyList<Step> start, IReadOnlyList<Rule> rules, int incarnation, bool reports = false)
{
    private readonly int[] _matches = new int[rules.Count];

    public IReadOnlyList<Step> Start => start;

    /// <summary>The script of an agent that nobody gave one: does the slash commands of a prompt, or pretends to work on it.</summary>
    public static RehearsalScript BuiltIn(bool reports) => new([], [], incarnation: 1, reports);

    /// <summary>The steps for a prompt. Counts the match, so calling it twice is two prompts.</summary>
    public ScriptedTurn TurnFor(string prompt)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            if (!TryMatch(rules[i].Pattern, prompt, out var match))
                continue;
            _matches[i]++;
            if ((rules[i].Incarnation ?? incarnation) == incarnation && (rules[i].Time ?? _matches[i]) == _matches[i])
                return new ScriptedTurn(rules[i].Steps, GroupsOf(match));
        }
        return new ScriptedTurn(CommandsOrWork(prompt), GroupsOf(null));
    }

    /// <summary>A pattern that takes too long on a prompt does not match it.</summary>
    private static bool TryMatch(Regex? pattern, string prompt, out Match? match)
    {
        try
        {
            match = pattern?.Match(prompt);
            return match is not { Success: false };
        }
        catch (RegexMatchTimeoutException)
        {
            match = null;
            return false;
        }
    }

    private IReadOnlyList<Step> CommandsOrWork(string prompt)
    {
        try
        {
            if (StepParser.ParseCommands(prompt) is { Count: > 0 } commands)
                return commands;
        }
        catch (FormatException mistake)
        {
            return [new Step.Say(mistake.Message)];
        }
        List<Step> work = [new Step.Say("I read it and start."), new Step.Work(TimeSpan.FromSeconds(1.5))];
        var header = prompt.Split('\n', 2)[0];
        if (reports && header.EndsWith(" brief]", StringComparison.Ordinal))
            work.Add(new Step.Run("orc report --state working 'I read my brief and am at work.'"));
        else if (reports && header.EndsWith(" check-in]", StringComparison.Ordinal))
            work.Add(new Step.Run("orc report --state working 'All is well; nothing new since I last spoke.'"));
        return work;
    }

    private static Dictionary<string, string> GroupsOf(Match? match) =>
        match?.Groups.Values.ToDictionary(group => group.Name, group => group.Value) ?? [];
}

/// <summary>The steps of one turn, and what the rule's pattern captured, by number and name.</summary>
internal sealed record ScriptedTurn(IReadOnlyList<Step> Steps, IReadOnlyDictionary<string, string> Groups);
