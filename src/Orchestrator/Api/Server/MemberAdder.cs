using Orchestrator.Agents;
using Orchestrator.Agents.Scaling;
using Orchestrator.Api.Contracts;
using Orchestrator.Runtime.Persistence;
using static Orchestrator.Agents.Management.ManagementMessages;

namespace Orchestrator.Api.Server;

/// <summary>Adds an engineer to a project that runs: its brief, its worktree, its window. The one way, for people and for scaling.</summary>
internal sealed class MemberAdder(AgentGateway agents, LaunchPlanner planner, NeededPrograms programs, WorktreeLaunch worktrees, StoredPlans plans)
{
    /// <param name="checkIn">How often it is asked for its status; null for its role's interval.</param>
    /// <exception cref="ApiFault">It is refused, or could not be done.</exception>
    internal async Task<AgentTarget> AddAsync(ProjectName project, AddAgentRequest request, TimeSpan? checkIn = null)
    {
        var view = await agents.ProjectAsync(project);
        var colleagues = Describe.AgentsOf(view, await agents.LookAsync());
        var definition = await planner.PlanMemberAsync(plans.Find(project), [.. view.Agents], colleagues, request, checkIn);
        programs.Demand([definition]);
        var accepted = await worktrees.WithAsync(
            [definition],
            () => agents.TellProjectAsync<ProjectAccepted>(project, new AddMember(definition, ApiCall.Key(request.Key))),
            done => done.Agent == definition.Target.Agent);
        return AgentTarget.Of(project, accepted.Agent ?? throw ApiFault.Failed("The project did not name its new member."));
    }

    /// <summary>Another engineer like those of its role that the project was launched with.</summary>
    /// <exception cref="ScalingRefusedException">It is refused.</exception>
    internal Task<AgentName> AddLikeAsync(ProjectName project, string role, string key) => RefusableAsync(async () =>
    {
        var like = plans.Find(project).Members.LastOrDefault(m => m.Role == role);
        var request = new AddAgentRequest(role, Profile: like is { Command: null } ? like.Profile : null, AgentCommand: like?.Command, Key: key, Wait: false, Credential: like?.Credential);
        return (await AddAsync(project, request)).Agent!.Value;
    });

    /// <summary>Ends an engineer and takes it out of the team.</summary>
    /// <exception cref="ScalingRefusedException">It is refused.</exception>
    internal Task<AgentName> EndAsync(ProjectName project, AgentName agent) => RefusableAsync(async () =>
    {
        await agents.TellProjectAsync<ProjectAccepted>(project, new RemoveMember(agent));
        return agent;
    });

    private static async Task<AgentName> RefusableAsync(Func<Task<AgentName>> change)
    {
        try
        {
            return await change();
        }
        catch (ApiFault fault) when (fault.Code is RejectionCode.Refused or RejectionCode.Invalid or RejectionCode.NotFound)
        {
            throw new ScalingRefusedException(fault.Message, fault);
        }
    }
}
