using Orchestrator.Agents;
using Orchestrator.Agents.Identity;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Overview;
using Orchestrator.Api.Contracts;
using System.Threading.Channels;
using static Orchestrator.Agents.Management.ManagementMessages;
using static Orchestrator.Agents.Orchestration.OrchestrationMessages;
using static Orchestrator.Agents.Overview.OverviewMessages;

namespace Orchestrator.Api.Server;

/// <summary>Whole projects: launched, resumed, stopped, removed, shown.</summary>
internal sealed class ProjectRoutes(
    AgentGateway agents, AgentWindows windows, LaunchPlanner planner, NeededPrograms programs, WorktreeLaunch worktrees, StoredPlans plans, Func<Channel<Snapshot>, IDisposable> follow, ApiTimes times)
{
    internal async Task LaunchAsync(ApiCall call)
    {
        call.Demand(Operation.Administer, AgentTarget.Orchestrator);
        var request = await call.ReadAsync(ApiJson.Default.LaunchRequest);
        var launch = await planner.PlanLaunchAsync(request);
        if (request.DryRun)
        {
            var whole = launch with { Reasons = [.. launch.Reasons, .. programs.Notes(launch.Plan.Members)] };
            await call.AnswerAsync(new PlanAnswer(LaunchPlanner.Explain(whole)), ApiJson.Default.PlanAnswer);
            return;
        }
        var all = await StartAsync(launch, request.Key, call.Cancel);
        await call.AnswerAsync(new ProjectAnswer(Describe.Project(Shown(all, launch.Plan.Name), all), Refinement: launch.Refinement), ApiJson.Default.ProjectAnswer);
    }

    /// <summary>Starts what was planned, and waits until its agents have their windows.</summary>
    /// <exception cref="ApiFault">It is refused; nothing was started.</exception>
    internal async Task<Snapshot> StartAsync(PlannedLaunch launch, string? key, CancellationToken cancel)
    {
        var name = launch.Plan.Name;
        if ((await agents.LookAsync()).Projects.TryGetValue(name, out var taken) && (key is null || plans.Find(name).Key != key))
        {
            throw ApiFault.Refused(
                $"There is a project {name} already, in {taken.Directory}; it is {Describe.Word(taken.State)}.",
                $"Start it again: orc resume {name}. Or give this one another name: --name NAME");
        }
        programs.Demand(launch.Plan.Members);
        await windows.DemandTmuxAsync(cancel);
        await worktrees.WithAsync(launch.Plan.Members, () => agents.TellAsync<ProjectAccepted>(new LaunchProject(launch.Plan, launch.Root)));
        return await UpAsync([name], times.Start);
    }

    internal async Task ResumeAsync(ApiCall call)
    {
        call.Demand(Operation.Administer, AgentTarget.Orchestrator);
        var request = await call.ReadAsync(ApiJson.Default.ResumeRequest);
        var before = await agents.LookAsync();
        var names = Chosen(request, before);
        await windows.DemandTmuxAsync(call.Cancel);
        foreach (var name in names)
            await agents.TellProjectAsync<ProjectAccepted>(name, new ResumeProject());
        var all = await UpAsync(names, times.Start);
        var recovered = Describe.Recovered(names.SelectMany(n => Describe.AgentsOf(Shown(all, n), all)), before);
        var projects = names.Select(n => Describe.Project(Shown(all, n), all)).ToList();
        if (request.All)
            await call.AnswerAsync(new ProjectsAnswer(projects, Recovered: recovered), ApiJson.Default.ProjectsAnswer);
        else
            await call.AnswerAsync(new ProjectAnswer(projects[0], Recovered: recovered), ApiJson.Default.ProjectAnswer);
    }

    internal async Task StopAsync(ApiCall call)
    {
        var name = call.PathProject();
        call.Demand(Operation.Administer, AgentTarget.ManagerOf(name));
        await StopAsync([name], $"Stopped by {call.Caller.Name}.");
        var all = await agents.LookAsync();
        await call.AnswerAsync(new ProjectAnswer(Describe.Project(Shown(all, name), all)), ApiJson.Default.ProjectAnswer);
    }

    internal async Task RemoveAsync(ApiCall call)
    {
        var name = call.PathProject();
        call.Demand(Operation.Administer, AgentTarget.ManagerOf(name));
        var before = await agents.LookAsync();
        var removed = before.Projects.TryGetValue(name, out var view) ? Describe.Project(view, before) : null;
        if (view is { State: ProjectState.Stopped }) // what is forgotten is not looked for again by a later daemon
            await windows.GoneAsync([.. view.Agents.Concat(view.Leaving).Select(a => AgentTarget.Of(name, a))]);
        await agents.TellAsync<ProjectAccepted>(new RemoveProject(name));
        await agents.WaitAsync(s => !s.Projects.ContainsKey(name), times.Show);
        await call.AnswerAsync(new ProjectAnswer(removed ?? throw ApiFault.NotFound($"There is no project {name}.")), ApiJson.Default.ProjectAnswer);
    }

    internal async Task StatusAsync(ApiCall call)
    {
        var (all, only) = (await agents.LookAsync(), Only(call));
        if (only is { } name) Shown(all, name);
        await call.AnswerAsync(Describe.Projects(all, only), ApiJson.Default.ProjectsAnswer);
    }

    internal async Task FollowAsync(ApiCall call)
    {
        var only = Only(call);
        if (only is { } name) await agents.ProjectAsync(name);
        var snapshots = Channel.CreateBounded<Snapshot>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        await call.BeginStreamAsync();
        using var following = follow(snapshots);
        await foreach (var snapshot in snapshots.Reader.ReadAllAsync(call.Cancel))
        {
            await call.StreamAsync(Describe.Projects(snapshot, only), ApiJson.Default.ProjectsAnswer);
            await call.FlushAsync();
        }
    }

    /// <summary>Stops every project that runs and the orchestrator's own agent, and the tmux server when nobody else uses it.</summary>
    internal async Task StopAllAsync()
    {
        const string Reason = "The daemon was stopped with its agents.";
        var all = await agents.LookAsync();
        var running = all.Projects.Values.Where(p => p.State == ProjectState.Running).Select(p => p.Name).ToList();
        await StopAsync(running, Reason);
        if (all.Agents.ContainsKey(AgentTarget.Orchestrator)) await StopRootAsync(Reason);
        await windows.EndServerAsync();
    }

    private async Task StopRootAsync(string reason)
    {
        await agents.TellAgentAsync<LifecycleMessages.AgentAccepted>(AgentTarget.Orchestrator, new LifecycleMessages.StopAgent(reason));
        await agents.WaitAsync(s => s.Agents.GetValueOrDefault(AgentTarget.Orchestrator)?.Pane is null, times.Stop);
        await windows.GoneAsync([AgentTarget.Orchestrator]);
    }

    private async Task StopAsync(IReadOnlyList<ProjectName> names, string reason)
    {
        foreach (var name in names)
            await agents.TellProjectAsync<ProjectAccepted>(name, new StopProject(reason));
        var all = await agents.WaitAsync(
            s => names.All(n => s.Projects.TryGetValue(n, out var p) && p.State == ProjectState.Stopped
                && Describe.AgentsOf(p, s).All(a => a.Pane is null && a.Status is AgentStatus.Stopped or AgentStatus.Failed)),
            times.Stop);
        await windows.GoneAsync([.. all.Agents.Keys.Where(t => t.Project is { } project && names.Contains(project))]);
    }

    private static List<ProjectName> Chosen(ResumeRequest request, Snapshot all)
    {
        if (request.All) return [.. all.Projects.Keys.OrderBy(n => n.Value, StringComparer.Ordinal)];
        if (request.Project is { } text && ProjectName.TryParse(text, out var named, out _) && all.Projects.ContainsKey(named))
            return [named];
        var there = all.Projects.Values.Where(p => request.Directory is { } d && Same(p.Directory, d)).Select(p => p.Name).ToList();
        return there.Count switch
        {
            1 => there,
            0 => throw ApiFault.NotFound($"There is no project {request.Project ?? "in " + request.Directory}.", "Those there are: orc status"),
            _ => throw ApiFault.Invalid($"{there.Count} projects work in {request.Directory}.", $"Name one: {string.Join(", ", there)}"),
        };
    }

    private static bool Same(string a, string b) => Path.TrimEndingDirectorySeparator(a) == Path.TrimEndingDirectorySeparator(b);

    private static ProjectName? Only(ApiCall call) => call.Query("project") is { } text ? ApiCall.Project(text) : null;

    private static ProjectView Shown(Snapshot all, ProjectName name) => all.Projects.TryGetValue(name, out var view)
        ? view
        : throw ApiFault.NotFound($"There is no project {name}.", "Those there are: orc status");

    private Task<Snapshot> UpAsync(IReadOnlyList<ProjectName> names, TimeSpan timeout) => agents.WaitAsync(
        s => names.All(n => s.Projects.TryGetValue(n, out var p) && p.State == ProjectState.Running
            && p.Agents.All(a => s.Agents.TryGetValue(AgentTarget.Of(n, a), out var v) && AgentRoutes.Settled(v))),
        timeout);
}
