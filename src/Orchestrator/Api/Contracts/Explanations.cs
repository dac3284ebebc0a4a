namespace Orchestrator.Api.Contracts;

/// <summary>Why an agent's state is what it is.</summary>
/// <param name="Target">Its address.</param>
/// <param name="State">How it stands, as everywhere.</param>
/// <param name="Profile">Whose rules these are.</param>
/// <param name="Incarnation">Which start of its process.</param>
/// <param name="Detail">What else is told of it.</param>
/// <param name="Decided">The signal that decided; null without a process.</param>
/// <param name="Signals">The last word of each source, the strongest source first.</param>
/// <param name="UnreadableSince">Since when no rule tells what its screen shows.</param>
/// <param name="Title">Its title now.</param>
/// <param name="Rules">How every rule stands to its title and screen now, in the order in which they decide.</param>
internal sealed record ExplanationInfo(
    string Target, string State, string Profile, int Incarnation, string? Detail, SignalInfo? Decided, IReadOnlyList<SignalInfo> Signals,
    DateTimeOffset? UnreadableSince, string Title, IReadOnlyList<RuleTraceInfo> Rules);

/// <summary>What one source said.</summary>
internal sealed record SignalInfo(string Source, string Says, string Reason, DateTimeOffset At);

/// <summary>How one rule stands.</summary>
internal sealed record RuleTraceInfo(string Rule, string Region, bool Holds, string? Why);

/// <summary>The answer.</summary>
internal sealed record ExplanationAnswer(ExplanationInfo Explanation);
