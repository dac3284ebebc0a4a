using System.Collections.Immutable;

namespace Orchestrator.Agents.PermissionRequests.Rules;

/// <summary>What the rules say of a request; stored with it.</summary>
/// <param name="Decision">What becomes of it.</param>
/// <param name="Rule">The number of the rule that decided, from 1; null when none did.</param>
/// <param name="Reason">For a person: the rule, or why there is none.</param>
public sealed record RuleVerdict(PermissionDecision Decision, int? Rule, string Reason);

/// <summary>The rules for requests for permission, in their order: the first that matches decides. Pure.</summary>
/// <param name="Rules">In their order.</param>
/// <param name="Default">What becomes of what no rule matches.</param>
public sealed record PermissionRules(ImmutableList<PermissionRule> Rules, PermissionDecision Default)
{
    /// <summary>No rule: whoever may decide is asked.</summary>
    public static PermissionRules AskAlways { get; } = new([], PermissionDecision.Ask);

    /// <summary>What becomes of a request.</summary>
    /// <remarks>A rule that cannot be told to be about it or not ends the search: behind it might stand one that allows what it forbids.</remarks>
    public RuleVerdict Decide(RuleSubject subject)
    {
        foreach (var rule in Rules)
        {
            switch (rule.Match(subject))
            {
                case RuleMatch.Yes:
                    return new RuleVerdict(rule.Decision, rule.Number, $"rule {rule.Number}: {rule}");
                case RuleMatch.Unknown:
                    return new RuleVerdict(PermissionDecision.Ask, rule.Number, $"whether rule {rule.Number} is about it cannot be told: {rule}");
                default:
                    break;
            }
        }

        return new RuleVerdict(Default, null, Rules.IsEmpty ? "there are no rules" : "no rule is about it");
    }
}
