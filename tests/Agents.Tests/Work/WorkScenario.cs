using Orchestrator.Agents.Tasks;
using Orchestrator.Agents.Work;
using Orchestrator.Runtime.Persistence;
using Xunit;
using static Orchestrator.Agents.Tasks.TaskMessages;
using static Orchestrator.Agents.Work.WorkEvents;

namespace Orchestrator.Agents.Tests.Work;

/// <summary>A project's work without an actor: commands in, state and notices out.</summary>
internal sealed class WorkScenario
{
    private readonly HashSet<string> _noticeKeys = [];
    private int _keys;

    internal WorkScenario(AssignmentMode assignment = AssignmentMode.Runtime, bool branches = true, params string[] team)
    {
        string[] names = team.Length == 0 ? ["developer-1", "developer-2", "tester"] : team;
        Team = [new TeamMate(AgentName.ProjectManager, "project-manager", false), .. names.Select(n => new TeamMate(new AgentName(n), RoleOf(n), branches))];
        Rules = new TaskRules(assignment, OpenPerAgent: 1, LowBatch: 3, Most: 100);
    }

    internal ProjectWorkState State { get; private set; } = new(Some.Shop);

    internal IReadOnlyList<TeamMate> Team { get; set; }

    internal TaskRules Rules { get; init; }

    /// <summary>The spec of the launch.</summary>
    internal SpecVersion? Launched { get; init; }

    internal DateTimeOffset Now { get; set; } = Some.Noon;

    /// <summary>Every notice since the start, as <c>to: first line</c>.</summary>
    internal List<string> Notices { get; } = [];

    /// <summary>The same in full.</summary>
    internal List<string> Texts { get; } = [];

    internal TaskItem this[string id] => State.Board.Find(id)!;

    internal Decision Decide(WorkMessages.IWorkCommand command) => State.Decide(command, new WorkContext(Team, Rules, Tags: true) { Launched = Launched }, Now);

    internal WorkScenario When(WorkMessages.IWorkCommand command)
    {
        var decision = Decide(command);
        Assert.Null(decision.Rejection);
        foreach (var e in decision.Events)
        {
            State = State.Apply(e);
            if (e is NoticeQueued queued) Queue(queued.Notice);
        }
        Now += TimeSpan.FromSeconds(1);
        return this;
    }

    private void Queue(Notice notice)
    {
        Assert.DoesNotContain(notice.Key, _noticeKeys); // a message with the key of another one is never delivered
        _noticeKeys.Add(notice.Key);
        Notices.Add($"{(notice.Project is { } other ? other + ":" : "")}{notice.To}: {notice.Text.Split('\n')[0]}");
        Texts.Add(notice.Text);
    }

    internal WorkScenario Add(string title, TaskPriority priority = TaskPriority.Normal, string? role = null, string by = "user", params string[] after) =>
        When(new AddTask($"k{++_keys}", title, "", role, null, priority, after, [], by));

    /// <summary>The owner begins a task, ends it, and its commits land.</summary>
    internal WorkScenario Complete(string id)
    {
        When(new StartTask(id, null)).When(new FinishTask(id, null, AgentTarget.Of(Some.Shop, this[id].Owner!.Value).ToString()));
        return this[id].State is TaskState.Merging ? Land() : this;
    }

    internal WorkScenario Land()
    {
        When(new Agents.Merging.MergeMessages.StartNextMerge());
        var merge = State.Merges.UnderWay!;
        When(new Agents.Merging.MergeMessages.Prepared(merge.Id, merge.Attempt, "tip", "base", $"commit-{merge.Id}", null));
        When(new Agents.Merging.MergeMessages.Tested(merge.Id, merge.Attempt, new Agents.Merging.MergeTests("make test", 0, "")));
        return When(new Agents.Merging.MergeMessages.Landed(merge.Id, merge.Attempt, null));
    }

    internal WorkScenario Fails(string agent)
    {
        Team = [.. Team.Select(m => m.Name.Value == agent ? m with { IsUp = false } : m)];
        return When(new WorkMessages.Rebalance());
    }

    internal void Refuses(WorkMessages.IWorkCommand command, string words, string code = RejectionCode.Refused)
    {
        var rejection = Decide(command).Rejection;
        Assert.NotNull(rejection);
        Assert.Equal(code, rejection.Code);
        Assert.Contains(words, rejection.Reason, StringComparison.Ordinal);
    }

    private static string RoleOf(string name) => name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').TrimEnd('-');
}
