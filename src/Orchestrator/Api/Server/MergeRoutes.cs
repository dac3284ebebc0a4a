using Orchestrator.Agents;
using Orchestrator.Agents.Identity;
using Orchestrator.Agents.Merging;
using Orchestrator.Agents.Worktrees;
using Orchestrator.Api.Contracts;
using static Orchestrator.Agents.Merging.MergeMessages;
using static Orchestrator.Agents.Overview.OverviewMessages;

namespace Orchestrator.Api.Server;

/// <summary>The merge queue, how branches stand to each other, and worktrees.</summary>
/// <param name="agents">The actors.</param>
/// <param name="git">Runs git.</param>
/// <param name="root">The directory for all worktrees.</param>
internal sealed class MergeRoutes(AgentGateway agents, GitRunner git, string root)
{
    private readonly WorktreeSurvey _survey = new(git, root);
    private readonly SyncLook _sync = new(git);

    internal async Task ListAsync(ApiCall call)
    {
        var project = call.PathProject();
        var work = TaskRoutes.Work(await agents.LookAtWorkAsync(project), project);
        await call.AnswerAsync(new MergesAnswer([.. work.Merges.Items.Select(DescribeWork.Merge)]), ApiJson.Default.MergesAnswer);
    }

    internal async Task RequestAsync(ApiCall call)
    {
        var project = call.PathProject();
        var request = await call.ReadAsync(ApiJson.Default.MergeRequest);
        if (!AgentName.TryParse(request.Agent, out var agent, out var problem)) throw ApiFault.Invalid(problem);
        var target = AgentTarget.Of(project, agent);
        call.Demand(call.Caller.Agent == target ? Operation.Read : Operation.Steer, AgentTarget.ManagerOf(project));
        var accepted = await agents.TellWorkAsync<MergeAccepted>(project, new RequestMerge(agent));
        var work = TaskRoutes.Work(await agents.LookAtWorkAsync(project), project);
        await call.AnswerAsync(new MergeAnswer(DescribeWork.Merge(work.Merges.Find(accepted.Id)!)), ApiJson.Default.MergeAnswer);
    }

    internal async Task SyncAsync(ApiCall call)
    {
        var project = call.PathProject();
        var work = TaskRoutes.Work(await agents.LookAtWorkAsync(project), project);
        if (work.Git is not { } place)
            throw ApiFault.Refused($"The agents of {project} work in its directory and have no branches of their own.", "Worktrees are made at the launch of a project in a git repository.");
        try
        {
            var sync = await _sync.LookAsync(project, place, work.Worktrees);
            await call.AnswerAsync(
                new BranchesAnswer(
                    project.Value, place.Root, sync.Integration, sync.Start, sync.StartBehind,
                    [.. sync.Agents.Select(a => new AgentSyncInfo(a.Agent.Value, a.Path, a.Branch, a.Ahead, a.Behind, a.Changed, a.Unpushed, a.Conflicts, a.Problem))],
                    [.. sync.Predicted.Select(DescribeWork.Conflict)]),
                ApiJson.Default.BranchesAnswer);
        }
        catch (GitException e)
        {
            throw ApiFault.Failed(e.Message);
        }
    }

    internal async Task WorktreesAsync(ApiCall call)
    {
        var found = await _survey.LookAsync(Used(await agents.LookAsync()));
        await call.AnswerAsync(new WorktreesAnswer([.. found.Select(f => DescribeWork.Worktree(f))]), ApiJson.Default.WorktreesAnswer);
    }

    internal async Task CollectAsync(ApiCall call)
    {
        call.Demand(Operation.Administer, AgentTarget.Orchestrator);
        var request = await call.ReadAsync(ApiJson.Default.CollectWorktreesRequest);
        var used = Used(await agents.LookAsync());
        var answers = new List<WorktreeInfo>();
        foreach (var facts in await _survey.LookAsync(used))
        {
            var stays = request.Confirm && facts.Keeps is null ? await _survey.RemoveAsync(facts, used) : null;
            answers.Add(DescribeWork.Worktree(facts, request.Confirm && facts.Keeps is null && stays is null, stays));
        }
        await call.AnswerAsync(new WorktreesAnswer(answers), ApiJson.Default.WorktreesAnswer);
    }

    /// <summary>Those that agents work in, and all of a project whose members are not known.</summary>
    private HashSet<string> Used(Snapshot all)
    {
        var used = all.Work.Values.SelectMany(w => w.Worktrees.Select(t => t.Path)).ToHashSet();
        foreach (var project in all.Projects.Keys.Where(p => !all.Work.ContainsKey(p)))
        {
            var directory = Path.Combine(root, project.Value);
            if (Directory.Exists(directory)) used.UnionWith(Directory.EnumerateDirectories(directory));
        }
        return used;
    }
}
