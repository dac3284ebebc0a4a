using Orchestrator.Agents.Tasks;
using Orchestrator.Runtime.Persistence;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;
using static Orchestrator.Agents.Tasks.TaskEvents;
using static Orchestrator.Agents.Tasks.TaskMessages;

namespace Orchestrator.Agents.Tests.Work;

public sealed class OtherProjectTests
{
    private static readonly Dictionary<string, IReadOnlyList<string>> NoOthers = [];
    private static readonly ProjectName Bank = new("bank");

    [Fact]
    public void Both_managers_are_told_once_that_a_task_waits_and_the_own_one_when_it_does_not()
    {
        var work = new WorkScenario(AssignmentMode.Manager).Add("Pay", after: "bank:T1").When(BankHas());

        Assert.Equal(["project-manager: Blocked by other projects:", "bank:project-manager: The project shop waits for yours:"], work.Notices);
        Assert.Contains("- T1 (Pay) waits for bank:T1\n", work.Texts[0], StringComparison.Ordinal);
        Assert.Contains("orc task depend T1 --drop bank:T1", work.Texts[0], StringComparison.Ordinal);
        Assert.Contains("- T1, before shop:T1 (Pay) can begin", work.Texts[1], StringComparison.Ordinal);
        Assert.Empty(work.Decide(BankHas()).Events); // said again after a restart

        work.Notices.Clear();
        work.When(BankHas("bank:T1"));
        Assert.Equal(["project-manager: Done in other projects:", "project-manager: A task waits for an owner:"], work.Notices);
        Assert.Empty(work.Decide(BankHas("bank:T1")).Events);
    }

    [Fact]
    public void What_is_done_already_blocks_nobody()
    {
        var work = new WorkScenario(AssignmentMode.Manager).Add("Pay", after: "bank:T1").When(BankHas("bank:T1"));

        Assert.DoesNotContain(work.Notices, n => n.Contains("Blocked", StringComparison.Ordinal));
        Assert.True(work.State.Board.IsReady(work["T1"]));
    }

    [Fact]
    public void A_project_that_waits_begins_none_of_its_tasks_and_goes_on_with_those_that_are_begun()
    {
        var work = new WorkScenario(team: ["developer"]).Add("begun").When(new StartTask("T1", null));
        work.When(new AddDependencies(Dependencies.All, ["bank:*"], NoOthers, "user")).Add("new").When(BankHas());
        Assert.Contains("all of your tasks wait for bank", work.Texts[^2], StringComparison.Ordinal);
        Assert.Contains("all of your tasks, before any of its tasks can begin", work.Texts[^1], StringComparison.Ordinal);

        work.Complete("T1");
        Assert.Null(work["T2"].Owner);
        work.Refuses(new StartTask("T2", new AgentName("developer")), "T2 waits for bank.");

        work.When(BankHas("bank:T1", "bank:*"));
        Assert.Equal("developer", work["T2"].Owner?.Value);
        work.When(new StartTask("T2", null));
    }

    [Fact]
    public void A_dependency_that_is_dropped_is_no_longer_waited_for()
    {
        var work = new WorkScenario().When(new AddDependencies(Dependencies.All, ["bank:*"], NoOthers, "user")).Add("one", after: "bank:T1").When(BankHas());

        work.When(new DropDependencies(Dependencies.All, ["bank:*"], "user"));
        Assert.Null(work["T1"].Owner);
        work.When(new DropDependencies("T1", ["bank:T1"], "user"));
        Assert.NotNull(work["T1"].Owner);
        Assert.Empty(work.Decide(new DropDependencies("T1", ["bank:T1"], "user")).Events);
        work.Refuses(new DropDependencies("T9", ["bank:T1"], "user"), "no task T9", RejectionCode.NotFound);
    }

    [Fact]
    public void A_project_that_is_removed_is_said_once_and_waited_for_again_when_it_comes_back()
    {
        var work = new WorkScenario(AssignmentMode.Manager).Add("Pay", after: "bank:T1").When(BankHas());
        work.Notices.Clear();

        work.When(new LoseProject(Bank));
        Assert.Equal(["project-manager: The project bank was removed, and nobody will do what is waited for there:"], work.Notices);
        Assert.Empty(work.Decide(new LoseProject(Bank)).Events);
        Assert.Empty(work.Decide(new LoseProject(new ProjectName("farm"))).Events);

        work.When(BankHas());
        Assert.Contains("bank:project-manager: The project shop waits for yours:", work.Notices);
    }

