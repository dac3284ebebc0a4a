namespace Orchestrator.Agents.Worktrees;

/// <summary>A worktree cannot be made. Nothing was changed.</summary>
/// <param name="message">What is in the way.</param>
/// <param name="hint">The way out.</param>
public sealed class WorktreeException(string message, string hint) : Exception(message)
{
    /// <summary>The way out.</summary>
    public string Hint { get; } = hint;
}
