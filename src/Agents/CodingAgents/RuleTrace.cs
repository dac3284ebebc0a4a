namespace Orchestrator.Agents.CodingAgents;

/// <summary>How one rule of a profile stands to one screen.</summary>
/// <param name="Rule">Where it stands in the profile, e.g. <c>screen.busy.interrupt</c> or <c>title.idle</c>.</param>
/// <param name="Region">Where it looks; <c>title</c> for the title.</param>
/// <param name="Holds">Whether it holds.</param>
/// <param name="Why">Which of its conditions fails; null when it holds.</param>
public sealed record RuleTrace(string Rule, string Region, bool Holds, string? Why);
