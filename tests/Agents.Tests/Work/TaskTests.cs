using Orchestrator.Agents.Tasks;
using Orchestrator.Runtime.Persistence;
using Xunit;
using static Orchestrator.Agents.Tasks.TaskMessages;

namespace Orchestrator.Agents.Tests.Work;

public sealed class TaskTests
{
    private static readonly Dictionary<string, IReadOnlyList<string>> NoOthers = [];

    [Fact]
    public void Tasks_go_to_their_role_in_turn_and_one_at_a_time()
    {
        var work = new WorkScenario().Add("one").Add("two").Add("three").Add("check", role: "tester");

        Assert.Equal(["developer-1", "developer-2", null, "tester"], work.State.Board.Tasks.Select(t => t.Owner?.Value));
        Assert.Equal("ready", TaskWords.Of(work.State.Board, work["T3"]));
        Assert.Contains("developer-1: Task T1 is yours (normal): one", work.Notices);

        work.Complete("T2");
        Assert.Equal("developer-2", work["T3"].Owner?.Value);
    }

    [Fact]
    public void A_task_waits_for_those_it_depends_on_until_they_have_landed()
    {
        var work = new WorkScenario().Add("one").Add("two", after: "T1");
        Assert.Equal("queued", TaskWords.Of(work.State.Board, work["T2"]));
        work.Refuses(new StartTask("T2", new AgentName("developer-2")), "T2 waits for T1");

        work.When(new StartTask("T1", null)).When(new FinishTask("T1", null, "shop:developer-1"));
        Assert.Equal(TaskState.Merging, work["T1"].State);
        Assert.Null(work["T2"].Owner);
        work.Add("three").Add("four");
        Assert.Equal(["developer-2", null], new[] { work["T3"], work["T4"] }.Select(t => t.Owner?.Value)); // developer-1's branch is being merged

        work.Land();
        Assert.Equal(TaskState.Done, work["T1"].State);
        Assert.Equal("commit-M1", work["T1"].Commit);
        Assert.NotNull(work["T2"].Owner);
    }

    [Fact]
    public void A_critical_task_goes_at_once_to_an_agent_that_is_busy_and_low_ones_wait_and_go_together()
    {
        var work = new WorkScenario(team: ["developer"]).Add("now");
        work.Add("low 1", TaskPriority.Low).Add("low 2", TaskPriority.Low).Add("fire", TaskPriority.Critical);

        Assert.Equal("developer", work["T4"].Owner?.Value);
        Assert.Null(work["T2"].Owner);
        work.Complete("T4").Complete("T1");

        Assert.Equal(["developer", "developer"], new[] { work["T2"], work["T3"] }.Select(t => t.Owner?.Value));
        Assert.Single(work.Notices, n => n.Contains("T2 is yours", StringComparison.Ordinal) || n.Contains("T3 is yours", StringComparison.Ordinal));
    }

    [Fact]
    public void A_task_of_a_failed_agent_goes_back_into_the_queue_and_to_somebody_else()
    {
        var work = new WorkScenario().Add("one").When(new StartTask("T1", null)).Fails("developer-1");

        Assert.Equal("developer-2", work["T1"].Owner?.Value);
        Assert.Contains("developer-2: Task T1 is yours (normal): one", work.Notices);
        work.Refuses(new AssignTask("T1", new AgentName("developer-1"), "user"), "developer-1 has failed");
    }

    [Fact]
    public void A_task_of_an_agent_that_left_goes_back_into_the_queue()
    {
        var work = new WorkScenario(team: ["developer-1", "developer-2"]).Add("one");
        work.Team = [.. work.Team.Where(m => m.Name.Value != "developer-1")];
        work.When(new Agents.Work.WorkMessages.Rebalance());

        Assert.Equal("developer-2", work["T1"].Owner?.Value);
    }

    [Fact]
    public void The_tester_is_told_at_once_when_a_developer_is_done_and_the_developer_when_the_tests_are()
    {
        var work = new WorkScenario(team: ["developer", "tester", "test-runner"]).Add("one").When(new StartTask("T1", null));
        work.When(new FinishTask("T1", "made it", "shop:developer"));

        Assert.Contains("tester: developer says that T1 is done: one", work.Notices);
        Assert.Contains("test-runner: developer says that T1 is done: one", work.Notices);

        work.When(new ReportTests("T1", Passed: false, "2 of 7 fail", "shop:test-runner"));
        Assert.Contains("developer: shop:test-runner has checked T1 (one), and it fails: 2 of 7 fail", work.Notices);
        Assert.Equal(TaskState.Started, work["T1"].State);
    }

