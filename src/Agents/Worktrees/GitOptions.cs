namespace Orchestrator.Agents.Worktrees;

/// <summary><c>orchestrator.git</c>: how git is run.</summary>
/// <param name="Command">The program.</param>
/// <param name="Timeout">How long one command may take before it is ended.</param>
public sealed record GitOptions(string Command, TimeSpan Timeout);
