using Akka.Actor;
using Akka.TestKit;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Merging;
using Orchestrator.Agents.Messaging;
using Orchestrator.Agents.Overview;
using Orchestrator.Agents.Tasks;
using Orchestrator.Agents.Tests.Lifecycle;
using Orchestrator.Agents.Work;
using Orchestrator.Agents.Worktrees;
using Orchestrator.Runtime.Persistence;
using Xunit;
using static Orchestrator.Agents.Messaging.MessagingMessages;
using static Orchestrator.Agents.Orchestration.OrchestrationMessages;
using static Orchestrator.Agents.Tasks.TaskEvents;
using static Orchestrator.Agents.Tasks.TaskMessages;
using static Orchestrator.Agents.Work.WorkMessages;

namespace Orchestrator.Agents.Tests.Work;

/// <summary>The actor of a project's tasks, with virtual time: what agents are told, when, and how often.</summary>
public sealed class ProjectWorkActorTests : AgentTestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5), RetryAfter = TimeSpan.FromSeconds(2);

    private readonly Management.ProjectPlan _plan = Plan();
    private TestProbe? _manager;
    private int _keys;

    private TestProbe Manager => _manager ??= CreateTestProbe("manager");

    [Fact]
    public async Task A_critical_task_is_told_at_once_and_urgently_and_low_ones_wait_and_come_together()
    {
        var work = Start();
        await AddAsync(work, "one");
        await AddAsync(work, "two");
        Assert.Equal(("shop:developer-1", "Task T1 is yours (normal): one"), await NextAsync());
        Assert.Equal(("shop:developer-2", "Task T2 is yours (normal): two"), await NextAsync());

        await AddAsync(work, "low 1", TaskPriority.Low);
        await AddAsync(work, "low 2", TaskPriority.Low);
        await AddAsync(work, "fire", TaskPriority.Critical); // the next word is of this one: the low ones wait
        var fire = await WordAsync();
        Accept(fire);
        Assert.Equal((true, true), (fire.Message.Urgent, fire.Message.Text.StartsWith("Task T5 is yours (critical): fire", StringComparison.Ordinal)));

        foreach (var task in new[] { "T5", "T1" }) await DoneAsync(work, task);
        var low = await UntilAsync("Task T3 is yours");
        Assert.Equal("shop:developer-1", low.To);
        Assert.Contains("Task T4 is yours (low): low 2", low.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_task_of_an_agent_that_fails_goes_to_another_and_one_that_is_up_again_gets_work()
    {
        var work = Start();
        await AddAsync(work, "one");
        await AddAsync(work, "two");
        await NextAsync();
        await NextAsync();

        work.Tell(new MateFailed(new AgentName("developer-1")));
        await DoneAsync(work, "T2");
        Assert.Equal("shop:developer-2", (await UntilAsync("Task T1 is yours")).To);

        await AddAsync(work, "three"); // nobody is left for it
        Sys.EventStream.Publish(View("developer-1", AgentStatus.Ready));
        Assert.Equal("shop:developer-1", (await UntilAsync("Task T3 is yours")).To);
    }

    [Fact]
    public async Task The_tester_hears_of_a_finished_task_and_the_developer_of_its_verdict_without_any_time_going_by()
    {
        var work = Start();
        await AddAsync(work, "one");
        await NextAsync();
        var before = Clock.Now;

        await DoneAsync(work, "T1");
        Assert.Equal("shop:tester", (await UntilAsync("developer-1 says that T1 is done")).To);
        await AskAsync(work, new ReportTests("T1", Passed: false, "2 of 7 fail", "shop:tester"));
        Assert.Equal("shop:developer-1", (await UntilAsync("and it fails: 2 of 7 fail")).To);
        Assert.Equal(before, Clock.Now);
    }

    [Fact]
    public async Task A_word_that_could_not_be_handed_over_is_tried_again_later_under_the_same_key_and_the_rest_behind_it()
    {
        var work = Start();
        await AddAsync(work, "one");
        await AddAsync(work, "two");
        var first = await WordAsync();
        Manager.Reply(new Rejected(RejectionCode.Unavailable, "out of order"));

        await Eventually.Holds(async () =>
        {
            Clock.Advance(RetryAfter);
            var again = await WordAsync(TimeSpan.FromMilliseconds(200));
            Assert.Equal(first.Message.Key, again.Message.Key);
            Accept(again);
        });
        Assert.Equal("shop:developer-2", (await NextAsync()).To);
    }

    [Fact]
    public async Task A_word_whose_outcome_is_not_stored_is_sent_again_after_a_restart_and_a_stored_one_is_not()
    {
        var work = Start();
        await AddAsync(work, "one");
        await NextAsync();
        await AddAsync(work, "two");
        var unsettled = await WordAsync();
        await KillAsync(work);

        work = Start();
        var again = await WordAsync();
        Assert.Equal(unsettled.Message.Key, again.Message.Key);
        Accept(again);
        await AddAsync(work, "fire", TaskPriority.Critical);
        Assert.Contains("T3 is yours", (await NextAsync()).Text, StringComparison.Ordinal); // nothing of T1 came in between
    }

    [Fact]
    public async Task What_waits_for_another_project_is_released_once_though_that_was_done_while_nobody_looked()
    {
        var work = Start();
        await AskAsync(work, new AddTask("pay", "Pay", "", null, null, TaskPriority.Normal, ["bank:T1"], [], "user"));
        var bank = new TaskBoard(new ProjectName("bank")).Apply(new TaskAdded("T1", "Till", "", null, TaskPriority.Normal, [], [], "user", Some.Noon));
        Publish(bank);
        Assert.Equal("shop:project-manager", (await UntilAsync("Blocked by other projects")).To);
        Assert.Equal("bank:project-manager", (await UntilAsync("The project shop waits for yours")).To);
        await KillAsync(work);

        Publish(bank.Apply(new TaskLanded("T1", null, Some.Noon))); // nobody hears of it
        var asked = CreateTestProbe();
        Sys.EventStream.Subscribe(asked, typeof(WorkAsked));
        work = Start();
        await asked.ExpectMsgAsync<WorkAsked>(Patience); // so all others say again how they stand
        for (var n = 0; n < 2; n++) Publish(bank.Apply(new TaskLanded("T1", null, Some.Noon)));
        Assert.Equal("shop:project-manager", (await UntilAsync("bank:T1, for which T1 (Pay) waited")).To);
        Assert.Equal("shop:developer-1", (await NextAsync()).To);
        await AddAsync(work, "two");
        Assert.Contains("Task T2 is yours", (await NextAsync()).Text, StringComparison.Ordinal); // and nothing was said twice
    }

    private static Management.ProjectPlan Plan()
    {
        AgentDefinition Member(string name, string role) => Some.Definition(AgentTarget.Of(Some.Shop, new AgentName(name)), role);
        return Some.Plan() with
        {
            Members = [Member("project-manager", "project-manager"), Member("developer-1", "developer"), Member("developer-2", "developer"), Member("tester", "tester")],
            Work = new ProjectWork(null, [], AssignmentMode.Runtime),
        };
    }

    private IActorRef Start()
    {
        var services = new WorkServices(
            new WorkOptions(
                new GitOptions("git", Patience), new WorktreeOptions(WorktreeMode.Off, "/nowhere", 1), new TaskRules(AssignmentMode.Manager, OpenPerAgent: 1, LowBatch: 3, Most: 100),
                new MergeOptions(MergeStyle.Merge, MergeOptions.None, Patience, AdvanceStart: false, Tags: false)),
            new GitRunner(new GitOptions("git", Patience), TimeProvider.System), "/nowhere", TimeProvider.System, RetryAfter, 1000);
        var work = ActorOfAsTestChild(services);
        work.Tell(new OpenWork(_plan));
        work.Tell(new TeamIs(_plan.Members, IsRunning: true));
        return work;
    }

    private IActorRef ActorOfAsTestChild(WorkServices services)
    {
        var manager = Manager.Ref;
        var parent = Sys.ActorOf(Props.Create(() => new Parent(services, manager)));
        return parent.Ask<IActorRef>("child", Patience).GetAwaiter().GetResult();
    }

    private Task AddAsync(IActorRef work, string title, TaskPriority priority = TaskPriority.Normal) => AskAsync(work, new AddTask($"k{++_keys}", title, "", null, null, priority, [], [], "user"));

    private static Task DoneAsync(IActorRef work, string task) => AskAsync(work, new FinishTask(task, null, "user"));

    private static async Task AskAsync(IActorRef work, IWorkCommand command) => Assert.IsType<TaskAccepted>(await work.Ask<object>(command, Patience));

    private async Task<(string To, SendMessage Message)> WordAsync(TimeSpan? patience = null)
    {
        var word = await Manager.ExpectMsgAsync<ToAgent>(patience ?? Patience);
        return (word.Target.ToString(), Assert.IsType<SendMessage>(word.Command));
    }

    private void Accept((string To, SendMessage Message) word)
    {
        var target = AgentTarget.Parse(word.To);
        Manager.Reply(new MessageAccepted(new Message($"{target}#1", 1, "orchestrator", target, word.Message.Text, word.Message.Kind, Some.Noon, word.Message.Key, null, false), MessageState.Queued));
    }

    private async Task<(string To, string Text)> NextAsync()
    {
        var word = await WordAsync();
        Accept(word);
        return (word.To, word.Message.Text.Split('\n')[0]);
    }

    /// <summary>The first word with the text; those before it are taken.</summary>
    private async Task<(string To, string Text)> UntilAsync(string text)
    {
        while (true)
        {
            var word = await WordAsync();
            Accept(word);
            if (word.Message.Text.Contains(text, StringComparison.Ordinal)) return (word.To, word.Message.Text);
        }
    }

    private void Publish(TaskBoard board) => Sys.EventStream.Publish(new WorkView(board.Project, null, board, new MergeQueue(board.Project), AssignmentMode.Manager, []));

    private static AgentView View(string agent, AgentStatus status) =>
        new(AgentTarget.Of(Some.Shop, new AgentName(agent)), "developer", "custom", "shop", status, 1, 0, 0, Some.Pane(), null, null, null, [], RecoveryKind.Started);

    /// <summary>Stands for the project manager: what its child tells it goes to the test.</summary>
    private sealed class Parent : ReceiveActor
    {
        public Parent(WorkServices services, IActorRef test)
        {
            var child = Context.ActorOf(ProjectWorkActor.Props(Some.Shop, services));
            Receive<string>(_ => Sender.Tell(child));
            ReceiveAny(test.Forward);
        }
    }
}
