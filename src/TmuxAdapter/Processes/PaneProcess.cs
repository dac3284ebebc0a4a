namespace Orchestrator.TmuxAdapter.Processes;

/// <summary>One process of a pane at one moment.</summary>
/// <param name="Pid">Its number.</param>
/// <param name="Parent">Its parent's number.</param>
/// <param name="Name">The program's name, at most 15 bytes.</param>
/// <param name="CommandLine">The program and its arguments; empty when it has just ended.</param>
/// <param name="CpuTime">How long it has been computing, in user and kernel mode.</param>
/// <param name="ResidentBytes">What it has in memory; pages shared with others count in full.</param>
public sealed record PaneProcess(int Pid, int Parent, string Name, IReadOnlyList<string> CommandLine, TimeSpan CpuTime, long ResidentBytes);
