using Orchestrator.Agents.CodingAgents;

namespace Orchestrator.Agents.Terminals;

/// <summary>Why an agent is taken to do what it is taken to do.</summary>
/// <param name="Target">Its address.</param>
/// <param name="Incarnation">Which start of its process.</param>
/// <param name="Profile">The name of its profile.</param>
/// <param name="Known">What it is taken to do; null without a process.</param>
/// <param name="Decided">The signal that decided that.</param>
/// <param name="Hook">The last word of a hook, the strongest signal.</param>
/// <param name="Look">The last reading of title and screen.</param>
/// <param name="UnreadableSince">Since when no rule tells what its screen shows; null while one does.</param>
/// <param name="Title">Its title now.</param>
/// <param name="Rules">How every rule stands to its title and screen now, in the order in which they decide.</param>
public sealed record StateExplanation(
    AgentTarget Target,
    int Incarnation,
    string Profile,
    TerminalActivity? Known,
    StateSignal? Decided,
    StateSignal? Hook,
    StateSignal? Look,
    DateTimeOffset? UnreadableSince,
    string Title,
    IReadOnlyList<RuleTrace> Rules);

/// <summary>What one signal said.</summary>
/// <param name="Source"><c>hook</c>, <c>screen</c> or <c>start</c>.</param>
/// <param name="Activity">What the agent does by it.</param>
/// <param name="Reason">The hook's event, or the rule that held.</param>
/// <param name="At">When.</param>
public sealed record StateSignal(string Source, TerminalActivity Activity, string Reason, DateTimeOffset At);
