using Akka.Actor;
using Orchestrator.Agents;
using Orchestrator.Agents.Identity;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Limits;
using Orchestrator.Agents.Overview;
using Orchestrator.Api.Contracts;
using static Orchestrator.Agents.Limits.AgentLimitMessages;

namespace Orchestrator.Api.Server;

/// <summary>Usage limits of credentials and failed turns of agents: listed, and ended by a person.</summary>
/// <param name="agents">The agents.</param>
/// <param name="limits">The owner of usage limits.</param>
/// <param name="patience">How long its answer may take.</param>
internal sealed class LimitRoutes(AgentGateway agents, IActorRef limits, TimeSpan patience)
{
    internal async Task ListAsync(ApiCall call)
    {
        call.Demand(Operation.Look, AgentTarget.Orchestrator);
        var credentials = await CredentialsAsync();
        var views = (await agents.LookAsync()).Agents.Values.OrderBy(a => a.Target.ToString(), StringComparer.Ordinal).ToList();
        var failures = views.Where(a => a.Failure is not null).Select(a => Failure(a, a.Failure!));
        await call.AnswerAsync(new LimitsAnswer([.. credentials.Select(l => Limit(l, views)), .. failures]), ApiJson.Default.LimitsAnswer);
    }

    internal async Task ClearAsync(ApiCall call)
    {
        var name = call.Path("name");
        var isCredential = (await CredentialsAsync()).Any(l => l.Credential == name);
        if (!isCredential && (name.Contains(':', StringComparison.Ordinal) || name == ProjectName.Reserved))
        {
            var target = ApiCall.Target(name);
            call.Demand(Operation.Steer, target);
            await agents.TellAgentAsync<LifecycleMessages.AgentAccepted>(target, new ClearFailure());
        }
        else
        {
            call.Demand(Operation.Administer, AgentTarget.Orchestrator);
            await AgentGateway.AskAsync<LimitMessages.LimitCleared>(limits, new LimitMessages.ClearLimit(name), patience);
        }

        await call.AnswerAsync(new LimitAnswer(name), ApiJson.Default.LimitAnswer);
    }

    private async Task<IReadOnlyList<CredentialLimit>> CredentialsAsync() =>
        (await AgentGateway.AskAsync<LimitMessages.Limits>(limits, new LimitMessages.GetLimits(), patience)).All;

    private static LimitInfo Limit(CredentialLimit limit, IEnumerable<AgentView> views) => new(
        limit.Credential, "usage_limit", limit.Credential, limit.Since, limit.Until, limit.Resets, limit.By.ToString(), limit.Text,
        [.. views.Where(a => a.Credential == limit.Credential && a.Status is AgentStatus.Limited).Select(a => a.Target.ToString())]);

    private static LimitInfo Failure(AgentView agent, AgentFailure failure) => new(
        agent.Target.ToString(), Describe.Word(failure.Kind), agent.Credential, null, failure.Until, null, agent.Target.ToString(), failure.Text, [agent.Target.ToString()]);
}
