namespace Orchestrator.Agents.CodingAgents;

/// <summary>What one look at a screen says, and why.</summary>
/// <param name="Activity">What the agent does.</param>
/// <param name="Reason">The rule that decided, e.g. <c>screen.busy.interrupt</c> or <c>title.idle</c>; <c>none</c> for unknown.</param>
/// <param name="LimitResets">When a usage limit ends, where the screen says it; null otherwise.</param>
/// <param name="Text">With a limit or a failed turn, the line that says it.</param>
/// <param name="IsDialog">Whether a limit is said by a dialog, which takes keys, and not above a composer.</param>
public sealed record ScreenReading(AgentActivity Activity, string Reason, DateTimeOffset? LimitResets = null, string? Text = null, bool IsDialog = false);
