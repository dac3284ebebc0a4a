using Akka.Actor;
using Akka.TestKit;
using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Engineering;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Overview;
using Orchestrator.Agents.PermissionRequests.Rules;
using Orchestrator.Agents.Terminals;
using Orchestrator.Agents.Tests.Lifecycle;
using Xunit;
using static Orchestrator.Agents.Lifecycle.LifecycleMessages;
using static Orchestrator.Agents.PermissionRequests.PermissionMessages;
using static Orchestrator.Agents.Terminals.TerminalMessages;

namespace Orchestrator.Agents.Tests.PermissionRequests;

/// <summary>Dialogs at the actor: a CLI shows its dialog while its hook asks for the same.</summary>
public sealed class DialogActorTests : AgentTestKit
{
    private static readonly ScreenDialog _dialog = new("touch a", [new("1", "Yes"), new("2", "No")]);
    private static readonly ToolUse _use = new("Bash", "touch a", []);
    private readonly PermissionRules _rules = RuleTests.Rules("{ tool = Bash, command = \"touch *\", decision = allow }");

    [Fact]
    public async Task A_dialog_that_the_hook_is_decided_for_is_nobodys_business()
    {
        var (engineer, terminal, manager) = await StartAsync(_rules);
        Shows(terminal, TerminalActivity.WaitingForPermission, _dialog);
        await SeenAsync(AgentStatus.WaitingForPermission);
        engineer.Tell(new DecideToolUse(1, _use), TestActor);
        Assert.Equal(PermissionDecision.Allow, (await ExpectMsgAsync<ToolVerdict>()).Verdict.Decision);
        Clock.Advance(TimeSpan.FromSeconds(2));
        Shows(terminal, TerminalActivity.Working, null);
        await SeenAsync(AgentStatus.Working);

        Shows(terminal, TerminalActivity.WaitingForPermission, new ScreenDialog("another", _dialog.Options));
        await SeenAsync(AgentStatus.WaitingForPermission);
        Clock.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal("another", (await manager.FishForMessageAsync<MemberAsks>(_ => true)).Request.Dialog.Question); // and nothing of the first
    }

    [Fact]
    public async Task Without_rules_a_dialog_is_told_at_once()
    {
        var (_, terminal, manager) = await StartAsync(PermissionRules.AskAlways);
        Shows(terminal, TerminalActivity.WaitingForPermission, _dialog);
        Assert.Equal("shop:developer+1", (await manager.FishForMessageAsync<MemberAsks>(_ => true)).Request.Id);
    }

    [Fact]
    public async Task A_dialog_whose_tool_is_known_is_decided_at_once()
    {
        var (_, terminal, _) = await StartAsync(_rules);
        Shows(terminal, TerminalActivity.WaitingForPermission, _dialog, _use);
        Assert.Equal("Yes", (await Terminals.FishForMessageAsync<AnswerDialog>(_ => true)).Option.Label);
    }

    [Fact]
    public async Task An_answer_by_a_rule_that_the_terminal_cannot_give_is_told_to_who_may_decide()
    {
        var (_, terminal, manager) = await StartAsync(_rules);
        Shows(terminal, TerminalActivity.WaitingForPermission, _dialog, _use);
        var answer = await Terminals.FishForMessageAsync<AnswerDialog>(_ => true);
        Say(terminal, new DialogNotAnswered(answer.Id, "Its CLI did not take the key 1."));
        Assert.Equal(answer.Id, (await manager.FishForMessageAsync<MemberAsks>(_ => true)).Request.Id);
    }

    private async Task<(IActorRef Engineer, FakeTerminal.Started Terminal, TestProbe Manager)> StartAsync(PermissionRules rules)
    {
        var manager = CreateTestProbe("manager");
        Sys.EventStream.Subscribe(Views.Ref, typeof(AgentView));
        var engineer = manager.ChildActorOf(EngineerActor.Props(Some.Developer, Services(Some.Options with { Permissions = rules })));
        engineer.Tell(new CreateAgent(Some.Definition(Some.Developer)), ActorRefs.NoSender);
        var terminal = await TerminalStartsAsync(Some.Developer);
        Bind(terminal);
        return (engineer, terminal, manager);
    }

    private TestProbe? _views;

    private TestProbe Views => _views ??= CreateTestProbe("views");

    /// <summary>Waits until the engineer has seen what it does.</summary>
    private async Task SeenAsync(AgentStatus status) => await Views.FishForMessageAsync<AgentView>(v => v.Status == status);

    private static void Shows(FakeTerminal.Started terminal, TerminalActivity activity, ScreenDialog? dialog, ToolUse? tool = null) =>
        Say(terminal, new ActivityChanged(1, activity, dialog, Tool: tool));
}
