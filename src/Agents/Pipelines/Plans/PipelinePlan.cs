namespace Orchestrator.Agents.Pipelines.Plans;

/// <summary>A pipeline as it will be run: every name, need, limit and pattern in it has been checked. Stored with each run.</summary>
/// <param name="Name">Its name, and that of its tmux session.</param>
/// <param name="Directory">Where its panes work unless they say otherwise; absolute.</param>
/// <param name="MaxPanes">How many panes it may have open at a time; more wait.</param>
/// <param name="Timeout">How long a run may take; <c>null</c> for any time.</param>
/// <param name="Stages">In the order of the file.</param>
public sealed record PipelinePlan(string Name, string Directory, int MaxPanes, TimeSpan? Timeout, IReadOnlyList<StagePlan> Stages);