    [Fact]
    public void A_failed_test_of_a_task_that_is_not_done_yet_does_not_reopen_it()
    {
        var work = new WorkScenario().Add("one").When(new ReportTests("T1", Passed: false, "fails", "user"));

        Assert.Equal(TaskState.Assigned, work["T1"].State);
        Assert.False(work["T1"].Tests!.Passed);
    }

    [Fact]
    public void With_the_manager_in_charge_nobody_else_gives_tasks_and_the_manager_is_told_what_waits()
    {
        var work = new WorkScenario(AssignmentMode.Manager).Add("one").Add("mine", by: "shop:project-manager");

        Assert.All(work.State.Board.Tasks, t => Assert.Null(t.Owner));
        Assert.Equal(["project-manager: A task waits for an owner:"], work.Notices);

        work.When(new AssignTask("T1", new AgentName("developer-2"), "shop:project-manager"));
        Assert.Contains("developer-2: Task T1 is yours (normal): one", work.Notices);
    }

    [Fact]
    public void A_task_for_a_role_that_nobody_has_is_the_managers()
    {
        var work = new WorkScenario().Add("deploy", role: "devops");

        Assert.Equal(["project-manager: A task waits for an owner:"], work.Notices);
    }

    [Fact]
    public void A_cycle_is_refused_and_named()
    {
        var work = new WorkScenario().Add("one").Add("two", after: "T1").Add("three", after: "T2");

        work.Refuses(new AddDependencies("T1", ["T3"], NoOthers, "user"), "shop:T1 → shop:T3 → shop:T2 → shop:T1");
        work.Refuses(new AddDependencies("T1", ["T1"], NoOthers, "user"), "shop:T1 → shop:T1");
        work.Refuses(new AddDependencies("T1", ["bank:T1"], new Dictionary<string, IReadOnlyList<string>> { ["bank:T1"] = ["shop:T1"] }, "user"), "shop:T1 → bank:T1 → shop:T1");
        work.Refuses(new AddDependencies("T1", ["T9"], NoOthers, "user"), "no task T9", RejectionCode.NotFound);
    }

    [Fact]
    public void A_dependency_on_another_project_is_met_once_that_task_is_done()
    {
        var work = new WorkScenario().Add("one", after: "bank:T4");
        Assert.Null(work["T1"].Owner);

        work.When(new MeetDependencies(new HashSet<string> { "bank:T3" }));
        Assert.Null(work["T1"].Owner);
        work.When(new MeetDependencies(new HashSet<string> { "bank:T4" }));
        Assert.NotNull(work["T1"].Owner);
        Assert.Empty(work.Decide(new MeetDependencies(new HashSet<string> { "bank:T4" })).Events);
    }

    [Fact]
    public void What_is_not_there_or_not_theirs_is_refused()
    {
        var work = new WorkScenario().Add("one");

        work.Refuses(new AddTask("k", "x", "", "plumber", null, TaskPriority.Normal, [], [], "user"), "no role \"plumber\"", RejectionCode.Invalid);
        work.Refuses(new AssignTask("T1", new AgentName("nobody"), "user"), "no agent nobody", RejectionCode.NotFound);
        work.Refuses(new StartTask("T9", null), "no task T9", RejectionCode.NotFound);
        work.Refuses(new StartTask("T1", new AgentName("developer-2")), "T1 is developer-1's");
        work.Refuses(new ReopenTask("T1", "why", "user"), "not done");
    }

    [Fact]
    public void The_same_request_twice_is_one_task_and_done_twice_is_done_once()
    {
        var work = new WorkScenario().When(new AddTask("k", "one", "", null, null, TaskPriority.Normal, [], [], "user"));
        var again = work.Decide(new AddTask("k", "one", "", null, null, TaskPriority.Normal, [], [], "user"));

        Assert.Empty(again.Events);
        Assert.Equal(new TaskAccepted("T1"), again.Reply);
        work.Complete("T1");
        Assert.Empty(work.Decide(new FinishTask("T1", null, "shop:developer-1")).Events);
    }

    [Fact]
    public void A_blocked_task_is_told_to_the_manager_and_its_agent_gets_another()
    {
        var work = new WorkScenario(team: ["developer"]).Add("one").Add("two").When(new BlockTask("T1", "no key", "shop:developer"));

        Assert.Contains("project-manager: shop:developer cannot go on with T1 (one): no key", work.Notices);
        Assert.Equal("developer", work["T2"].Owner?.Value);
    }

    [Fact]
    public void Without_a_branch_done_is_done_and_the_manager_hears_when_all_are()
    {
        var work = new WorkScenario(branches: false).Add("one").Add("two").Complete("T1");
        Assert.DoesNotContain(work.Notices, n => n.Contains("All 2 tasks", StringComparison.Ordinal));

        work.Complete("T2");
        Assert.Contains("project-manager: All 2 tasks are done. See orc task list, and whether the spec's success criteria are met.", work.Notices);
    }
}
