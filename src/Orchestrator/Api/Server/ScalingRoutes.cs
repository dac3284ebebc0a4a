using Akka.Actor;
using Orchestrator.Agents;
using Orchestrator.Agents.Identity;
using Orchestrator.Api.Contracts;
using static Orchestrator.Agents.Scaling.ScalingMessages;

namespace Orchestrator.Api.Server;

/// <summary>What was decided about teams' sizes.</summary>
internal sealed class ScalingRoutes(IActorRef scaling, AgentGateway agents, TimeSpan patience)
{
    internal async Task ListAsync(ApiCall call)
    {
        call.Demand(Operation.Look, call.Caller.Agent ?? AgentTarget.Orchestrator);
        ProjectName? only = call.Query("project") is { } name ? ApiCall.Project(name) : null;
        if (only is { } wanted) await agents.ProjectAsync(wanted);
        var all = await agents.LookAsync();
        var list = await AgentGateway.AskAsync<ScalingList>(scaling, new GetScaling(), patience);
        await call.AnswerAsync(
            new ScalingAnswer(
                [.. all.Scaling.Values.Where(v => only is null || v.Project == only).OrderBy(v => v.Project.Value, StringComparer.Ordinal).SelectMany(v => v.Roles).Select(DescribeWork.Role)],
                [.. list.Decisions.Where(d => only is null || d.Project == only).Select(DescribeWork.Decision)]),
            ApiJson.Default.ScalingAnswer);
    }
}
