using Orchestrator.Agents.Tasks;
using Orchestrator.Runtime.Persistence;
using System.Diagnostics;
using System.Globalization;
using static Orchestrator.Agents.Merging.MergeEvents;
using static Orchestrator.Agents.Merging.MergeMessages;
using static Orchestrator.Agents.Work.WorkEvents;

namespace Orchestrator.Agents.Merging;

public sealed partial record MergeQueue
{
    /// <summary>Says which events a command leads to, or why it is refused. Changes nothing.</summary>
    /// <param name="command">What is asked, or what an effect came to.</param>
    /// <param name="team">Who is in the team.</param>
    /// <param name="tags">Whether landings get tags.</param>
    /// <param name="now">The time.</param>
    public Decision Decide(IMergeCommand command, IReadOnlyList<TeamMate> team, bool tags, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(team);
        return command switch
        {
            RequestMerge c => Request(c, team, now),
            StartNextMerge => Next is { } next ? Decision.Accept(new MergeStarted(next.Id, next.Attempt + 1, now)) : Decision.Nothing,
            Predicted c => Predict(c, now),
            IOutcome c => UnderWay is { } item && item.Id == c.Id && item.Attempt == c.Attempt ? Decision.Accept([.. After(item, c, tags, now)]) : Decision.Nothing,
            _ => throw new UnreachableException($"Unknown command {command.GetType().Name}."),
        };
    }

    /// <summary>The event that puts a task's commits into the queue.</summary>
    public MergeQueued Enqueue(AgentName agent, TaskItem? task, DateTimeOffset now) =>
        new(string.Create(CultureInfo.InvariantCulture, $"M{LastNumber + 1}"), agent, task?.Id, task?.Title ?? $"Work of {agent}", now);

    private Decision Request(RequestMerge c, IReadOnlyList<TeamMate> team, DateTimeOffset now)
    {
        if (team.FirstOrDefault(m => m.Name == c.Agent) is not { HasBranch: true })
        {
            return Decision.Reject(Rejected.Refused(
                $"{AgentTarget.Of(Project, c.Agent)} has no branch of its own to merge.", "Only engineers of a project with worktrees have one: orc worktree list"));
        }
        if (Items.Find(m => m.Agent == c.Agent && m.Task is null && m.State is MergeState.Queued) is { } waiting)
            return Decision.Nothing.Answer(new MergeAccepted(waiting.Id));
        var queued = Enqueue(c.Agent, null, now);
        return Decision.Accept(queued).Answer(new MergeAccepted(queued.Id));
    }

    private IEnumerable<IEvent> After(MergeItem item, IOutcome outcome, bool tags, DateTimeOffset now)
    {
        switch (outcome, item.State)
        {
            case (Prepared o, MergeState.Preparing):
                return [new MergePrepared(item.Id, o.Tip, o.Base, o.Candidate, o.Note, now)];
            case (NothingNew o, MergeState.Preparing):
                return [new MergeNothing(item.Id, o.Tip, now)];
            case (Conflicted o, MergeState.Preparing):
                return Conflict(item, o, now);
            case (Tested { Tests.Passed: true } o, MergeState.Testing):
                return [new MergeTested(item.Id, o.Tests, tags && o.Tests.Command is not null ? TagName.Of(item, now) : null, now)];
            case (Tested o, MergeState.Testing):
                return [new MergeTestsFailed(item.Id, o.Tests, now), new NoticeQueued(MergeNotices.TestsFailed(item, o.Tests), now)];
            case (Landed o, MergeState.Landing):
                return [new MergeLanded(item.Id, o.Note, now), new NoticeQueued(MergeNotices.Landed(Project, item, item.Tests), now)];
            case (BaseMoved, MergeState.Landing):
                return [new MergeStarted(item.Id, item.Attempt + 1, now)];
            case (Broken o, _):
                return
                [
                    new MergeFailed(item.Id, o.Reason, now),
                    new NoticeQueued(MergeNotices.Failed(item, o.Reason, item.Agent), now),
                    new NoticeQueued(MergeNotices.Failed(item, o.Reason, AgentName.ProjectManager), now),
                ];
            default:
                return []; // of a step that is over
        }
    }

    private IEnumerable<IEvent> Conflict(MergeItem item, Conflicted o, DateTimeOffset now)
    {
        yield return new MergeConflicted(item.Id, o.Tip, o.Files, o.Sides, now);
        yield return new NoticeQueued(MergeNotices.Conflict(Project, item, o.Files, o.Sides), now);
        foreach (var other in o.Others.Select(Find).OfType<MergeItem>().Where(m => m.Agent != item.Agent).DistinctBy(m => m.Agent))
            yield return new NoticeQueued(MergeNotices.ConflictOther(item, other, o.Files, o.Sides), now);
    }

    private Decision Predict(Predicted c, DateTimeOffset now)
    {
        if (c.Conflicts.Count == Predicted.Count && c.Conflicts.All(p => Predicted.Exists(p.IsSameAs))) return Decision.Nothing;
        var fresh = c.Conflicts.Where(p => !Predicted.Exists(p.IsSameAs));
        return Decision.Accept(
        [
            new ConflictsPredicted(c.Conflicts, now),
            .. fresh.SelectMany(p => new[] { new NoticeQueued(MergeNotices.Predicted(p, p.One, p.Other, now), now), new NoticeQueued(MergeNotices.Predicted(p, p.Other, p.One, now), now) }),
        ]);
    }
}
