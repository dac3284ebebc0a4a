using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using static Orchestrator.Agents.Tasks.TaskEvents;

namespace Orchestrator.Agents.Tasks;

/// <summary>A project's tasks. Pure: no clock, no I/O, no actor types.</summary>
/// <param name="Project">Whose.</param>
public sealed partial record TaskBoard(ProjectName Project)
{
    private const int KeysKept = 1000;

    /// <summary>All of them, in the order added.</summary>
    public ImmutableList<TaskItem> Tasks { get; init; } = [];

    /// <summary>Who of a role was given a task last.</summary>
    public ImmutableDictionary<string, AgentName> LastOwners { get; init; } = ImmutableDictionary<string, AgentName>.Empty;

    /// <summary>Which task a request with a key has added; the last of them.</summary>
    public ImmutableList<AddedTask> Added { get; init; } = [];

    /// <summary>Tasks that nobody has and that wait for nothing.</summary>
    [JsonIgnore]
    public IEnumerable<TaskItem> Ready => Tasks.Where(IsReady);

    /// <summary>The task of an id; <c>null</c> when there is none.</summary>
    public TaskItem? Find(string id) => Tasks.Find(t => t.Id == id);

    /// <summary>Whether a task waits for nothing but an owner.</summary>
    public bool IsReady(TaskItem task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.State is TaskState.Queued && !WaitsFor(task).Any();
    }

    /// <summary>What a task depends on that is not done.</summary>
    public IEnumerable<string> WaitsFor(TaskItem task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var own = task.DependsOn.Where(d => IsForeign(d) ? !task.Met.Contains(d) : Find(d)?.State is not TaskState.Done);
        return task.State is TaskState.Queued or TaskState.Assigned ? own.Concat(Gate.WaitsFor) : own; // what is begun goes on
    }

    /// <summary>How many tasks an agent has that it works on, or that may come back to it: what it commits while one is merged would go with that one.</summary>
    public int LoadOf(AgentName agent) => Tasks.Count(t => (t.IsOpen || t.State is TaskState.Merging) && t.Owner == agent);

    /// <summary>The board after an event. Total: it never refuses a stored event.</summary>
    public TaskBoard Apply(ITaskEvent @event) => @event switch
    {
        TaskAdded e => this with { Tasks = Tasks.Add(new TaskItem(e.Id, e.Title, e.Text, e.Role, e.Priority, e.DependsOn, e.Criteria, e.By, e.At)) },
        TaskKeyed e => this with { Added = Added.Add(new AddedTask(e.Key, e.Id)).RemoveRange(0, Math.Max(0, Added.Count + 1 - KeysKept)) },
        IOneTaskEvent { Id: Dependencies.All } e => this with { Gate = Gate.After(e) },
        IOneTaskEvent e when Find(e.Id) is { } task => Change(task, e),
        IOneTaskEvent => this,
        _ => throw new UnreachableException($"Unknown event {@event.GetType().Name}."),
    };

    private static bool IsForeign(string dependency) => dependency.Contains(':', StringComparison.Ordinal);

    private TaskBoard Change(TaskItem task, IOneTaskEvent @event)
    {
        var changed = After(task, @event) with { Revision = task.Revision + 1, ChangedAt = @event.At };
        var board = this with { Tasks = Tasks.Replace(task, changed) };
        return @event is TaskAssigned assigned ? board with { LastOwners = LastOwners.SetItem(task.Role ?? Assignment.UsualRole, assigned.Owner) } : board;
    }

    private static TaskItem After(TaskItem task, IOneTaskEvent @event) => @event switch
    {
        TaskAnnounced => task with { Announced = true },
        TaskAssigned e => task with { Owner = e.Owner, State = TaskState.Assigned },
        TaskStarted e => task with { Owner = e.Owner, State = TaskState.Started },
        TaskBlocked e => task with { State = TaskState.Blocked, Detail = e.Reason },
        TaskFinished e => task with { State = e.ToMerge ? TaskState.Merging : TaskState.Done, Detail = e.Summary },
        TaskLanded e => task with { State = TaskState.Done, Commit = e.Commit ?? task.Commit },
        TaskReopened e => task with { State = task.Owner is null ? TaskState.Queued : TaskState.Started, Detail = e.Reason, Announced = false },
        TaskReturned e => task with { State = TaskState.Queued, Owner = null, Detail = e.Reason, Announced = false },
        DependenciesAdded e => task with { DependsOn = task.DependsOn.AddRange(e.DependsOn) },
        DependenciesDropped e => task with { DependsOn = task.DependsOn.RemoveRange(e.DependsOn), Met = task.Met.RemoveRange(e.DependsOn), Awaited = task.Awaited.RemoveRange(e.DependsOn) },
        DependencyAwaited e => task with { Awaited = task.Awaited.Add(e.Dependency) },
        DependencyLost e => task with { Awaited = task.Awaited.Remove(e.Dependency) },
        DependencyMet e => task with { Met = task.Met.Add(e.Dependency) },
        TaskTested e => task with { Tests = new TestVerdict(e.Passed, e.Text, e.By, e.At) },
        _ => throw new UnreachableException($"Unknown event {@event.GetType().Name}."),
    };
}

/// <summary>Which task a request has added.</summary>
public sealed record AddedTask(string Key, string Id);
