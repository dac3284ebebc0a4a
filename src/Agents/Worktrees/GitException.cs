namespace Orchestrator.Agents.Worktrees;

/// <summary>Why git did not do what it was asked.</summary>
public enum GitFailure
{
    /// <summary>It ran and said no; nothing or only a part was done.</summary>
    Refused,

    /// <summary>It took too long and was ended; what it has done is unknown.</summary>
    TimedOut,

    /// <summary>The program could not be started.</summary>
    Missing,
}

/// <summary>git could not be run, or refused.</summary>
/// <param name="failure">Which of them.</param>
/// <param name="message">For a person: the command and what git said.</param>
public sealed class GitException(GitFailure failure, string message) : Exception(message)
{
    /// <summary>Which of them.</summary>
    public GitFailure Failure { get; } = failure;
}
