using Orchestrator.Agents;
using Orchestrator.Agents.Identity;
using Orchestrator.Agents.Management;
using Orchestrator.Agents.Overview;
using Orchestrator.Agents.Specs;
using Orchestrator.Agents.Teams.Reconciling;
using Orchestrator.Api.Contracts;
using static Orchestrator.Agents.Overview.OverviewMessages;

namespace Orchestrator.Api.Server;

/// <summary>Makes a project what a file says: launches it where it is not there, gives it another spec, and makes its team agree.</summary>
internal sealed class ApplyRoutes(AgentGateway agents, LaunchPlanner planner, StoredPlans plans, ProjectRoutes projects, SpecRoutes specs, TeamChanger changer, ApiTimes times, long maxBytes)
{
    internal async Task ApplyAsync(ApiCall call)
    {
        call.Demand(Operation.Administer, AgentTarget.Orchestrator);
        var request = await call.ReadAsync(ApiJson.Default.ApplyRequest);
        var file = ReadFile(request.Path);
        var (all, name) = (await agents.LookAsync(), NameOf(file, request));
        var answer = all.Projects.TryGetValue(name, out var view)
            ? await ReconcileAsync(call, request, file, view)
            : await LaunchAsync(call, request, file, name);
        await call.AnswerAsync(answer, ApiJson.Default.ApplyAnswer);
    }

    private TeamFile ReadFile(string path)
    {
        if (!Path.IsPathFullyQualified(path)) throw ApiFault.Invalid("The file's path is not absolute.");
        try
        {
            if (!File.Exists(path)) throw ApiFault.NotFound($"The file {path} does not exist.", "Name a YAML file with a team, or a spec: orc apply team.yaml");
            if (new FileInfo(path).Length > maxBytes) throw ApiFault.Refused($"The file {path} has {new FileInfo(path).Length} bytes; {maxBytes} are allowed.", "Raise orchestrator.limits.spec-size, or shorten it.");
            var file = TeamFile.Parse(File.ReadAllText(path), path);
            return file.Errors.Count == 0 ? file : throw LaunchPlanner.Invalid(file.Errors);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ApiFault.Failed($"{path} cannot be read: {e.Message}", "Make it readable.");
        }
    }

    private static ProjectName NameOf(TeamFile file, ApplyRequest request)
    {
        if (request.Project is { } option) return ApiCall.Project(option);
        if (file.Spec is { } spec && ProjectNaming.Resolve(null, spec, request.Directory ?? "/", out var name) is null) return name;
        return file.Settings.Name?.Value ?? throw ApiFault.Invalid($"{file.Source} does not say which project it is for.", "Write \"name: shop\" into it, or: orc apply FILE --name shop");
    }

    private async Task<ApplyAnswer> LaunchAsync(ApiCall call, ApplyRequest request, TeamFile file, ProjectName name)
    {
        if (file.Spec is null)
            throw ApiFault.NotFound($"There is no project {name}, and {file.Source} holds no spec to launch it with.", $"Launch it first: orc launch --spec FILE --name {name}. Or apply a spec whose front matter names the team.");
        var directory = request.Directory ?? throw ApiFault.Invalid("The directory to launch in is missing.");
        var launch = await planner.PlanLaunchAsync(new LaunchRequest(request.Path, directory, name.Value, AgentCommand: request.AgentCommand, DryRun: request.DryRun, Key: request.Key));
        List<ChangeInfo> changes = [new("launch", name.Value, null, $"there is no such project yet; it will work in {launch.Plan.Directory}")];
        changes.AddRange(LaunchPlanner.Explain(launch).Agents.Select(a => new ChangeInfo("add", a.Target, a.Role, a.Reason)));
        if (!request.DryRun) await projects.StartAsync(launch, request.Key, call.Cancel);
        return new ApplyAnswer(name.Value, request.DryRun, changes, launch.Reasons);
    }

