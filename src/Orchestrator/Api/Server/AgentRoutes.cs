using Orchestrator.Agents;
using Orchestrator.Agents.Identity;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Orchestration;
using Orchestrator.Agents.Overview;
using Orchestrator.Agents.PermissionRequests;
using Orchestrator.Agents.PermissionRequests.Rules;
using Orchestrator.Agents.Terminals;
using Orchestrator.Api.Contracts;
using static Orchestrator.Agents.Lifecycle.LifecycleMessages;
using static Orchestrator.Agents.Management.ManagementMessages;

namespace Orchestrator.Api.Server;

/// <summary>Single agents: shown, restarted, stopped, paused; what they report; what their hooks say.</summary>
internal sealed class AgentRoutes(AgentGateway agents, AgentWindows windows, MemberAdder members, ApiTimes times)
{
    internal async Task ShowAsync(ApiCall call)
    {
        var target = call.PathTarget();
        call.Demand(Operation.Look, target);
        await AnswerAsync(call, await agents.AgentAsync(target));
    }

    internal async Task ExplainAsync(ApiCall call)
    {
        var target = call.PathTarget();
        call.Demand(Operation.Look, target);
        var view = await agents.AgentAsync(target);
        await call.AnswerAsync(new ExplanationAnswer(Describe.Explanation(view, await agents.ExplainAsync(target))), ApiJson.Default.ExplanationAnswer);
    }

    internal async Task AddAsync(ApiCall call)
    {
        var project = call.PathProject();
        call.Demand(Operation.Steer, AgentTarget.ManagerOf(project));
        var request = await call.ReadAsync(ApiJson.Default.AddAgentRequest);
        var target = await members.AddAsync(project, request);
        await AnswerAsync(call, request.Wait ? await UpAsync(target) : await ShownAsync(target));
    }

    internal async Task RestartAsync(ApiCall call)
    {
        var target = Steer(call);
        var before = (await agents.AgentAsync(target)).Incarnation;
        await agents.TellAgentAsync<AgentAccepted>(target, new RestartAgent());
        await AnswerAsync(call, await UpAsync(target, before));
    }

    internal async Task StopAsync(ApiCall call)
    {
        var target = Steer(call);
        await agents.TellAgentAsync<AgentAccepted>(target, new StopAgent($"Stopped by {call.Caller.Name}."));
        var all = await agents.WaitAsync(s => !s.Agents.TryGetValue(target, out var v) || (v.Status == AgentStatus.Stopped && v.Pane is null), times.Stop);
        await windows.GoneAsync([target]);
        await AnswerAsync(call, all.Agents[target]);
    }

    internal async Task RemoveAsync(ApiCall call)
    {
        var target = Steer(call);
        if (target.IsOrchestrator || target.Agent == AgentName.ProjectManager)
            throw ApiFault.Refused($"{target} cannot be taken out: every team has one.", target.IsOrchestrator ? null : $"Remove the whole project: orc stop {target.Project}, then orc remove {target.Project}");
        var last = await agents.AgentAsync(target);
        await agents.TellProjectAsync<ProjectAccepted>(target.Project!.Value, new RemoveMember(target.Agent!.Value));
        await windows.GoneAsync([target]);
        await AnswerAsync(call, last with { Status = AgentStatus.Stopped, Pane = null });
    }

    /// <summary>A project's name alone stands for all of its agents.</summary>
    internal async Task PauseAsync(ApiCall call, bool pause)
    {
        var text = call.Path("target");
        var target = ApiCall.Target(text);
        call.Demand(Operation.Steer, target);
        IReadOnlyList<AgentTarget> targets = [target];
        if (!text.Contains(':', StringComparison.Ordinal) && target.Project is { } project)
            targets = [.. (await agents.ProjectAsync(project)).Agents.Select(a => AgentTarget.Of(project, a))];
        foreach (var one in targets)
            await agents.TellAgentAsync<AgentAccepted>(one, pause ? new PauseAgent() : new ContinueAgent());
        var all = await agents.WaitAsync(s => targets.All(t => !s.Agents.TryGetValue(t, out var v) || v.Pane is null || (v.Status == AgentStatus.Paused) == pause), times.Show);
        if (target.Project is { } name && all.Projects.TryGetValue(name, out var view))
            await call.AnswerAsync(new ProjectAnswer(Describe.Project(view, all), Describe.Agent(all.Agents[target])), ApiJson.Default.ProjectAnswer);
        else
            await AnswerAsync(call, all.Agents[target]);
    }

