namespace Orchestrator.Agents.Worktrees;

/// <summary>How a git command ended.</summary>
/// <param name="ExitCode">0 when it did what it was asked.</param>
/// <param name="Output">Its standard output, as UTF-8.</param>
/// <param name="Error">Its standard error, trimmed.</param>
public sealed record GitResult(int ExitCode, string Output, string Error)
{
    /// <summary>Whether it did what it was asked.</summary>
    public bool Succeeded => ExitCode == 0;

    /// <summary>The output without its last line feed.</summary>
    public string Line => Output.TrimEnd('\n');
}
