using Orchestrator.Agents.Teams;
using Orchestrator.Runtime.Configuration;
using Orchestrator.Runtime.Persistence;
using System.Collections.Immutable;
using System.Diagnostics;
using static Orchestrator.Agents.Tasks.TaskEvents;
using static Orchestrator.Agents.Tasks.TaskMessages;
using static Orchestrator.Agents.Work.WorkEvents;

namespace Orchestrator.Agents.Tasks;

public sealed partial record TaskBoard
{
    private const string ListHint = "orc task list shows those there are.";

    /// <summary>Says which events a command leads to, or why it is refused. What follows for others is <see cref="FollowUp"/>'s to say.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="team">Who is in the team.</param>
    /// <param name="rules">The settings.</param>
    /// <param name="now">The time.</param>
    public Decision Decide(ITaskCommand command, IReadOnlyList<TeamMate> team, TaskRules rules, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(team);
        ArgumentNullException.ThrowIfNull(rules);
        return command switch
        {
            AddTask c => Add(c, team, rules, now),
            MeetDependencies c => Meet(c, now),
            LoseProject c => Lose(c, now),
            AddDependencies { Id: Dependencies.All } c => DependAll(c, now),
            AddDependencies c => With(c.Id, task => Depend(task, c, now)),
            DropDependencies c => Drop(c, now),
            AssignTask c => With(c.Id, task => Assign(task, c.Owner, c.By, team, now)),
            StartTask c => With(c.Id, task => Start(task, c.Agent, team, now)),
            BlockTask c => With(c.Id, task => Block(task, c, now)),
            FinishTask c => With(c.Id, task => Finish(task, c, team, now)),
            ReopenTask c => With(c.Id, task => Reopen(task, c, now)),
            ReportTests c => With(c.Id, task => Report(task, c, now)),
            _ => throw new UnreachableException($"Unknown command {command.GetType().Name}."),
        };
    }

    private static Decision Refuse(string reason, string hint) => Decision.Reject(Rejected.Refused(reason, hint));

    private static Decision Accept(string id, params IReadOnlyList<IEvent> events) => Decision.Accept(events).Answer(new TaskAccepted(id));

    private Decision With(string id, Func<TaskItem, Decision> decide) =>
        Find(id) is { } task ? decide(task) : Decision.Reject(Rejected.NotFound($"{Project} has no task {id}.", ListHint));

    private Decision Add(AddTask c, IReadOnlyList<TeamMate> team, TaskRules rules, DateTimeOffset now)
    {
        if (Added.Find(a => a.Key == c.Key) is { } before) return Accept(before.Id);
        if (c.Role is { } role && Roles.Find(role) is null)
            return Decision.Reject(new Rejected(RejectionCode.Invalid, $"There is no role \"{role}\".", Spelling.Hint(role, Roles.TeamKeys)));
        if (Tasks.Count >= rules.Most)
            return Refuse($"{Project} has {Tasks.Count} tasks, as many as orchestrator.tasks.max allows.", "Raise that, or put several things into one task.");
        if (c.DependsOn.FirstOrDefault(d => !IsForeign(d) && Find(d) is null) is { } unknown)
            return Decision.Reject(Rejected.NotFound($"{Project} has no task {unknown} to wait for.", ListHint));
        var id = $"T{Tasks.Count + 1}";
        if (Cycle(id, c.DependsOn, c.Others) is { } cycle) return RefuseCycle(cycle);
        List<IEvent> events =
        [
            new TaskAdded(id, c.Title, c.Text, c.Role, c.Priority, [.. c.DependsOn.Distinct()], [.. c.Criteria], c.By, now),
            new TaskKeyed(id, c.Key, now),
        ];
        if (c.By == AgentTarget.ManagerOf(Project).ToString()) events.Add(new TaskAnnounced(id, now));
        if (c.Owner is not { } owner) return Accept(id, events);
        var assigned = events.Cast<ITaskEvent>().Aggregate(this, (b, e) => b.Apply(e)).Decide(new AssignTask(id, owner, c.By), team, rules, now);
        return assigned.Rejection is null ? Accept(id, [.. events, .. assigned.Events]) : assigned;
    }

    private Decision Depend(TaskItem task, AddDependencies c, DateTimeOffset now)
    {
        if (c.DependsOn.FirstOrDefault(d => !IsForeign(d) && Find(d) is null) is { } unknown)
            return Decision.Reject(Rejected.NotFound($"{Project} has no task {unknown} to wait for.", ListHint));
        if (Cycle(task.Id, c.DependsOn, c.Others) is { } cycle) return RefuseCycle(cycle);
        var added = c.DependsOn.Where(d => !task.DependsOn.Contains(d)).ToImmutableList();
        return added.IsEmpty ? Accept(task.Id) : Accept(task.Id, new DependenciesAdded(task.Id, added, c.By, now));
    }

