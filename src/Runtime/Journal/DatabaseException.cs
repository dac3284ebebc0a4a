namespace Orchestrator.Runtime.Journal;

/// <summary>A database could not be read, copied or compacted; it is as it was.</summary>
/// <param name="problem">What is wrong, and the way out.</param>
public sealed class DatabaseException(DatabaseProblem problem) : Exception(problem.Problem)
{
    /// <summary>What is wrong, and the way out.</summary>
    public DatabaseProblem Problem { get; } = problem;
}
