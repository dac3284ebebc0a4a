using Orchestrator.Runtime.Persistence;
using static Orchestrator.Agents.Tasks.TaskEvents;
using static Orchestrator.Agents.Work.WorkEvents;

namespace Orchestrator.Agents.Tasks;

public sealed partial record TaskBoard
{
    /// <summary>What follows from events that were just decided: who is told, who gets what. Stored with them, at once or not at all.</summary>
    /// <param name="before">The board before the events.</param>
    /// <param name="events">The events; this is the board after them.</param>
    /// <param name="team">Who is in the team.</param>
    /// <param name="rules">The settings.</param>
    /// <param name="now">The time.</param>
    public IReadOnlyList<IEvent> FollowUp(TaskBoard before, IReadOnlyList<IEvent> events, IReadOnlyList<TeamMate> team, TaskRules rules, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(team);
        ArgumentNullException.ThrowIfNull(rules);
        var follow = new List<IEvent>();
        foreach (var e in events.OfType<ITaskEvent>()) follow.AddRange(Tell(e, team, now));
        follow.AddRange(TellOfOthers(events, now));
        var board = this;
        board = board.TakeBack(team, now, follow);
        if (rules.Assignment is AssignmentMode.Runtime)
            board.Give(team, rules, now, follow);
        else
            board.Announce(team, rules, now, follow);
        if (Tasks.Count > 0 && Tasks.TrueForAll(t => t.State is TaskState.Done) && !before.Tasks.TrueForAll(t => t.State is TaskState.Done))
            follow.Add(new NoticeQueued(TaskNotices.AllDone(Tasks.Count, Tasks.MaxBy(t => t.ChangedAt)!, AgentName.ProjectManager), now));
        return follow;
    }

    private IEnumerable<IEvent> Tell(ITaskEvent @event, IReadOnlyList<TeamMate> team, DateTimeOffset now)
    {
        switch (@event)
        {
            case TaskAssigned e when Find(e.Id) is { } task && e.By != AgentTarget.Of(Project, e.Owner).ToString():
                yield return new NoticeQueued(TaskNotices.Assigned(Project, e.Owner, [task], HasBranch(e.Owner, team)), now);
                break;
            case TaskBlocked e when Find(e.Id) is { } task && e.By != AgentTarget.ManagerOf(Project).ToString():
                yield return new NoticeQueued(TaskNotices.Blocked(task, e.Reason, e.By, AgentName.ProjectManager), now);
                break;
            case TaskFinished e when Find(e.Id) is { Owner: { } owner } task:
                foreach (var role in new[] { "tester", "test-runner" })
                {
                    if (Assignment.InTurn(this, role, team, owner) is { } mate)
                        yield return new NoticeQueued(TaskNotices.ToCheck(Project, task, owner, mate.Name, HasBranch(owner, team)), now);
                }
                break;
            default:
                break;
        }
    }

    private static bool HasBranch(AgentName agent, IReadOnlyList<TeamMate> team) => team.Any(m => m.Name == agent && m.HasBranch);

    /// <summary>Tasks whose owner has failed or left go back into the queue. An empty team is one that is not known yet.</summary>
    private TaskBoard TakeBack(IReadOnlyList<TeamMate> team, DateTimeOffset now, List<IEvent> follow)
    {
        if (team.Count == 0) return this;
        var board = this;
        foreach (var task in Tasks.Where(t => t.State is TaskState.Assigned or TaskState.Started or TaskState.Blocked))
        {
            if (task.Owner is not { } owner || team.Any(m => m.Name == owner && m.IsUp)) continue;
            var reason = team.Any(m => m.Name == owner) ? $"{owner} has failed." : $"{owner} is no longer in the team.";
            var returned = new TaskReturned(task.Id, reason, now);
            board = board.Apply(returned);
            follow.Add(returned);
        }
        return board;
    }

    private void Give(IReadOnlyList<TeamMate> team, TaskRules rules, DateTimeOffset now, List<IEvent> follow)
    {
        var board = this;
        var given = new List<(AgentName Owner, string Id)>();
        while (Assignment.Next(board, team, rules) is var (task, mate))
        {
            List<TaskItem> batch = [task];
            if (task.Priority is TaskPriority.Low)
                batch.AddRange(board.Ready.Where(t => t != task && t.Priority is TaskPriority.Low && t.Role == task.Role).Take(rules.LowBatch - 1));
            foreach (var one in batch)
            {
                var assigned = new TaskAssigned(one.Id, mate.Name, "orchestrator", now);
                board = board.Apply(assigned);
                follow.Add(assigned);
                given.Add((mate.Name, one.Id));
            }
        }
        foreach (var group in given.GroupBy(g => g.Owner))
            follow.Add(new NoticeQueued(TaskNotices.Assigned(Project, group.Key, [.. group.Select(g => board.Find(g.Id)!)], HasBranch(group.Key, team)), now));
        TellOfRolesThatNobodyHas(board, team, now, follow);
    }

    private static void TellOfRolesThatNobodyHas(TaskBoard board, IReadOnlyList<TeamMate> team, DateTimeOffset now, List<IEvent> follow)
    {
        var orphans = board.Ready.Where(t => !t.Announced && t.Role is { } role && !Assignment.HasRole(team, role)).ToList();
        if (team.Count == 0 || orphans.Count == 0) return;
        follow.Add(new NoticeQueued(TaskNotices.Ready(AgentName.ProjectManager, orphans), now));
        follow.AddRange(orphans.Select(t => new TaskAnnounced(t.Id, now)));
    }

    /// <summary>The project manager is told what waits for an owner: low ones only together with others, or when there are enough of them.</summary>
    private void Announce(IReadOnlyList<TeamMate> team, TaskRules rules, DateTimeOffset now, List<IEvent> follow)
    {
        var waiting = Ready.Where(t => !t.Announced).ToList();
        if (team.Count == 0 || waiting.Count == 0) return;
        var idle = !Tasks.Any(t => t.IsOpen);
        if (waiting.TrueForAll(t => t.Priority is TaskPriority.Low) && waiting.Count < rules.LowBatch && !idle) return;
        follow.Add(new NoticeQueued(TaskNotices.Ready(AgentName.ProjectManager, waiting), now));
        follow.AddRange(waiting.Select(t => new TaskAnnounced(t.Id, now)));
    }
}