    private Decision Assign(TaskItem task, AgentName owner, string by, IReadOnlyList<TeamMate> team, DateTimeOffset now)
    {
        if (Unfit(task, owner, team) is { } unfit) return unfit;
        if (task.State is TaskState.Merging or TaskState.Done)
            return Refuse($"{task.Id} is {(task.State is TaskState.Done ? "done" : "being merged")}.", $"Reopen it first: orc task reopen {task.Id} REASON");
        return task.Owner == owner && task.IsOpen ? Accept(task.Id) : Accept(task.Id, new TaskAssigned(task.Id, owner, by, now));
    }

    private Decision Start(TaskItem task, AgentName? agent, IReadOnlyList<TeamMate> team, DateTimeOffset now)
    {
        if ((agent ?? task.Owner) is not { } owner) return Refuse($"{task.Id} has no owner.", $"Give it to somebody first: orc task assign {task.Id} AGENT");
        if (task.State is TaskState.Started && task.Owner == owner) return Accept(task.Id);
        if (task.Owner is { } other && other != owner)
            return Refuse($"{task.Id} is {other}'s.", $"The project manager can give it to you: orc task assign {task.Id} {owner}");
        if (Unfit(task, owner, team) is { } unfit) return unfit;
        if (task.State is TaskState.Merging or TaskState.Done)
            return Refuse($"{task.Id} is {(task.State is TaskState.Done ? "done" : "being merged")}.", $"Reopen it first: orc task reopen {task.Id} REASON");
        var waits = WaitsFor(task).ToList();
        return waits.Count > 0
            ? Refuse($"{task.Id} waits for {string.Join(", ", waits.Select(Dependencies.Show))}.", "Do that first, or something else meanwhile.")
            : Accept(task.Id, new TaskStarted(task.Id, owner, now));
    }

    private Decision? Unfit(TaskItem task, AgentName owner, IReadOnlyList<TeamMate> team)
    {
        if (team.FirstOrDefault(m => m.Name == owner) is not { } mate)
            return Decision.Reject(Rejected.NotFound($"{Project} has no agent {owner} to give {task.Id} to.", $"orc status {Project} shows those there are."));
        return mate.IsUp ? null : Refuse($"{owner} has failed and takes no tasks.", $"Restart it (orc agent restart {Project}:{owner}) or choose another.");
    }

    private static Decision Block(TaskItem task, BlockTask c, DateTimeOffset now) =>
        task.State is TaskState.Merging or TaskState.Done
            ? Refuse($"{task.Id} is {(task.State is TaskState.Done ? "done" : "being merged")}.", $"Reopen it: orc task reopen {task.Id} REASON")
            : task.State is TaskState.Blocked && task.Detail == c.Reason ? Accept(task.Id) : Accept(task.Id, new TaskBlocked(task.Id, c.Reason, c.By, now));

    private Decision Finish(TaskItem task, FinishTask c, IReadOnlyList<TeamMate> team, DateTimeOffset now)
    {
        if (task.State is TaskState.Merging or TaskState.Done) return Accept(task.Id); // said twice is done once
        var waits = WaitsFor(task).ToList();
        if (waits.Count > 0) return Refuse($"{task.Id} waits for {string.Join(", ", waits.Select(Dependencies.Show))} and cannot be done before.", "orc task show says what it depends on.");
        var toMerge = task.Owner is { } owner && team.Any(m => m.Name == owner && m.HasBranch);
        return Accept(task.Id, new TaskFinished(task.Id, c.Summary, toMerge, c.By, now));
    }

    private Decision Reopen(TaskItem task, ReopenTask c, DateTimeOffset now)
    {
        if (task.State is not (TaskState.Done or TaskState.Merging)) return Refuse($"{task.Id} is not done; it is {TaskWords.Of(this, task)}.", "orc task show says how it stands.");
        var reopened = Apply(new TaskReopened(task.Id, c.Reason, c.By, now)).Find(task.Id)!;
        List<IEvent> events = [new TaskReopened(task.Id, c.Reason, c.By, now)];
        if (task.Owner is { } owner) events.Add(new NoticeQueued(TaskNotices.Reopened(reopened, c.Reason, c.By, owner), now));
        return Accept(task.Id, events);
    }

    private Decision Report(TaskItem task, ReportTests c, DateTimeOffset now)
    {
        List<IEvent> events = [new TaskTested(task.Id, c.Passed, c.Text, c.By, now)];
        if (task.Owner is { } owner && AgentTarget.Of(Project, owner).ToString() != c.By)
            events.Add(new NoticeQueued(TaskNotices.Tested(task with { Revision = task.Revision + 1 }, new TestVerdict(c.Passed, c.Text, c.By, now), owner), now));
        if (!c.Passed && task.State is (TaskState.Done or TaskState.Merging)) events.Add(new TaskReopened(task.Id, c.Text, c.By, now));
        return Accept(task.Id, events);
    }
}
