using Orchestrator.Agents.Terminals;

namespace Orchestrator.Agents.Settings;

/// <summary><c>orchestrator.terminals</c>.</summary>
/// <param name="Timing">The waits of a delivery.</param>
/// <param name="StopGrace">How long a process may take to end before it is killed.</param>
public sealed record TerminalOptions(TerminalTiming Timing, TimeSpan StopGrace);