    internal async Task ReportAsync(ApiCall call)
    {
        if (call.Caller.Agent is not { } target)
        {
            throw ApiFault.Forbidden(
                "Only an agent reports; who it is comes from its environment (ORC_TARGET, ORC_TOKEN), which is not there.",
                "To write to an agent: orc send TARGET TEXT");
        }
        call.Demand(Operation.Report, target);
        var request = await call.ReadAsync(ApiJson.Default.ReportRequest);
        if (Enum.GetValues<ReportedState>().FirstOrDefault(s => Describe.Word(s) == request.State, (ReportedState)(-1)) is var state && !Enum.IsDefined(state))
            throw ApiFault.Invalid($"\"{request.State}\" is no state to report.", "Write working, blocked or done.");
        await agents.TellAgentAsync<AgentAccepted>(target, new Report(state, request.Text));
        var report = (await agents.WaitAsync(s => s.Agents.GetValueOrDefault(target)?.Report is { } r && r.State == state && r.Text == request.Text, times.Show))
            .Agents.GetValueOrDefault(target)?.Report ?? new ReportView(state, request.Text, times.Now);
        await call.AnswerAsync(new ReportAnswer(Describe.Report(target, report)), ApiJson.Default.ReportAnswer);
    }

    internal async Task HookAsync(ApiCall call, int incarnation)
    {
        if (call.Caller.Agent is not { } target)
            throw ApiFault.Forbidden("Only an agent's hooks call this.");
        var request = await call.ReadAsync(ApiJson.Default.HookRequest);
        if (Enum.GetValues<HookEvent>().FirstOrDefault(e => Describe.Word(e) == request.Event, (HookEvent)(-1)) is var said && !Enum.IsDefined(said))
            throw ApiFault.Invalid($"\"{request.Event}\" is no hook's event.", $"Write one of: {string.Join(", ", Enum.GetValues<HookEvent>().Select(Describe.Word))}");
        var tool = said is HookEvent.PermissionAsked ? ToolUses.Of(request) : null;
        if (request.Answers && tool is not null && await VerdictAsync(target, incarnation, tool) is { Decision: not PermissionDecision.Ask } verdict)
        {
            // No dialog comes of it, so its terminal is not told of one.
            await call.AnswerAsync(new HookAnswer(Describe.Word(verdict.Decision), verdict.Reason), ApiJson.Default.HookAnswer);
            return;
        }
        if (request.Answers && said is HookEvent.TurnEnded && await agents.OfferTurnEndAsync(target, incarnation, request.SessionId) is { } text)
        {
            // The turn goes on, so its terminal is not told of an end.
            await call.AnswerAsync(new HookAnswer("continue", text), ApiJson.Default.HookAnswer);
            return;
        }
        agents.Tell(new OrchestrationMessages.ToTerminal(
            target, new TerminalMessages.HookReceived(incarnation, new HookCall(said, request.Prompt, request.SessionId, request.Text, tool))));
        await call.AnswerAsync(new DoneAnswer(), ApiJson.Default.DoneAnswer, 202);
    }

    private async Task<RuleVerdict> VerdictAsync(AgentTarget target, int incarnation, ToolUse tool) =>
        (await agents.TellAgentAsync<PermissionMessages.ToolVerdict>(target, new PermissionMessages.DecideToolUse(incarnation, tool))).Verdict;

    private static Task AnswerAsync(ApiCall call, AgentView view) => call.AnswerAsync(new AgentAnswer(Describe.Agent(view)), ApiJson.Default.AgentAnswer);

    private static AgentTarget Steer(ApiCall call)
    {
        var target = call.PathTarget();
        call.Demand(Operation.Steer, target);
        return target;
    }

    private async Task<AgentView> UpAsync(AgentTarget target, int after = 0)
    {
        var all = await agents.WaitAsync(s => s.Agents.TryGetValue(target, out var v) && v.Incarnation > after && Settled(v), times.Start);
        return all.Agents.GetValueOrDefault(target) ?? throw ApiFault.Failed($"{target} has not shown itself within {times.Start.TotalSeconds:0} s.", "Look: orc status, orc daemon logs");
    }

    private async Task<AgentView> ShownAsync(AgentTarget target) =>
        (await agents.WaitAsync(s => s.Agents.ContainsKey(target), times.Show)).Agents.GetValueOrDefault(target)
        ?? throw ApiFault.Failed($"{target} is added but has not shown itself within {times.Show.TotalSeconds:0} s.", "Look: orc status");

    /// <summary>Whether the agent's pane was found or made, or there will be none soon.</summary>
    internal static bool Settled(AgentView view) => (view.Pane is not null && view.Recovery is not null) || view.Status is AgentStatus.Failed or AgentStatus.BackingOff or AgentStatus.Stopped;
}
