using Akka.Actor;
using Akka.TestKit;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Management;
using Orchestrator.Agents.Messaging;
using Orchestrator.Agents.Overview;
using Orchestrator.Agents.Scaling;
using Orchestrator.Agents.Tasks;
using Orchestrator.Agents.Tests.Lifecycle;
using Orchestrator.Agents.Work;
using Orchestrator.Agents.Worktrees;
using Xunit;
using static Orchestrator.Agents.Messaging.MessagingMessages;
using static Orchestrator.Agents.Orchestration.OrchestrationMessages;
using static Orchestrator.Agents.Scaling.ScalingMessages;
using static Orchestrator.Agents.Tasks.TaskEvents;

namespace Orchestrator.Agents.Tests.Scaling;

public sealed class ScalingActorTests : AgentTestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly AgentName One = new("developer-1"), Two = new("developer-2");

    private readonly List<string> _calls = [];
    private readonly ProjectPlan _plan = Some.Plan(Some.Shop, "developer") with { Work = new ProjectWork(null, []) { Scaling = new ProjectScaling([new RoleRange("developer", 1, 3)]) } };
    private TaskBoard _board = new(Some.Shop);
    private IReadOnlyList<AgentName> _agents = [AgentName.ProjectManager, One];
    private string _work = "";
    private bool _refuses;

    [Fact]
    public async Task Tasks_that_wait_bring_an_engineer_once_and_its_manager_is_told_why()
    {
        var (scaling, orchestrator) = Start();
        Show(One, AgentStatus.Working);
        for (var n = 1; n <= 3; n++) Add(n);
        await HoldsAsync(scaling, d => d is { Action: ScalingAction.Add }, TimeSpan.FromMinutes(2));

        var told = await NextNoticeAsync(orchestrator);
        Assert.Equal("shop:project-manager", told.Target.ToString());
        Assert.Contains("developer-2, a developer, has joined the team: 3 tasks wait for a developer", told.Text, StringComparison.Ordinal);
        await Eventually.Holds(async () => Assert.Equal(Two, (await DecisionsAsync(scaling))[^1].Agent));

        Clock.Advance(TimeSpan.FromMinutes(5)); // still pressed, but it cools down
        await DecisionsAsync(scaling);
        Assert.Equal(["add developer scaling:1"], _calls);
    }

    [Fact]
    public async Task A_decision_without_an_outcome_is_taken_up_after_a_restart_under_the_same_key()
    {
        var (scaling, orchestrator) = Start();
        Show(One, AgentStatus.Working);
        for (var n = 1; n <= 3; n++) Add(n);
        await HoldsAsync(scaling, d => d is { Action: ScalingAction.Add }, TimeSpan.FromMinutes(2));
        await orchestrator.ExpectMsgAsync<ToAgent>(Patience); // not answered: the outcome is not stored
        await KillAsync(scaling);

        (scaling, _) = Start(orchestrator);
        Show(One, AgentStatus.Working);
        await Eventually.Holds(async () =>
        {
            Clock.Advance(TimeSpan.FromSeconds(15));
            Assert.Contains("scaling:1", (await NextNoticeAsync(orchestrator, TimeSpan.FromMilliseconds(200))).Key, StringComparison.Ordinal);
        });
        await Eventually.Holds(async () => Assert.Equal(Two, Assert.Single(await DecisionsAsync(scaling)).Agent));
        Assert.Equal(["add developer scaling:1", "add developer scaling:1"], _calls);
    }

    [Fact]
    public async Task One_that_is_idle_is_ended_only_once_its_work_has_landed()
    {
        _agents = [AgentName.ProjectManager, One, Two];
        _work = "2 files are in no commit";
        var (scaling, orchestrator) = Start();
        Show(One, AgentStatus.Working);
        Show(Two, AgentStatus.Ready);
        await HoldsAsync(scaling, d => d is { Action: ScalingAction.HoldBack, Cause: "work" }, TimeSpan.FromMinutes(40));
        Assert.Empty(_calls);

        _work = "";
        await HoldsAsync(scaling, d => d is { Action: ScalingAction.End }, TimeSpan.FromMinutes(10));
        Assert.Contains("developer-2 has left the team", (await NextNoticeAsync(orchestrator)).Text, StringComparison.Ordinal);
        Assert.Equal(["end developer-2"], _calls);
    }

    [Fact]
    public async Task A_turn_for_a_check_in_is_no_work_but_any_other_turn_is()
    {
        _agents = [AgentName.ProjectManager, One, Two];
        var (scaling, _) = Start();
        Show(One, AgentStatus.Working);
        Show(Two, AgentStatus.Ready);
        await DecisionsAsync(scaling); // seen before time goes on
        Clock.Advance(TimeSpan.FromMinutes(20));
        Show(Two, AgentStatus.Ready, due: 60); // its check-in falls due: the next one is later
        Show(Two, AgentStatus.Ready, due: 60, unread: 1);
        Show(Two, AgentStatus.Working, due: 60);
        Show(Two, AgentStatus.Ready, due: 60);
        await HoldsAsync(scaling, d => d is { Action: ScalingAction.End }, TimeSpan.FromMinutes(15)); // not half an hour more

        var watch = new IdleWatch().See(View(Two, AgentStatus.Ready), Some.Noon).See(View(Two, AgentStatus.Working), Some.Noon.AddMinutes(20)).See(View(Two, AgentStatus.Ready), Some.Noon.AddMinutes(21));
        Assert.Equal(Some.Noon.AddMinutes(21), watch.Of(AgentTarget.Of(Some.Shop, Two)));
    }

    [Fact]
    public async Task What_is_refused_is_remembered_with_its_reason_and_not_tried_again_at_once()
    {
        _refuses = true;
        var (scaling, _) = Start();
        Show(One, AgentStatus.Working);
        for (var n = 1; n <= 3; n++) Add(n);
        await HoldsAsync(scaling, d => d.Problem == "the disk is full", TimeSpan.FromMinutes(2));

        Clock.Advance(TimeSpan.FromMinutes(5));
        await DecisionsAsync(scaling);
        Assert.Single(_calls);
    }

    [Fact]
    public async Task A_project_whose_spec_says_off_stays_as_it_is_whatever_the_settings_say()
    {
        var scaling = Sys.ActorOf(ScalingActor.Props(ScalingPolicyTests.Rules with { Roles = [new RoleRange("developer", 1, 3)] }, Services(CreateTestProbe())));
        await DecisionsAsync(scaling);
        var off = _plan with { Work = new ProjectWork(null, []) { Scaling = new ProjectScaling([]) } };
        Publish();
        Show(One, AgentStatus.Working);
        for (var n = 1; n <= 9; n++) Add(n, off);
        await DecisionsAsync(scaling);
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty(await DecisionsAsync(scaling));

        Add(10, _plan with { Work = new ProjectWork(null, []) }); // one whose spec says nothing
        await HoldsAsync(scaling, d => d is { Action: ScalingAction.Add }, TimeSpan.FromMinutes(2));
    }

    private (IActorRef Scaling, TestProbe Orchestrator) Start(TestProbe? probe = null)
    {
        var orchestrator = probe ?? CreateTestProbe();
        var scaling = Sys.ActorOf(ScalingActor.Props(ScalingPolicyTests.Rules, Services(orchestrator)));
        scaling.Ask<ScalingList>(new GetScaling(), Patience).GetAwaiter().GetResult(); // it listens from here on
        Publish();
        Sys.EventStream.Publish(Work(_plan));
        return (scaling, orchestrator);
    }

    private ScalingServices Services(TestProbe orchestrator) => new(
        orchestrator,
        (_, role, key) =>
        {
            _calls.Add($"add {role} {key}");
            return _refuses ? Task.FromException<AgentName>(new ScalingRefusedException("the disk is full")) : Task.FromResult(Two);
        },
        (_, agent) =>
        {
            _calls.Add($"end {agent}");
            return Task.FromResult(agent);
        },
        (_, _) => Task.FromResult(_work),
        (agents, most) => new MachineStanding(0, 8L << 30, agents, most),
        MostAgents: 30,
        MostPerProject: 10);

    /// <summary>Moves time on by looks until a decision is there.</summary>
    private async Task HoldsAsync(IActorRef scaling, Func<ScalingDecision, bool> wanted, TimeSpan within)
    {
        for (var looks = within / TimeSpan.FromSeconds(15); looks > 0; looks--)
        {
            if ((await DecisionsAsync(scaling)).Any(wanted)) return;
            Clock.Advance(TimeSpan.FromSeconds(15));
            await DecisionsAsync(scaling);
        }
        await Eventually.Holds(async () => Assert.Contains(await DecisionsAsync(scaling), d => wanted(d)));
    }

    private static async Task<IReadOnlyList<ScalingDecision>> DecisionsAsync(IActorRef scaling) => (await scaling.Ask<ScalingList>(new GetScaling(), Patience)).Decisions;

    private static async Task<(AgentTarget Target, string Text, string Key)> NextNoticeAsync(TestProbe orchestrator, TimeSpan? patience = null)
    {
        var word = await orchestrator.ExpectMsgAsync<ToAgent>(patience ?? Patience);
        var message = Assert.IsType<SendMessage>(word.Command);
        orchestrator.Reply(new MessageAccepted(new Message($"{word.Target}#1", 1, message.From, word.Target, message.Text, message.Kind, Some.Noon, message.Key, null, false), MessageState.Queued));
        return (word.Target, message.Text, message.Key!);
    }

    private void Publish() => Sys.EventStream.Publish(new ProjectView(Some.Shop, "The shop", "/tmp", ProjectState.Running, _agents, Some.Noon));

    private void Show(AgentName agent, AgentStatus status, int due = 30, int unread = 0) => Sys.EventStream.Publish(View(agent, status, due, unread));

    private static AgentView View(AgentName agent, AgentStatus status, int due = 30, int unread = 0)
    {
        var target = AgentTarget.Of(Some.Shop, agent);
        var every = TimeSpan.FromMinutes(30);
        return new AgentView(
            target, "developer", "custom", "shop", status, 1, 0, unread, Some.Pane(), null, null, null,
            [new Agents.CheckIns.CheckIn($"{target}@1", 1, target, "How far?", new Agents.CheckIns.CheckInSchedule(Every: every), Some.Noon.AddMinutes(due), "orchestrator")], RecoveryKind.Started);
    }

    private void Add(int number, ProjectPlan? plan = null)
    {
        _board = _board.Apply(new TaskAdded($"T{number}", $"Part {number}", "", null, TaskPriority.Normal, [], [], "user", Clock.Now));
        Sys.EventStream.Publish(Work(plan ?? _plan));
    }

    private WorkView Work(ProjectPlan plan) => new(
        Some.Shop, null, _board, new Agents.Merging.MergeQueue(Some.Shop), AssignmentMode.Manager,
        [.. _agents.Skip(1).Select(a => new WorktreePlan("/repo", $"/worktrees/shop/{a}", $"orc/shop/{a}", "start", []))])
    { Plan = plan };
}
