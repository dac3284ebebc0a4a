using Orchestrator.Agents;
using Orchestrator.Agents.CheckIns;
using Orchestrator.Agents.Management;
using Orchestrator.Agents.Overview;
using Orchestrator.Agents.Teams;
using Orchestrator.Agents.Teams.Reconciling;
using Orchestrator.Agents.Worktrees;
using Orchestrator.Api.Contracts;
using static Orchestrator.Agents.CheckIns.CheckInMessages;
using static Orchestrator.Agents.Management.ManagementMessages;

namespace Orchestrator.Api.Server;

/// <summary>Carries out the steps to another team. Each can be repeated: what is done already is no step any more.</summary>
internal sealed class TeamChanger(AgentGateway agents, AgentWindows windows, LaunchPlanner planner, NeededPrograms programs, MemberAdder members, StoredPlans plans, GitRunner git, ApiTimes times)
{
    private const string Self = "orchestrator";

    /// <summary>The check-in that an agent has by its role or its file; <c>null</c> for none.</summary>
    internal static CheckIn? DefaultCheckIn(AgentView agent) => agent.CheckIns.FirstOrDefault(c => c.ScheduledBy == Self && c.Schedule.Every is not null);

    /// <summary>What those who leave have in no commit.</summary>
    internal async Task<IReadOnlyList<string>> RemarksAsync(ProjectName project, IReadOnlyList<TeamChange> changes)
    {
        List<string> remarks = [];
        var definitions = plans.MembersOf(project).ToDictionary(m => m.Target.Agent!.Value);
        foreach (var change in changes.Where(c => c.Action is TeamAction.End))
        {
            if (definitions.GetValueOrDefault(change.Agent)?.Worktree is { } worktree && await RemarkAsync(change.Agent, worktree) is { } remark) remarks.Add(remark);
        }
        return remarks;
    }

    /// <exception cref="ApiFault">A step was refused; those before it are done, and applying again goes on from there.</exception>
    internal async Task ApplyAsync(ProjectView view, ProjectPlan plan, IReadOnlyList<TeamChange> changes, string? key)
    {
        var project = view.Name;
        await CheckAsync(plan, changes);
        var leaving = changes.Where(c => c.Action is TeamAction.End or TeamAction.Replace).Select(c => c.Agent).ToList();
        foreach (var agent in leaving) await agents.TellProjectAsync<ProjectAccepted>(project, new RemoveMember(agent));
        List<AgentName> left = [.. view.Leaving, .. leaving]; // those among them whom an earlier daemon did not see gone
        if (left.Count > 0)
        {
            await windows.GoneAsync([.. left.Select(a => AgentTarget.Of(project, a))]);
            await agents.WaitAsync(s => leaving.TrueForAll(a => !s.Agents.ContainsKey(AgentTarget.Of(project, a))), times.Stop);
        }
        foreach (var change in changes.Where(c => c.Action is not TeamAction.End))
        {
            if (change.Action is TeamAction.Add or TeamAction.Replace)
                await members.AddAsync(project, RequestOf(change, key), change.CheckIn); // with its check-in: one is not to be put beside its role's
            else if (change.CheckIn is { } every)
                await ScheduleAsync(AgentTarget.Of(project, change.Agent), change.Role, every);
        }
        await agents.WaitAsync(s => changes.All(c => c.Action is TeamAction.End || (s.Agents.TryGetValue(AgentTarget.Of(project, c.Agent), out var a) && AgentRoutes.Settled(a))), times.Start);
    }

    private static AddAgentRequest RequestOf(TeamChange change, string? key) =>
        new(change.Role, change.Agent.Value, change.Wanted?.Profile, Key: key is null ? null : $"{key}:{change.Agent}", Wait: false, Credential: change.Wanted?.Credential);

    /// <summary>Nobody is ended before everybody who is to come could be planned.</summary>
    private async Task CheckAsync(ProjectPlan plan, IReadOnlyList<TeamChange> changes)
    {
        foreach (var change in changes.Where(c => c.Action is TeamAction.Add or TeamAction.Replace))
            programs.Demand([await planner.PlanMemberAsync(plan, [], [], RequestOf(change, null))]);
    }

    private async Task ScheduleAsync(AgentTarget target, string role, TimeSpan every)
    {
        var now = DefaultCheckIn(await agents.AgentAsync(target));
        if (now is not null) await agents.TellAgentAsync<CheckInAccepted>(target, new CancelCheckIn(now.Id));
        await agents.TellAgentAsync<CheckInAccepted>(target, new ScheduleCheckIn(new CheckInSchedule(Every: every), now?.Note ?? Roles.Find(role)!.CheckInNote, Self));
    }

    private async Task<string?> RemarkAsync(AgentName agent, WorktreePlan worktree)
    {
        try
        {
            var changed = Directory.Exists(worktree.Path) ? await new RepositoryInspector(git).ChangedAsync(worktree.Path) : 0;
            return changed == 0 ? null : $"{agent} leaves {changed} {(changed == 1 ? "file" : "files")} in no commit. They stay in {worktree.Path}, on {worktree.Branch}.";
        }
        catch (GitException e)
        {
            return $"Whether {agent} leaves work in no commit could not be seen: {e.Message} Its worktree stays: {worktree.Path}";
        }
    }
}
