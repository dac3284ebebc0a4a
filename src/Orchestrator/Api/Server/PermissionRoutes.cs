using Orchestrator.Agents;
using Orchestrator.Agents.Identity;
using Orchestrator.Agents.PermissionRequests;
using Orchestrator.Agents.PermissionRequests.Rules;
using Orchestrator.Api.Contracts;
using static Orchestrator.Agents.PermissionRequests.PermissionMessages;

namespace Orchestrator.Api.Server;

/// <summary>The requests for permission that agents' CLIs wait with: listed and answered.</summary>
internal sealed class PermissionRoutes(AgentGateway agents, PermissionRules rules, PermissionHistory history, ApiTimes times)
{
    internal async Task ListAsync(ApiCall call)
    {
        var all = (await agents.LookAsync()).Agents.Values.AsEnumerable();
        if (call.Query("target") is { } text)
        {
            var target = ApiCall.Target(text);
            call.Demand(Operation.Look, target);
            all = all.Where(a => text.Contains(':', StringComparison.Ordinal) || target.IsOrchestrator ? a.Target == target : a.Target.Project == target.Project);
        }

        var waiting = all.Select(a => a.Permission).OfType<PermissionRequest>().OrderBy(p => p.AskedAt).Select(Describe);
        await call.AnswerAsync(new PermissionsAnswer([.. waiting]), ApiJson.Default.PermissionsAnswer);
    }

    internal async Task AnswerAsync(ApiCall call)
    {
        var id = call.Path("id");
        var target = Asker(id);
        call.Demand(Operation.Steer, target);
        if (call.Caller.Agent == target) throw ApiFault.Forbidden("An agent does not answer its own requests for permission.");

        var request = await call.ReadAsync(ApiJson.Default.AnswerPermissionRequest);
        var accepted = await agents.TellAgentAsync<PermissionAccepted>(target, new AnswerPermission(id, request.Allow, request.Option, call.Caller.Name));
        var after = await agents.WaitAsync(s => s.Agents.GetValueOrDefault(target)?.Permission?.Id != id, times.Show);
        if (after.Agents.GetValueOrDefault(target)?.Permission?.Id == id)
            throw ApiFault.Failed($"\"{accepted.Option.Label}\" of {id} was not taken by its CLI in {times.Show.TotalSeconds:0} s; it may still be.", $"Look: orc permissions list, orc attach {target}");
        await call.AnswerAsync(new PermissionAnswer(Describe(accepted.Request), accepted.Option.Label), ApiJson.Default.PermissionAnswer);
    }

    /// <summary>Which rule decides, of a request that was made or of one that is made up. Nothing is done.</summary>
    internal async Task ExplainAsync(ApiCall call)
    {
        var request = await call.ReadAsync(ApiJson.Default.ExplainPermissionRequest);
        if ((request.Id is null) == (request.Target is null))
            throw ApiFault.Invalid("Exactly one of id and target says what is to be explained.");
        var target = request.Id is { } asked ? Asker(asked) : ApiCall.Target(request.Target!);
        call.Demand(Operation.Read, target);
        if (request.Tool is null && (request.Command ?? request.Path) is not null)
            throw ApiFault.Invalid("A command or a path is a tool's.", "Name the tool too: --tool Bash --command \"git status\"");
        var past = request.Id is { } id ? history.Find(id) ?? throw ApiFault.NotFound($"There is no request {id}.", "Ids look like shop:developer+3; those that wait: orc permissions list") : null;
        var agent = await agents.AgentAsync(target);
        var subject = new RuleSubject(target, agent.Role, history.DirectoryOf(target), past is null ? ToolUses.Of(request.Tool, request.Command, request.Path) : past.Tool);
        var verdict = rules.Decide(subject);
        await call.AnswerAsync(
            new PermissionExplanation(
                Server.Describe.Word(verdict.Decision), verdict.Rule, verdict.Reason,
                [.. rules.Rules.Select(r => new RuleInfo(r.Number, r.ToString(), Server.Describe.Word(r.Match(subject))))], past?.Outcome),
            ApiJson.Default.PermissionExplanation);
    }

    private static AgentTarget Asker(string id)
    {
        var plus = id.LastIndexOf('+');
        return plus > 0 && AgentTarget.TryParse(id[..plus], out var target, out _)
            ? target
            : throw ApiFault.Invalid($"\"{id}\" is no permission's id.", "Ids look like shop:developer+3; those that wait: orc permissions list");
    }

    private static PermissionInfo Describe(PermissionRequest request) => new(
        request.Id, request.Target.ToString(), request.Dialog.Question, [.. request.Dialog.Options.Select(o => o.Label)], request.AskedAt,
        request.Tool?.Tool, request.Tool?.Command, request.Tool?.Paths.FirstOrDefault(), request.Verdict?.Reason);
}
