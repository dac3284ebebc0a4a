using Orchestrator.Agents;
using Orchestrator.Agents.Identity;
using Orchestrator.Agents.PermissionRequests;
using Orchestrator.Api.Contracts;
using static Orchestrator.Agents.PermissionRequests.PermissionMessages;

namespace Orchestrator.Api.Server;

/// <summary>The requests for permission that agents' CLIs wait with: listed and answered.</summary>
internal sealed class PermissionRoutes(AgentGateway agents, ApiTimes times)
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
        var plus = id.LastIndexOf('+');
        if (plus <= 0 || !AgentTarget.TryParse(id[..plus], out var target, out _))
            throw ApiFault.Invalid($"\"{id}\" is no permission's id.", "Ids look like shop:developer+3; those that wait: orc permissions list");
        call.Demand(Operation.Steer, target);
        if (call.Caller.Agent == target) throw ApiFault.Forbidden("An agent does not answer its own requests for permission.");

        var request = await call.ReadAsync(ApiJson.Default.AnswerPermissionRequest);
        var accepted = await agents.TellAgentAsync<PermissionAccepted>(target, new AnswerPermission(id, request.Allow, request.Option, call.Caller.Name));
        var after = await agents.WaitAsync(s => s.Agents.GetValueOrDefault(target)?.Permission?.Id != id, times.Show);
        if (after.Agents.GetValueOrDefault(target)?.Permission?.Id == id)
            throw ApiFault.Failed($"\"{accepted.Option.Label}\" of {id} was not taken by its CLI in {times.Show.TotalSeconds:0} s; it may still be.", $"Look: orc permissions list, orc attach {target}");
        await call.AnswerAsync(new PermissionAnswer(Describe(accepted.Request), accepted.Option.Label), ApiJson.Default.PermissionAnswer);
    }

    private static PermissionInfo Describe(PermissionRequest request) =>
        new(request.Id, request.Target.ToString(), request.Dialog.Question, [.. request.Dialog.Options.Select(o => o.Label)], request.AskedAt);
}
