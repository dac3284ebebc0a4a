using Orchestrator.Agents;
using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Limits;
using Orchestrator.Agents.Management;
using Orchestrator.Agents.Overview;
using Orchestrator.Agents.Projects;
using Orchestrator.Agents.Scaling;
using Orchestrator.Agents.Specs;
using Orchestrator.Agents.Tasks;
using Orchestrator.Agents.Teams;
using Orchestrator.Agents.Teams.Refining;
using Orchestrator.Agents.Work;
using Orchestrator.Agents.Worktrees;
using Orchestrator.Api.Contracts;
using Orchestrator.Runtime.Configuration;
using static Orchestrator.Agents.Overview.OverviewMessages;

namespace Orchestrator.Api.Server;

/// <summary>What a launch would start.</summary>
/// <param name="Plan">The project.</param>
/// <param name="Root">The orchestrator's own agent, should it not exist yet.</param>
/// <param name="Team">Who is in it and why.</param>
/// <param name="Facts">What its directory holds.</param>
/// <param name="Reasons">Why this team, and what is done with the repository.</param>
internal sealed record PlannedLaunch(ProjectPlan Plan, AgentDefinition Root, TeamPlan Team, ProjectFacts Facts, IReadOnlyList<string> Reasons)
{
    /// <summary>What asking an agent for a better team came to; null when none was asked.</summary>
    internal RefinementInfo? Refinement { get; init; }
}

/// <summary>From a spec and a request to the project and its members' definitions. Starts nothing.</summary>
/// <param name="teams">Chooses the team.</param>
/// <param name="templates">The briefs.</param>
/// <param name="worktrees">Looks at the repository.</param>
/// <param name="look">How everything stands: what the project waits for must be there.</param>
/// <param name="maxSpecBytes">The largest spec that is read.</param>
/// <param name="rootDirectory">Where the orchestrator's own agent works.</param>
/// <param name="rootCheckIn">The interval of its check-in; <c>null</c> for none.</param>
/// <param name="refiner">Has a planned team looked over; <c>null</c> where no agent can be asked.</param>
internal sealed class LaunchPlanner(TeamPlanner teams, BriefTemplates templates, WorktreeLaunch worktrees, Func<Task<Snapshot>> look, long maxSpecBytes, string rootDirectory, TimeSpan? rootCheckIn, TeamRefiner? refiner = null)
{
    /// <exception cref="ApiFault">The spec, the directory, the name or the team cannot be used; nothing was started.</exception>
    internal async Task<PlannedLaunch> PlanLaunchAsync(LaunchRequest request)
    {
        var directory = Directory(request.Directory);
        var read = SpecReader.Read(Rooted(request.Spec, "spec"), maxSpecBytes);
        if (!read.IsValid) throw Invalid(read.Errors);
        if (ProjectNaming.Resolve(request.Name, read.Spec, directory, out var name) is { } problem) throw Invalid([problem]);
        var (facts, repository) = await worktrees.ReadAsync(directory);
        var wanted = new TeamRequest(request.Roles, request.TeamType, request.Plan, request.Profile, request.AgentCommand);
        var team = teams.Plan(read.Spec, wanted, facts);
        if (!team.IsValid)
            throw team.IsOverLimit ? ApiFault.Refused($"{team.Errors[0].Source}: {team.Errors[0].Message}", team.Errors[0].Hint) : Invalid(team.Errors);

        var dependsOn = ProjectDependencies.OfLaunch(await look(), name, read.Spec.Settings.DependsOn?.Value ?? []);
        var refinement = request.Refine && refiner is not null ? await refiner.RefineAsync(read.Spec, wanted, facts, team.Plan, directory) : null;
        var chosen = refinement?.Plan ?? team.Plan;
        var members = chosen.Members;
        var settings = read.Spec.Settings;
        var decision = await worktrees.DecideAsync(directory, refinement is null ? repository : null, name, request.Worktrees ?? settings.Worktrees?.Value, request.InitGit, request.DryRun);
        var git = decision.Git;
        var definitions = members.Select(m => Define(name, m, request.AgentCommand, directory, read.Spec, members, git, git?.StartCommit)).ToList();
        var windows = settings.Windows;
        definitions.AddRange(windows.Select(w => Window(name, w, directory)));
        var plan = new ProjectPlan(Guid.NewGuid(), name, read.Spec.Title, directory, request.Spec, read.Spec.Body, definitions, ApiCall.Key(request.Key))
        {
            Work = new ProjectWork(git, [.. read.Spec.Deliverables.Select(TaskSeed.Of)], settings.Assignment?.Value, settings.Merge?.Value, settings.Test?.Value)
            {
                Scaling = new ProjectScaling(settings.Scaling?.Value, teams.CapOf(read.Spec, request.Plan)),
                DependsOn = dependsOn,
            },
        };
        return new PlannedLaunch(
            plan,
            Root(definitions[0].Profile, request.AgentCommand),
            chosen,
            facts,
            [$"Project: {ProjectSummary.Of(facts)}.", .. chosen.Reasons, .. decision.Notes, .. Waits(dependsOn), .. windows.Select(w => $"Window {w.Name}: the spec asks for it (line {w.Line})."), .. read.Spec.Notes])
        {
            Refinement = refinement is null ? null : new RefinementInfo(!refinement.IsRefined ? "failed" : refinement.Changes.Count > 0 ? "refined" : "kept", refinement.Changes, refinement.Said),
        };
    }

