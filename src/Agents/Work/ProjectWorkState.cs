using Orchestrator.Agents.Management;
using Orchestrator.Agents.Merging;
using Orchestrator.Agents.Tasks;
using Orchestrator.Runtime.Persistence;
using System.Collections.Immutable;
using System.Diagnostics;
using static Orchestrator.Agents.Merging.MergeEvents;
using static Orchestrator.Agents.Merging.MergeMessages;
using static Orchestrator.Agents.Tasks.TaskEvents;
using static Orchestrator.Agents.Tasks.TaskMessages;
using static Orchestrator.Agents.Work.WorkEvents;
using static Orchestrator.Agents.Work.WorkMessages;

namespace Orchestrator.Agents.Work;

/// <summary>What the rules of a project's work depend on besides its state.</summary>
/// <param name="Team">Who is in the team; empty while it is not known.</param>
/// <param name="Tasks">The settings of tasks.</param>
/// <param name="Tags">Whether landings get tags.</param>
public sealed record WorkContext(IReadOnlyList<TeamMate> Team, TaskRules Tasks, bool Tags)
{
    /// <summary>The spec that the project was launched with; <c>null</c> while that is not known.</summary>
    public SpecVersion? Launched { get; init; }
}

/// <summary>All that is remembered of a project's work: its tasks, its merge queue, and what agents are still to be told. Pure.</summary>
/// <param name="Project">Whose.</param>
[EventName("work.state.v1")]
public sealed record ProjectWorkState(ProjectName Project) : IEventSourced<ProjectWorkState>
{
    /// <summary>Which project of the name this is.</summary>
    public Guid Opened { get; init; }

    /// <summary>Its tasks.</summary>
    public TaskBoard Board { get; init; } = new(Project);

    /// <summary>Its merge queue.</summary>
    public MergeQueue Merges { get; init; } = new(Project);

    /// <summary>The spec that was given after the launch; <c>null</c> while that of the launch holds.</summary>
    public SpecVersion? Spec { get; init; }

    /// <summary>What agents are to be told, the oldest first.</summary>
    public ImmutableList<Notice> Outbox { get; init; } = [];

    /// <summary>Says which events a command leads to, with all that follows from them, or why it is refused. Changes nothing.</summary>
    public Decision Decide(IWorkCommand command, WorkContext context, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(context);
        var decision = command switch
        {
            BeginWork c => Begin(c.Plan, now),
            SettleNotice c => Outbox.Exists(n => n.Key == c.Key) ? Decision.Accept(new NoticeSettled(c.Key, c.Problem, now)) : Decision.Nothing,
            Rebalance => Decision.Nothing,
            SpecMessages.UpdateSpec c => (Spec ?? context.Launched) is { } current
                ? SpecUpdates.Decide(this, current, c, context, now)
                : Decision.Reject(new Rejected(RejectionCode.Unavailable, $"{Project} is not ready yet.", "Try again in a moment.")),
            ITaskCommand c => Board.Decide(c, context.Team, context.Tasks, now),
            IMergeCommand c => Merges.Decide(c, context.Team, context.Tags, now),
            _ => throw new UnreachableException($"Unknown command {command.GetType().Name}."),
        };
        if (decision.Rejection is not null || command is SettleNotice || (decision.Events.Count == 0 && command is not Rebalance)) return decision;
        return decision with { Events = Complete(decision.Events, context, now) };
    }

    /// <inheritdoc/>
    public ProjectWorkState Apply(IEvent @event) => @event switch
    {
        WorkOpened e => new ProjectWorkState(Project) { Opened = e.Project },
        NoticeQueued e => this with { Outbox = Outbox.Add(e.Notice) },
        NoticeSettled e => this with { Outbox = Outbox.RemoveAll(n => n.Key == e.Key) },
        SpecMessages.SpecUpdated e => this with { Spec = new SpecVersion(e.Revision, e.Path, e.Spec) },
        ITaskEvent e => this with { Board = Board.Apply(e) },
        IMergeEvent e => this with { Merges = Merges.Apply(e) },
        _ => throw new UnreachableException($"Unknown event {@event.GetType().Name}."),
    };

    /// <summary>A project of this name is new when its id is; the tasks of its spec come with it.</summary>
    private Decision Begin(ProjectPlan plan, DateTimeOffset now)
    {
        if (Opened == plan.Id) return Decision.Nothing;
        var seeds = plan.Work?.Tasks ?? [];
        return Decision.Accept([new WorkOpened(plan.Id, now), .. Gate(plan.Work?.DependsOn ?? [], now), .. seeds.SelectMany((seed, index) => Seed(seed, $"T{index + 1}", now))]);
    }

    private static IEnumerable<IEvent> Gate(IReadOnlyList<string> dependsOn, DateTimeOffset now) =>
        dependsOn.Count == 0 ? [] : [new DependenciesAdded(Dependencies.All, [.. dependsOn], "spec", now)];

    // The project manager reads of them in its brief.
    private static IEnumerable<IEvent> Seed(TaskSeed seed, string id, DateTimeOffset now) =>
        [new TaskAdded(id, seed.Title, "", null, TaskPriority.Normal, [], [], "spec", now), new TaskAnnounced(id, now)];

    /// <summary>Adds what follows: a task that is done is merged, a merge settles its task, and others are told and given work.</summary>
    private List<IEvent> Complete(IReadOnlyList<IEvent> decided, WorkContext context, DateTimeOffset now)
    {
        var (events, state) = (new List<IEvent>(), this);
        void Add(IEvent e)
        {
            events.Add(e);
            state = state.Apply(e);
        }
        foreach (var e in decided)
        {
            Add(e);
            if (state.Consequence(e, now) is { } consequence) Add(consequence);
        }
        foreach (var e in state.Board.FollowUp(Board, [.. events], context.Team, context.Tasks, now)) Add(e);
        return events;
    }

    private IEvent? Consequence(IEvent @event, DateTimeOffset now) => @event switch
    {
        TaskFinished { ToMerge: true } e when Board.Find(e.Id) is { Owner: { } owner } task => Merges.Enqueue(owner, task, now),
        MergeLanded e when Merging(e.Id) is { } task => new TaskLanded(task.Id, Merges.Find(e.Id)!.Candidate, now),
        MergeNothing e when Merging(e.Id) is { } task => new TaskLanded(task.Id, null, now),
        MergeConflicted e when Merging(e.Id) is { } task => new TaskReopened(task.Id, $"It conflicts with what has landed, in {string.Join(", ", e.Files)}.", "merge queue", now),
        MergeTestsFailed e when Merging(e.Id) is { } task => new TaskReopened(task.Id, $"With what the others have landed, {e.Tests.Command} failed.", "merge queue", now),
        MergeFailed e when Merging(e.Id) is { } task => new TaskReopened(task.Id, e.Reason, "merge queue", now),
        _ => null,
    };

    /// <summary>The task that waits for a merge; <c>null</c> when it was reopened meanwhile.</summary>
    private TaskItem? Merging(string merge) =>
        Merges.Find(merge)?.Task is { } id && Board.Find(id) is { State: TaskState.Merging } task && Merges.Items.FindLast(m => m.Task == id)!.Id == merge ? task : null;
}
