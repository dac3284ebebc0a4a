using Akka.Actor;
using Orchestrator.Agents;
using Orchestrator.Agents.Identity;
using Orchestrator.Agents.Insights;
using Orchestrator.Api.Contracts;
using static Orchestrator.Agents.Insights.InsightMessages;

namespace Orchestrator.Api.Server;

/// <summary>What projects learn from each other.</summary>
internal sealed class InsightRoutes(IActorRef insights, AgentGateway agents, TimeSpan patience)
{
    private const int MaxLimit = 10_000;

    internal async Task ShareAsync(ApiCall call)
    {
        var request = await call.ReadAsync(ApiJson.Default.ShareInsightRequest);
        var project = request.Project is { } named ? ApiCall.Project(named) : call.Caller.Agent?.Project;
        if (project is { } where)
        {
            call.Demand(Operation.Write, AgentTarget.ManagerOf(where));
            await agents.ProjectAsync(where);
        }
        var share = new ShareInsight(request.Text, request.Topics, call.Caller.Name, project, ApiCall.Key(request.Key));
        var accepted = await AgentGateway.AskAsync<InsightAccepted>(insights, share, patience);
        await call.AnswerAsync(new InsightAnswer(Describe(accepted.Insight, [])), ApiJson.Default.InsightAnswer);
    }

    /// <summary>The newest ones, oldest first.</summary>
    internal async Task ListAsync(ApiCall call)
    {
        call.Demand(Operation.Look, call.Caller.Agent ?? AgentTarget.Orchestrator);
        var limit = (int)call.Number("limit", 50, 1, MaxLimit);
        var topic = call.Query("topic") is { } text ? InsightTopics.Normal(text) : null;
        ProjectName? project = call.Query("project") is { } name ? ApiCall.Project(name) : null;
        var list = await AgentGateway.AskAsync<InsightList>(insights, new GetInsights(), patience);
        var chosen = list.Insights.Where(i => (topic is null || i.Topics.Contains(topic)) && (project is null || i.Project == project)).TakeLast(limit);
        await call.AnswerAsync(new InsightsAnswer([.. chosen.Select(i => Describe(i, list.Told.GetValueOrDefault(i.Id) ?? []))]), ApiJson.Default.InsightsAnswer);
    }

    private static InsightInfo Describe(Insight insight, IEnumerable<ProjectName> told) => new(
        insight.Id, insight.Text, insight.Topics, insight.Source, insight.Project?.Value, insight.SharedAt, [.. told.Select(p => p.Value)]);
}
