using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Orchestrator.Agents.Merging;

/// <summary>How an agent's commits are put onto the integration branch.</summary>
public enum MergeStyle
{
    /// <summary>By a merge commit.</summary>
    Merge,

    /// <summary>One by one, as a rebase would.</summary>
    Rebase,
}

/// <summary>How far a merge has come.</summary>
public enum MergeState
{
    /// <summary>Waits for its turn.</summary>
    Queued,

    /// <summary>The commit to be landed is made.</summary>
    Preparing,

    /// <summary>The tests run on that commit.</summary>
    Testing,

    /// <summary>The tests have passed, or there are none; the integration branch is moved.</summary>
    Landing,

    /// <summary>It is on the integration branch.</summary>
    Landed,

    /// <summary>There was nothing new.</summary>
    Nothing,

    /// <summary>It conflicts with what has landed.</summary>
    Conflict,

    /// <summary>The tests failed on it.</summary>
    TestsFailed,

    /// <summary>git failed.</summary>
    Failed,
}

/// <summary>One request to bring an agent's commits to the others.</summary>
/// <param name="Id"><c>M3</c>, counted within the project.</param>
/// <param name="Agent">Whose commits.</param>
/// <param name="Task">For which task; <c>null</c> when it was asked for without one.</param>
/// <param name="Title">For the commit's message.</param>
/// <param name="QueuedAt">When.</param>
public sealed record MergeItem(string Id, AgentName Agent, string? Task, string Title, DateTimeOffset QueuedAt)
{
    /// <summary>How far it has come.</summary>
    public MergeState State { get; init; }

    /// <summary>How often it was begun: again when the integration branch moved meanwhile.</summary>
    public int Attempt { get; init; }

    /// <summary>The agent's commit that is merged.</summary>
    public string? Tip { get; init; }

    /// <summary>The integration branch before it.</summary>
    public string? Base { get; init; }

    /// <summary>The commit that is to land.</summary>
    public string? Candidate { get; init; }

    /// <summary>How the tests went; <c>null</c> when there were none or they have not run.</summary>
    public MergeTests? Tests { get; init; }

    /// <summary>Why it stands so, for a person.</summary>
    public string? Detail { get; init; }

    /// <summary>The files in conflict.</summary>
    public ImmutableList<string> Files { get; init; } = [];

    /// <summary>The tag it was given.</summary>
    public string? Tag { get; init; }

    /// <summary>When something last happened to it.</summary>
    public DateTimeOffset ChangedAt { get; init; } = QueuedAt;

    /// <summary>Whether it is being worked on.</summary>
    [JsonIgnore]
    public bool IsUnderWay => State is MergeState.Preparing or MergeState.Testing or MergeState.Landing;
}

/// <summary>How the tests went.</summary>
/// <param name="Command">What was run; <c>null</c> when the project has none.</param>
/// <param name="ExitCode">Its exit code; 124 when it took too long.</param>
/// <param name="Tail">The end of its output.</param>
public sealed record MergeTests(string? Command, int ExitCode, string Tail)
{
    /// <summary>Whether the commit may land.</summary>
    [JsonIgnore]
    public bool Passed => ExitCode == 0;
}

/// <summary>Two agents whose work touches the same places.</summary>
/// <param name="One">One agent; the integration branch is not among them.</param>
/// <param name="Other">The other.</param>
/// <param name="Files">Where.</param>
public sealed record PredictedConflict(AgentName One, AgentName Other, ImmutableList<string> Files)
{
    /// <summary>As values are compared: the same agents and files.</summary>
    public bool IsSameAs(PredictedConflict other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return One == other.One && Other == other.Other && Files.SequenceEqual(other.Files);
    }
}
