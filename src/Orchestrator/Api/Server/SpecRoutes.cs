using Orchestrator.Agents;
using Orchestrator.Agents.Identity;
using Orchestrator.Agents.Specs;
using Orchestrator.Agents.Work;
using Orchestrator.Api.Contracts;

namespace Orchestrator.Api.Server;

/// <summary>The spec of a project that was launched before.</summary>
internal sealed class SpecRoutes(AgentGateway agents, StoredPlans plans, long maxSpecBytes)
{
    internal async Task UpdateAsync(ApiCall call)
    {
        var project = call.PathProject();
        call.Demand(Operation.Administer, AgentTarget.ManagerOf(project));
        var request = await call.ReadAsync(ApiJson.Default.UpdateSpecRequest);
        await agents.ProjectAsync(project);
        var plan = plans.Find(project);
        var path = request.Path ?? plan.SpecPath;
        if (!Path.IsPathFullyQualified(path)) throw ApiFault.Invalid("The spec's path is not absolute.");
        var read = SpecReader.Read(path, maxSpecBytes);
        if (read.Spec is not { } spec) throw LaunchPlanner.Invalid(read.Errors);
        await call.AnswerAsync(await UpdateAsync(project, spec, path, call.Caller.Name, request.DryRun), ApiJson.Default.SpecAnswer);
    }

    /// <summary>Gives a project another text of its spec, or says what would change.</summary>
    internal async Task<SpecAnswer> UpdateAsync(ProjectName project, Spec spec, string path, string by, bool dryRun)
    {
        if (dryRun)
        {
            var now = plans.Find(project);
            var before = SpecParser.Parse(now.Spec, now.SpecPath).Spec ?? throw ApiFault.Failed($"The stored spec of {project} is damaged.");
            return new SpecAnswer(project.Value, plans.SpecRevisionOf(project), path, true, SpecDifference.Between(before, spec).Lines, [], []);
        }
        var accepted = await agents.TellWorkAsync<SpecMessages.SpecAccepted>(project, new SpecMessages.UpdateSpec(path, spec.Body, by));
        return new SpecAnswer(project.Value, accepted.Revision, path, false, accepted.Changes, [.. accepted.Told.Select(a => a.Value)], accepted.Tasks);
    }
}
