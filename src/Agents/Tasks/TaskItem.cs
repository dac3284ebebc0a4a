using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Orchestrator.Agents.Tasks;

/// <summary>How soon a task is wanted.</summary>
public enum TaskPriority
{
    /// <summary>At once, whatever its agent does now.</summary>
    Critical,

    /// <summary>Before the others.</summary>
    High,

    /// <summary>In its turn.</summary>
    Normal,

    /// <summary>When there is nothing else, several together.</summary>
    Low,
}

/// <summary>How far a task has come.</summary>
public enum TaskState
{
    /// <summary>Nobody has it. It is ready once all that it depends on is done.</summary>
    Queued,

    /// <summary>An agent has it and has not said that it began.</summary>
    Assigned,

    /// <summary>An agent works on it.</summary>
    Started,

    /// <summary>Its agent cannot go on, for a reason.</summary>
    Blocked,

    /// <summary>Its agent says that it is done; its commits are in the merge queue.</summary>
    Merging,

    /// <summary>Done, and its commits have landed where there were any.</summary>
    Done,
}

/// <summary>One task.</summary>
/// <param name="Id"><c>T3</c>, counted within the project.</param>
/// <param name="Title">One line.</param>
/// <param name="Text">What is wanted, in full; perhaps empty.</param>
/// <param name="Role">The role that is wanted; <c>null</c> for a developer, or whoever there is.</param>
/// <param name="Priority">How soon it is wanted.</param>
/// <param name="DependsOn">What must be done before: <c>T1</c>, or <c>bank:T1</c> of another project.</param>
/// <param name="Criteria">How it will be checked.</param>
/// <param name="CreatedBy">A target, <c>user</c> or <c>spec</c>.</param>
/// <param name="CreatedAt">When.</param>
public sealed record TaskItem(
    string Id,
    string Title,
    string Text,
    string? Role,
    TaskPriority Priority,
    ImmutableList<string> DependsOn,
    ImmutableList<string> Criteria,
    string CreatedBy,
    DateTimeOffset CreatedAt)
{
    /// <summary>Who has it.</summary>
    public AgentName? Owner { get; init; }

    /// <summary>How far it has come.</summary>
    public TaskState State { get; init; }

    /// <summary>Why it is blocked, was reopened or came back; what was said when it was done.</summary>
    public string? Detail { get; init; }

    /// <summary>What others it depends on, of other projects, are done.</summary>
    public ImmutableList<string> Met { get; init; } = [];

    /// <summary>Of which others both project managers know that they are waited for.</summary>
    public ImmutableList<string> Awaited { get; init; } = [];

    /// <summary>What the tests last said of it.</summary>
    public TestVerdict? Tests { get; init; }

    /// <summary>The commit with which it landed.</summary>
    public string? Commit { get; init; }

    /// <summary>Counts what has happened to it.</summary>
    public int Revision { get; init; }

    /// <summary>When something last happened to it.</summary>
    public DateTimeOffset ChangedAt { get; init; } = CreatedAt;

    /// <summary>Whether the project manager knows that it waits for an owner.</summary>
    public bool Announced { get; init; }

    /// <summary>Whether its owner is to work on it now.</summary>
    [JsonIgnore]
    public bool IsOpen => State is TaskState.Assigned or TaskState.Started;
}

/// <summary>What the tests said of a task.</summary>
public sealed record TestVerdict(bool Passed, string Text, string By, DateTimeOffset At);

/// <summary>A task that a spec asks for.</summary>
public sealed record TaskSeed(string Title)
{
    private const int MaxTitle = 200;

    /// <summary>The task of a deliverable: its text as one line, cut where it is too long for a title.</summary>
    public static TaskSeed Of(string deliverable)
    {
        var line = deliverable.ReplaceLineEndings(" ").Trim();
        return new TaskSeed(line.Length <= MaxTitle ? line : line[..(MaxTitle - 1)] + "…");
    }
}

/// <summary>Who gives tasks to agents.</summary>
public enum AssignmentMode
{
    /// <summary>The project manager.</summary>
    Manager,

    /// <summary>Orchestrator itself, by role, load and turn.</summary>
    Runtime,
}

/// <summary><c>orchestrator.tasks</c>, as it holds for one project.</summary>
/// <param name="Assignment">Who gives tasks to agents.</param>
/// <param name="OpenPerAgent">Tasks that one agent has at a time, critical ones apart.</param>
/// <param name="LowBatch">Low tasks that an idle agent is given together.</param>
/// <param name="Most">Tasks of one project, at most.</param>
public sealed record TaskRules(AssignmentMode Assignment, int OpenPerAgent, int LowBatch, int Most);

/// <summary>A member of the team as tasks see it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">The key of its role.</param>
/// <param name="HasBranch">Whether it has a worktree and a branch of its own.</param>
/// <param name="IsUp">Whether it can be given work; not when it has failed.</param>
public sealed record TeamMate(AgentName Name, string Role, bool HasBranch, bool IsUp = true);
