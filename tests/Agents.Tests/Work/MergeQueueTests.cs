using Orchestrator.Agents.Merging;
using Orchestrator.Agents.Tasks;
using Orchestrator.Agents.Work;
using Orchestrator.Runtime.Persistence;
using System.Text.Json;
using Xunit;
using static Orchestrator.Agents.Merging.MergeMessages;
using static Orchestrator.Agents.Tasks.TaskMessages;

namespace Orchestrator.Agents.Tests.Work;

public sealed class MergeQueueTests
{
    [Fact]
    public void One_merge_is_under_way_at_a_time_and_the_next_follows_in_order()
    {
        var work = Finished("one", "two");
        work.When(new StartNextMerge());
        Assert.Equal("M1", work.State.Merges.UnderWay!.Id);
        Assert.Empty(work.Decide(new StartNextMerge()).Events);

        work.When(new NothingNew("M1", 1, "tip")).When(new StartNextMerge());
        Assert.Equal("M2", work.State.Merges.UnderWay!.Id);
        Assert.Equal(TaskState.Done, work["T1"].State);
    }

    [Fact]
    public void What_an_earlier_attempt_or_another_step_came_to_is_of_no_consequence()
    {
        var work = Finished("one").When(new StartNextMerge());

        Assert.Empty(work.Decide(new Landed("M1", 1, null)).Events);
        Assert.Empty(work.Decide(new Prepared("M1", 2, "tip", "base", "commit", null)).Events);
        Assert.Empty(work.Decide(new Prepared("M9", 1, "tip", "base", "commit", null)).Events);
    }

    [Fact]
    public void A_conflict_is_told_to_both_owners_and_the_task_is_open_again()
    {
        var work = Finished("one", "two").Land().When(new StartNextMerge());
        work.When(new Conflicted("M2", 1, "tip", ["prices.txt"], ["M1"], "both sides"));

        Assert.Contains("developer-2: T2 (two) conflicts with what has landed, in prices.txt.", work.Notices);
        Assert.Contains("developer-1: T2 (two) of developer-2 conflicts with what you have landed (T1 (one)), in prices.txt.", work.Notices);
        Assert.Equal((TaskState.Started, "developer-2"), (work["T2"].State, work["T2"].Owner!.Value.Value));
    }

    [Fact]
    public void Failing_tests_send_the_task_back_with_their_output_and_nothing_lands()
    {
        var work = Finished("one").When(new StartNextMerge()).When(new Prepared("M1", 1, "tip", "base", "commit", null));
        work.When(new Tested("M1", 1, new MergeTests("make test", 2, "expected 3, got 4")));

        Assert.Equal(TaskState.Started, work["T1"].State);
        Assert.Equal(MergeState.TestsFailed, work.State.Merges.Find("M1")!.State);
        Assert.Contains("expected 3, got 4", work.State.Outbox[^1].Text, StringComparison.Ordinal);

        work.When(new FinishTask("T1", null, "shop:developer-1")).Land();
        Assert.Equal((TaskState.Done, "commit-M2"), (work["T1"].State, work["T1"].Commit));
    }

    [Fact]
    public void A_base_that_moved_begins_the_merge_again()
    {
        var work = Finished("one").When(new StartNextMerge()).When(new Prepared("M1", 1, "tip", "base", "commit", null));
        work.When(new Tested("M1", 1, new MergeTests(null, 0, ""))).When(new BaseMoved("M1", 1));

        Assert.Equal((MergeState.Preparing, 2, null), (work.State.Merges.UnderWay!.State, work.State.Merges.UnderWay.Attempt, work.State.Merges.UnderWay.Candidate));
    }

    [Fact]
    public void Only_what_was_tested_gets_a_tag()
    {
        var work = Finished("Price list!", "two").When(new StartNextMerge()).When(new Prepared("M1", 1, "tip", "base", "commit", null));
        work.When(new Tested("M1", 1, new MergeTests("make test", 0, "")));
        Assert.Equal("stable-price-list-20260101", work.State.Merges.Find("M1")!.Tag);

        work.When(new Landed("M1", 1, null)).When(new StartNextMerge()).When(new Prepared("M2", 1, "tip", "base", "commit", null));
        work.When(new Tested("M2", 1, new MergeTests(null, 0, "")));
        Assert.Null(work.State.Merges.Find("M2")!.Tag);
    }

    [Fact]
    public void A_task_reopened_while_it_is_merged_stays_open_when_the_merge_lands()
    {
        var work = Finished("one").When(new ReopenTask("T1", "wrong", "user")).Land();

        Assert.Equal(TaskState.Started, work["T1"].State);
    }

    [Fact]
    public void A_predicted_conflict_is_told_once_to_both()
    {
        var work = new WorkScenario();
        var seen = new Predicted([new PredictedConflict(new AgentName("developer-1"), new AgentName("developer-2"), ["prices.txt"])]);
        work.When(seen);

        Assert.Equal(2, work.Notices.Count);
        Assert.Empty(work.Decide(seen).Events);
        work.When(new Predicted([]));
        Assert.Empty(work.State.Merges.Predicted);
    }

    [Fact]
    public void An_agent_without_a_branch_has_nothing_to_merge() =>
        new WorkScenario().Refuses(new RequestMerge(AgentName.ProjectManager), "no branch of its own");

    [Fact]
    public void A_new_launch_under_the_same_name_begins_anew_and_the_same_one_does_not()
    {
        var plan = Some.Plan() with { Work = new ProjectWork(null, [new TaskSeed("a price list")]) };
        var work = new WorkScenario(AssignmentMode.Manager).Add("old").When(new WorkMessages.BeginWork(plan));

        Assert.Equal("a price list", Assert.Single(work.State.Board.Tasks).Title);
        Assert.Empty(work.Decide(new WorkMessages.BeginWork(plan)).Events);
        Assert.DoesNotContain(work.Notices, n => n.Contains("price list", StringComparison.Ordinal)); // its brief has it
    }

    [Fact]
    public void The_state_comes_back_from_its_snapshot_as_it_was()
    {
        var work = Finished("one", "two").Land().When(new Predicted([new PredictedConflict(new AgentName("developer-1"), new AgentName("tester"), ["a"])]));
        var stored = JsonSerializer.Serialize(work.State, EventJson.Options);

        Assert.Equal(stored, JsonSerializer.Serialize(JsonSerializer.Deserialize<ProjectWorkState>(stored, EventJson.Options), EventJson.Options));
    }

    private static WorkScenario Finished(params string[] titles)
    {
        var work = new WorkScenario();
        foreach (var title in titles) work.Add(title);
        foreach (var task in work.State.Board.Tasks)
            work.When(new StartTask(task.Id, null)).When(new FinishTask(task.Id, null, $"shop:{task.Owner}"));
        return work;
    }
}
