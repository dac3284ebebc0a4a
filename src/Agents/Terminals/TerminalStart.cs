using Orchestrator.Agents.Lifecycle;

namespace Orchestrator.Agents.Terminals;

/// <summary>Which incarnation a terminal stands for.</summary>
/// <param name="Definition">Of which agent.</param>
/// <param name="Incarnation">Which one.</param>
/// <param name="Resumes">Whether it goes on with an earlier one's conversation.</param>
/// <param name="Known">Where it was last seen. <c>null</c>: it was never seen, so it is started if it is not there.</param>
/// <param name="Conversation">The id of its CLI's conversation as its hooks last told it; null while they have not: it is the definition's.</param>
/// <param name="Unsettled">The ids of messages of which it is to be found out whether an earlier incarnation had taken them.</param>
public sealed record TerminalStart(
    AgentDefinition Definition, int Incarnation, bool Resumes, PaneBinding? Known, string? Conversation = null, IReadOnlyList<string>? Unsettled = null);