    [Theory]
    [InlineData("shop:*", "bank:*", "shop → bank → bank:T1 → shop")] // bank's T1 waits for all of shop
    [InlineData("shop:T1", "bank:T1", "shop:T1 → bank:T1 → shop")]
    [InlineData("shop:T1", "farm:*", "shop:T1 → farm → farm:T1 → bank:T1 → shop")]
    [InlineData("shop:*", "farm:T1", "shop → farm:T1 → bank:T1 → shop")]
    [InlineData("shop:*", "shop:*", "shop → shop")]
    [InlineData("shop:T1", "shop:*", "shop:T1 → shop")]
    [InlineData("shop:T2", "barn:*", "shop:T2 → barn → barn:T1 → shop:T1 → shop:T2")] // within the own project too
    public void A_cycle_over_projects_is_refused_with_its_way(string waiting, string on, string way)
    {
        var others = new Dictionary<string, IReadOnlyList<string>>
        {
            ["bank:*"] = ["bank:T1"],
            ["bank:T1"] = ["shop:*"],
            ["farm:*"] = ["farm:T1"],
            ["farm:T1"] = ["bank:T1"],
            ["barn:*"] = ["barn:T1"],
            ["barn:T1"] = ["shop:T1"],
        };
        var work = new WorkScenario().Add("one").Add("two").When(new AddDependencies("T1", ["T2"], NoOthers, "user"));

        work.Refuses(new AddDependencies(waiting["shop:".Length..], [on], others, "user"), $"wait for each other: {way}.");
    }

    [Fact]
    public void A_new_task_of_a_project_that_others_wait_for_cannot_wait_for_them()
    {
        var others = new Dictionary<string, IReadOnlyList<string>> { ["bank:T1"] = ["shop:*"] };
        var add = new AddTask("k", "x", "", null, null, TaskPriority.Normal, ["bank:T1"], [], "user") { Others = others };

        new WorkScenario().Refuses(add, "shop:T1 → bank:T1 → shop.");
    }

    [Fact]
    public void The_graph_of_all_projects_has_what_holds_for_all_tasks_of_one()
    {
        var board = new TaskBoard(Bank).Apply(new TaskAdded("T1", "x", "", null, TaskPriority.Normal, [], [], "user", Some.Noon)).Apply(new DependenciesAdded(Dependencies.All, ["shop:*"], "user", Some.Noon));

        var graph = Dependencies.Graph([board]);
        Assert.Equal(["shop:*"], graph["bank:T1"]);
        Assert.Equal(["bank:T1", "shop:*"], graph["bank:*"]);
    }

    [Fact]
    public void A_project_is_done_for_others_once_it_has_tasks_and_all_are()
    {
        Assert.Empty(new TaskBoard(Some.Shop).DoneForOthers());
        var work = new WorkScenario(branches: false).Add("one").Add("two").Complete("T1");
        Assert.Equal(["shop:T1"], work.State.Board.DoneForOthers());
        Assert.Contains("shop:*", work.Complete("T2").State.Board.DoneForOthers());
    }

    [Fact]
    public void What_is_waited_for_comes_back_from_a_snapshot_and_one_of_an_older_version_waits_for_nothing()
    {
        var work = new WorkScenario().When(new AddDependencies(Dependencies.All, ["bank:*"], NoOthers, "user")).Add("one", after: "bank:T1").When(BankHas());
        var stored = JsonSerializer.Serialize(work.State, EventJson.Options);
        var again = JsonSerializer.Deserialize<Agents.Work.ProjectWorkState>(stored, EventJson.Options)!;
        Assert.Equal(stored, JsonSerializer.Serialize(again, EventJson.Options));
        Assert.Equal([("*", "bank:*"), ("T1", "bank:T1")], again.Board.WaitsForOthers());

        var older = JsonNode.Parse(stored)!;
        Assert.True(older["board"]!.AsObject().Remove("gate") && older["board"]!["tasks"]![0]!.AsObject().Remove("awaited"));
        var read = older.Deserialize<Agents.Work.ProjectWorkState>(EventJson.Options)!;
        Assert.Equal([("T1", "bank:T1")], read.Board.WaitsForOthers());
        Assert.NotEmpty(read.Decide(BankHas(), new Agents.Work.WorkContext(work.Team, work.Rules, Tags: true), Some.Noon).Events);
    }

    [Fact]
    public void A_launch_with_dependencies_waits_from_the_first_moment()
    {
        var plan = Some.Plan() with { Work = new Agents.Work.ProjectWork(null, [new TaskSeed("one")]) { DependsOn = ["bank:*"] } };
        var again = JsonSerializer.Deserialize<Agents.Management.ProjectPlan>(JsonSerializer.Serialize(plan, EventJson.Options), EventJson.Options)!;
        var work = new WorkScenario().When(new Agents.Work.WorkMessages.BeginWork(again));

        Assert.Null(work["T1"].Owner);
        Assert.Equal(["bank:*"], work.State.Board.WaitsFor(work["T1"]));
    }

    private static MeetDependencies BankHas(params string[] done) => new(done.ToHashSet(), Bank);
}