    /// <summary>The team that a file wants for a project that was launched before: its roles, names and profiles checked as at a launch.</summary>
    /// <param name="spec">The project's spec, with the file's settings.</param>
    /// <param name="command">What the project's agents run instead of a profile; <c>null</c> for profiles.</param>
    /// <exception cref="ApiFault">It makes no team.</exception>
    internal TeamPlan PlanTeam(Spec spec, string? command)
    {
        var team = teams.Plan(spec, new TeamRequest(AgentCommand: command));
        if (team.IsValid) return team.Plan;
        throw team.IsOverLimit ? ApiFault.Refused($"{team.Errors[0].Source}: {team.Errors[0].Message}", team.Errors[0].Hint) : Invalid(team.Errors);
    }

    /// <summary>A new member of a project that was launched before.</summary>
    /// <param name="project">The project, as it was launched.</param>
    /// <param name="taken">The names that it has used.</param>
    /// <param name="colleagues">Who is in the team now.</param>
    /// <param name="request">The new member.</param>
    /// <param name="checkIn">How often it is asked for its status; null for its role's interval.</param>
    /// <exception cref="ApiFault">The role, the profile or the name cannot be used.</exception>
    internal async Task<AgentDefinition> PlanMemberAsync(ProjectPlan project, IReadOnlyCollection<AgentName> taken, IEnumerable<AgentView> colleagues, AddAgentRequest request, TimeSpan? checkIn = null)
    {
        var manager = project.Members[0];
        var command = request.AgentCommand ?? (request.Profile is null ? manager.Command : null);
        var spec = SpecParser.Parse(project.Spec, project.SpecPath).Spec ?? throw ApiFault.Failed($"The stored spec of {project.Name} is damaged.");
        // A team of its own with this one member: the planner checks role and profile as at a launch.
        var team = teams.Plan(spec with { Settings = SpecSettings.None }, new TeamRequest(request.Role, null, null, command is null ? request.Profile ?? manager.Profile : null, command));
        if (!team.IsValid) throw Invalid(team.Errors);
        if (team.Plan.Members is not [_, var planned])
            throw ApiFault.Refused("A team has one project manager, and members are added one at a time.", "Name one other role: --role developer");
        if (request.Credential is { } credential && Credentials.Problem(credential) is { } wrong)
            throw ApiFault.Invalid(wrong, "Write for example --credential work.");
        var member = planned with { Credential = request.Credential, Name = Name(request, planned.Name, taken), CheckIn = checkIn ?? planned.CheckIn };
        var others = colleagues.Where(a => a.Target.Agent is not null).Select(a => Roles.Find(a.Role) is { } role ? new TeamMember(a.Target.Agent!.Value, role, a.Profile, null) : null).OfType<TeamMember>();
        var git = project.Work?.Git;
        return Define(project.Name, member, command, project.Directory, spec, [.. others, member], git, git is null ? null : await worktrees.StartOfAsync(git, project.Name));
    }

    internal static PlanInfo Explain(PlannedLaunch launch) => new(
        [.. launch.Plan.Members.Select(m => new PlannedAgentInfo(
            m.Target.Agent!.Value.Value, m.Role, m.Target.ToString(), m.Profile, m.Command, m.Directory, m.CheckInEvery is { } every ? DurationText.Format(every) : null,
            launch.Team.Members.FirstOrDefault(t => t.Name == m.Target.Agent)?.Reason ?? "the spec's front matter asks for it"))],
        launch.Reasons,
        launch.Team.Type,
        Facts(launch.Facts),
        launch.Refinement);

