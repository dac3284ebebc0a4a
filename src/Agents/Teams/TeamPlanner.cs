using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Specs;
using Orchestrator.Runtime.Configuration;

namespace Orchestrator.Agents.Teams;

/// <summary>Chooses a project's team. Pure: the same spec, request and settings give the same team.</summary>
/// <param name="options">Settings.</param>
/// <param name="profiles">The names of the profiles there are.</param>
public sealed class TeamPlanner(TeamOptions options, IReadOnlyCollection<string> profiles)
{
    /// <summary>Roles from <c>--roles</c>, else <c>--team-type</c>, else the front matter, else the default; a project manager always.</summary>
    public TeamPlanResult Plan(Spec spec, TeamRequest request)
    {
        var errors = new List<SpecError>();
        var reasons = new List<string>();
        var wanted = Wanted(spec, request, errors, reasons);
        foreach (var entry in wanted)
            CheckRole(entry, errors);
        var profile = Profile(spec, request, errors, reasons);
        foreach (var entry in wanted)
            CheckProfile(entry.Profile, entry.Source, entry.Line, errors);
        var cap = PlanCap(spec, request, errors);
        if (errors.Count > 0)
            return TeamPlanResult.Failed(errors);

        var members = TeamNaming.Name(WithManager(wanted, errors), spec.Settings.Windows, errors);
        if (errors.Count > 0)
            return TeamPlanResult.Failed(errors);
        var kept = Capped(members, cap, reasons);
        if (kept.Count > options.MaxAgents)
            return TeamPlanResult.OverLimit(TooMany(kept, spec));
        var checkIn = spec.Settings.CheckIn?.Value;
        return TeamPlanResult.Of(new TeamPlan(
            [.. kept.Select(m => new TeamMember(m.Name, m.Role, request.AgentCommand is null ? m.Request.Profile ?? profile : profile, m.Request.CheckIn ?? checkIn ?? IntervalOf(m.Role)) { Credential = m.Request.Credential })],
            reasons));
    }

    private IReadOnlyList<RoleRequest> Wanted(Spec spec, TeamRequest request, List<SpecError> errors, List<string> reasons)
    {
        if (request.Roles is { } roles)
        {
            reasons.Add("The roles were named by --roles.");
            return Parse(roles, "--roles", errors);
        }
        if (request.TeamType is { } type)
        {
            if (!options.Types.TryGetValue(type, out var ready))
            {
                errors.Add(new SpecError("--team-type", 0, $"There is no team type {SafeName.Quote(type)}.", Spelling.Hint(type, [.. options.Types.Keys.Order(StringComparer.Ordinal)])));
                return [];
            }
            reasons.Add($"The team type {type} has these roles.");
            return Parse(ready, $"orchestrator.teams.types.{type}", errors);
        }
        if (spec.Settings.Team.Count > 0)
        {
            reasons.Add("The spec's front matter names the team.");
            return spec.Settings.Team;
        }
        reasons.Add("The spec names no team, so it gets the default one.");
        return Parse(options.Default, "orchestrator.teams.default", errors);
    }

    private static IReadOnlyList<RoleRequest> Parse(string roles, string source, List<SpecError> errors)
    {
        var requests = RoleList.Parse(roles, source, 0, out var problems);
        errors.AddRange(problems);
        return requests;
    }

    private static void CheckRole(RoleRequest entry, List<SpecError> errors)
    {
        if (entry.Role == Roles.Orchestrator.Key)
            errors.Add(new SpecError(entry.Source, entry.Line, "The orchestrator stands above all projects and is in no team.", "Leave it out; it is started by itself."));
        else if (Roles.Find(entry.Role) is null)
            errors.Add(new SpecError(entry.Source, entry.Line, $"There is no role {SafeName.Quote(entry.Role)}.", Spelling.Hint(entry.Role, Roles.TeamKeys)));
    }

    private string Profile(Spec spec, TeamRequest request, List<SpecError> errors, List<string> reasons)
    {
        if (request.AgentCommand is not null)
        {
            reasons.Add("Every agent runs the command of --agent-command.");
            return ProfileCatalogue.Custom;
        }
        if (request.Profile is { } option)
        {
            CheckProfile(option, "--profile", 0, errors);
            return option;
        }
        if (spec.Settings.Profile is { } written)
        {
            CheckProfile(written.Value, spec.Source, written.Line, errors);
            return written.Value;
        }
        CheckProfile(options.Profile, "orchestrator.teams.profile", 0, errors);
        return options.Profile;
    }

    private void CheckProfile(string? profile, string source, int line, List<SpecError> errors)
    {
        if (profile == ProfileCatalogue.Custom)
            errors.Add(new SpecError(source, line, "The profile \"custom\" runs a command, and none is given.", "Write --agent-command CMD."));
        else if (profile is not null && !profiles.Contains(profile))
            errors.Add(new SpecError(source, line, $"There is no profile {SafeName.Quote(profile)}.", Spelling.Hint(profile, [.. profiles.Where(p => p != ProfileCatalogue.Custom).Order(StringComparer.Ordinal)])));
    }

    private int? PlanCap(Spec spec, TeamRequest request, List<SpecError> errors)
    {
        if ((request.Plan ?? spec.Settings.Plan?.Value) is not { } plan)
            return null;
        if (options.Plans.TryGetValue(plan, out var cap))
            return cap;
        var (source, line) = request.Plan is null ? (spec.Source, spec.Settings.Plan!.Line) : ("--plan", 0);
        errors.Add(new SpecError(source, line, $"There is no plan {SafeName.Quote(plan)}.", Spelling.Hint(plan, [.. options.Plans.Keys.Order(StringComparer.Ordinal)])));
        return null;
    }

    /// <summary>The project manager first: the one asked for, else one of our own.</summary>
    private static List<RoleRequest> WithManager(IReadOnlyList<RoleRequest> wanted, List<SpecError> errors)
    {
        var managers = wanted.Where(r => r.Role == Roles.ProjectManager.Key).ToList();
        if (managers is [_, var second, ..])
            errors.Add(new SpecError(second.Source, second.Line, "A team has one project manager, and a second one is named.", "Leave it out."));
        else if (managers is [{ Count: > 1 } or { Name: not null }])
            errors.Add(new SpecError(managers[0].Source, managers[0].Line, "A team has one project manager, and it has no name of its own.", "Write project-manager alone."));
        var manager = managers.FirstOrDefault() ?? new RoleRequest(Roles.ProjectManager.Key, 1, "", 0);
        return [manager, .. wanted.Where(r => r.Role != Roles.ProjectManager.Key)];
    }

    private static IReadOnlyList<NamedRole> Capped(IReadOnlyList<NamedRole> members, int? cap, List<string> reasons)
    {
        if (cap is not { } most || members.Count <= most)
            return members;
        var left = string.Join(", ", members.Skip(most).Select(m => m.Name));
        reasons.Add($"The plan allows {most} agents, so these are left out: {left}.");
        return [.. members.Take(most)];
    }

    private SpecError TooMany(IReadOnlyList<NamedRole> members, Spec spec) => new(
        members[^1].Request.Source is { Length: > 0 } source ? source : spec.Source,
        members[^1].Request.Line,
        $"The team has {members.Count} agents with its project manager; {options.MaxAgents} are allowed.",
        "Name fewer, or raise orchestrator.limits.agents-per-project.");

    private TimeSpan? IntervalOf(Role role) => options.CheckIns.TryGetValue(role.Key, out var interval)
        ? interval
        : throw new ArgumentException($"No check-in interval is known for the role {role.Key}.");
}