    private async Task<ApplyAnswer> ReconcileAsync(ApiCall call, ApplyRequest request, TeamFile file, ProjectView view)
    {
        if (view.State is ProjectState.Stopped)
            throw ApiFault.Refused($"{view.Name} is stopped.", $"Start it first: orc resume {view.Name}");
        var plan = plans.Find(view.Name);
        var (team, notes) = await TeamOfAsync(file, plan, view);
        var spec = file.Spec is null ? null : await specs.UpdateAsync(view.Name, file.Spec, request.Path, call.Caller.Name, dryRun: true);
        List<ChangeInfo> changes = [.. team.Select(c => new ChangeInfo(Describe.Word(c.Action), AgentTarget.Of(view.Name, c.Agent).ToString(), c.Role, c.Detail))];
        if (spec is { Changes.Count: > 0 }) changes.Add(new ChangeInfo("update_spec", view.Name.Value, null, string.Join('\n', spec.Changes)));
        notes.AddRange(await changer.RemarksAsync(view.Name, team));
        if (!request.DryRun)
        {
            await changer.ApplyAsync(view, plan, team, request.Key);
            if (spec is { Changes.Count: > 0 }) await specs.UpdateAsync(view.Name, file.Spec!, request.Path, call.Caller.Name, dryRun: false);
        }
        return new ApplyAnswer(view.Name.Value, request.DryRun, changes, notes);
    }

    /// <summary>The steps from the team that runs to the one that the file names; none when it names none.</summary>
    private async Task<(IReadOnlyList<TeamChange> Changes, List<string> Notes)> TeamOfAsync(TeamFile file, ProjectPlan plan, ProjectView view)
    {
        if (file.Settings is { Team.Count: 0, TeamType: null }) return ([], ["The file names no team, so the team stays as it is."]);
        var members = plans.MembersOf(view.Name).ToDictionary(m => m.Target.Agent!.Value);
        var all = await ShownAsync([.. members.Values.Select(m => m.Target)]);
        var spec = SpecParser.Parse(plan.Spec, plan.SpecPath).Spec ?? throw ApiFault.Failed($"The stored spec of {view.Name} is damaged.");
        var wanted = planner.PlanTeam(spec with { Source = file.Source, Settings = file.Settings with { Windows = [] } }, plan.Members[0].Command);
        var busy = all.Work.TryGetValue(view.Name, out var work) ? work.Board.Tasks.Where(t => t.State is not (Agents.Tasks.TaskState.Queued or Agents.Tasks.TaskState.Done)).Select(t => t.Owner).ToHashSet() : [];
        var running = members.Where(m => !m.Value.IsWindow).Select(m => (m.Key, m.Value.Credential, Shown: all.Agents[m.Value.Target]))
            .Select(m => new RunningMember(m.Key, m.Shown.Role, m.Shown.Profile, m.Credential, TeamChanger.DefaultCheckIn(m.Shown)?.Schedule.Every, busy.Contains(m.Key))).ToList();
        var elastic = all.Scaling.TryGetValue(view.Name, out var scaling) ? scaling.Roles.ToDictionary(r => r.Standing.Role, r => r.Standing.Most) : [];
        var changes = TeamDifference.Between(wanted.Members, file.Settings, running, [.. members.Keys], elastic, out var problem);
        if (problem is not null) throw ApiFault.Refused($"{file.Source}: {problem}");
        return (changes, [.. wanted.Reasons.Where(r => r.StartsWith("The plan ", StringComparison.Ordinal))]);
    }

    /// <summary>How everything stands once the members have shown themselves: one that has not is not missing.</summary>
    private async Task<Snapshot> ShownAsync(IReadOnlyList<AgentTarget> members)
    {
        var all = await agents.WaitAsync(s => members.All(s.Agents.ContainsKey), times.Show);
        List<AgentTarget> unseen = [.. members.Where(m => !all.Agents.ContainsKey(m))];
        return unseen.Count == 0 ? all : throw AgentGateway.NotShown(unseen[0]);
    }
}