    private static ProjectFactsInfo Facts(ProjectFacts facts) => new(
        [.. facts.Languages.Select(l => new LanguageInfo(l.Name, l.Files))],
        [.. facts.Tools.Select(t => new BuildToolInfo(t.Name, t.File, t.Build, t.Test))],
        facts.BuildCommand,
        facts.TestCommand,
        [.. facts.Deployment.Select(d => new DeploymentInfo(Describe.Word(d.Kind), d.Paths))],
        facts.Files,
        facts.Bytes,
        facts.IsCut,
        facts.DefaultBranch);

    private AgentDefinition Define(ProjectName project, TeamMember member, string? command, string directory, Spec spec, IReadOnlyList<TeamMember> team, ProjectGit? git, string? start)
    {
        var target = AgentTarget.Of(project, member.Name);
        var worktree = git is null || member.Role == Roles.ProjectManager ? null : WorktreePlanner.Plan(git, project, member.Name, start!);
        if (worktree is not null && member.Name.Value == BranchNames.IntegrationName)
            throw ApiFault.Refused($"No agent with a worktree can be called {BranchNames.IntegrationName}: its branch is where the work comes together.", "Give it another name.");
        var place = worktree is null ? directory : WorktreePlanner.DirectoryOf(git!, worktree);
        var brief = BriefWriter.Write(templates.Read(member.Role), new BriefContext(target, member.Role, place, member.CheckIn, spec, team)) + BranchBrief.Of(project, member.Role, git, worktree);
        return new AgentDefinition(target, member.Role.Key, member.Profile, command, place, project.Value, brief, member.CheckIn, Guid.NewGuid()) { Credential = member.Credential, Worktree = worktree };
    }

    private static IEnumerable<string> Waits(List<string> dependsOn) =>
        dependsOn.Count == 0 ? [] : [$"No task is begun before {string.Join(", ", dependsOn.Select(Dependencies.Show))} {(dependsOn.Count == 1 ? "is" : "are")} done: the spec says so."];

    private static AgentDefinition Window(ProjectName project, SpecWindow window, string directory) => new(
        AgentTarget.Of(project, window.Name), AgentDefinition.WindowRole, ProfileCatalogue.Custom, window.Command, directory, project.Value, "", null, Guid.NewGuid());

    private AgentDefinition Root(string profile, string? command)
    {
        var brief = BriefWriter.Write(templates.Read(Roles.Orchestrator), new BriefContext(AgentTarget.Orchestrator, Roles.Orchestrator, rootDirectory, rootCheckIn, null, []));
        return new AgentDefinition(
            AgentTarget.Orchestrator, Roles.Orchestrator.Key, profile, command, rootDirectory, ProjectName.Reserved, brief, rootCheckIn, Guid.NewGuid());
    }

    private static AgentName Name(AddAgentRequest request, AgentName planned, IReadOnlyCollection<AgentName> taken)
    {
        if (request.Name is { } wanted)
        {
            if (!AgentName.TryParse(wanted, out var name, out var problem)) throw ApiFault.Invalid(problem);
            return name; // whether it is taken is the project's to say: a repeated request is no second member
        }
        return Enumerable.Range(1, taken.Count + 1)
            .Select(i => i == 1 ? planned : new AgentName($"{planned}-{i}"))
            .First(name => !taken.Contains(name));
    }

    private static string Directory(string path)
    {
        var directory = Path.TrimEndingDirectorySeparator(Rooted(path, "project"));
        if (System.IO.Directory.Exists(directory)) return directory;
        throw File.Exists(directory)
            ? ApiFault.Invalid($"{directory} is a file, not a directory.", "Name the directory to work in: --project DIR")
            : ApiFault.NotFound($"The directory {directory} does not exist.", $"Make it: mkdir -p {directory}");
    }

    private static string Rooted(string path, string what) => Path.IsPathFullyQualified(path) && !path.Contains('\0', StringComparison.Ordinal)
        ? path
        : throw ApiFault.Invalid($"The {what}'s path is not absolute.");

    internal static ApiFault Invalid(IReadOnlyList<SpecError> errors) => errors is [var only]
        ? ApiFault.Invalid(new SpecError(only.Source, only.Line, only.Message, "").ToString(), only.Hint.Length > 0 ? only.Hint : null)
        : ApiFault.Invalid(string.Join("\n", errors.Select(e => e.ToString())));
}
