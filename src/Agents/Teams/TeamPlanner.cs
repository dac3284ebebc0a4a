using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Projects;
using Orchestrator.Agents.Specs;
using Orchestrator.Runtime.Configuration;

namespace Orchestrator.Agents.Teams;

/// <summary>Chooses a project's team. Pure: the same spec, request and settings give the same team.</summary>
/// <param name="options">Settings.</param>
/// <param name="profiles">The names of the profiles there are.</param>
public sealed class TeamPlanner(TeamOptions options, IReadOnlyCollection<string> profiles)
{
    private readonly TeamWishes _wishes = new(options, new TeamChooser(options));

    /// <summary>The roles that somebody names, else those that spec and project speak for, else the default; a project manager always. At most as many as the plan allows.</summary>
    /// <param name="spec">What is to be built.</param>
    /// <param name="request">The options of the command line.</param>
    /// <param name="facts">What the project is made of; null when it was not looked at.</param>
    public TeamPlanResult Plan(Spec spec, TeamRequest request, ProjectFacts? facts = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(request);
        var errors = new List<SpecError>();
        var wish = _wishes.Of(spec, request, facts, errors);
        foreach (var entry in wish.Roles)
            CheckRole(entry, errors);
        List<string> reasons = [.. wish.Reasons];
        var profile = Profile(spec, request, errors, reasons);
        foreach (var entry in wish.Roles)
            CheckProfile(entry.Profile, entry.Source, entry.Line, errors);
        var cap = PlanCap(spec, request, errors);
        if (errors.Count > 0)
            return TeamPlanResult.Failed(errors);

        if (wish.IsChosen && (cap is null || cap.Value.Most > options.MaxAgents)) cap = (options.MaxAgents, "orchestrator.limits.agents-per-project");
        var members = TeamNaming.Name(WithManager(wish.Roles, errors), spec.Settings.Windows, errors);
        if (errors.Count > 0)
            return TeamPlanResult.Failed(errors);
        var kept = Capped(members, cap, reasons, wish.IsChosen, spec, errors);
        if (kept.Count > options.MaxAgents)
            return TeamPlanResult.OverLimit(TooMany(kept, spec));
        return TeamPlanResult.Of(new TeamPlan([.. kept.Select(m => Member(m, spec, request, profile, wish))], reasons) { Type = wish.Type, IsNamed = wish.IsNamed });
    }

    /// <summary>As many agents as a valid plan allows, the manager among them; <c>null</c> without a plan.</summary>
    public int? CapOf(Spec spec, string? plan)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return (plan ?? spec.Settings.Plan?.Value ?? options.Plan) is { } name && options.Plans.TryGetValue(name, out var cap) ? cap : null;
    }

    /// <summary>How many agents besides its manager a team may have.</summary>
    internal int MostBesidesManager(Spec spec, TeamRequest request) => Math.Max(1, Math.Min(options.MaxAgents, CapOf(spec, request.Plan) ?? options.MaxAgents) - 1);

    private TeamMember Member(NamedRole named, Spec spec, TeamRequest request, string profile, TeamWish wish)
    {
        var wanted = named.Request;
        return new TeamMember(named.Name, named.Role, request.AgentCommand is null ? wanted.Profile ?? profile : profile, wanted.CheckIn ?? spec.Settings.CheckIn?.Value ?? IntervalOf(named.Role))
        {
            Credential = wanted.Credential,
            Request = wanted,
            Reason = wanted.Reason ?? (named.Role == Roles.ProjectManager ? "in every team" : wish.Reasons.Count > 0 ? wish.Reasons[0].TrimEnd('.') : ""),
        };
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
            reasons.Add($"Every agent for which the team names no profile runs {option}, as --profile says.");
            return option;
        }
        if (spec.Settings.Profile is { } written)
        {
            CheckProfile(written.Value, spec.Source, written.Line, errors);
            reasons.Add($"Every agent for which the team names no profile runs {written.Value}, as the front matter says.");
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

    private (int Most, string Said)? PlanCap(Spec spec, TeamRequest request, List<SpecError> errors)
    {
        var (plan, source, line) = request.Plan is { } option ? (option, "--plan", 0)
            : spec.Settings.Plan is { } written ? (written.Value, spec.Source, written.Line)
            : (options.Plan, "orchestrator.teams.plan", 0);
        if (plan is null)
            return null;
        if (options.Plans.TryGetValue(plan, out var cap))
            return (cap, $"plan {plan} ({(line > 0 ? "front matter" : source)})");
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

    /// <summary>The first ones as far as they are allowed, named anew: one that is left of several needs no number.</summary>
    private static IReadOnlyList<NamedRole> Capped(IReadOnlyList<NamedRole> members, (int Most, string Said)? cap, List<string> reasons, bool isChosen, Spec spec, List<SpecError> errors)
    {
        var most = cap?.Most ?? members.Count;
        if (members.Count > most)
            reasons.Add($"The {cap!.Value.Said} allows {most} agents, so these are left out: {string.Join(", ", members.Skip(most).Select(m => m.Name))}.");
        else if (!isChosen)
            return members;
        List<RoleRequest> kept = [.. members.Take(most).Select(m => m.Request with { Count = 1 })];
        if (isChosen) kept = [.. kept.OrderBy(r => kept.FindIndex(k => k.Role == r.Role))]; // those of one role beside each other
        return TeamNaming.Name(kept, spec.Settings.Windows, errors);
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
