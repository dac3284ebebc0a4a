using Orchestrator.Agents.Specs;

namespace Orchestrator.Agents.Teams;

/// <summary>Which roles are wanted, before they are checked, capped and named.</summary>
/// <param name="Roles">In the order of their importance where Orchestrator chose them, else as they were written.</param>
/// <param name="Reasons">Why.</param>
/// <param name="Type">The team type they were made from; null for none.</param>
/// <param name="IsChosen">Whether Orchestrator chose them: such a team is made to fit a limit, one that was asked for is refused.</param>
internal sealed record TeamWish(IReadOnlyList<RoleRequest> Roles, IReadOnlyList<string> Reasons, string? Type = null, bool IsChosen = false)
{
    /// <summary>Whether somebody named them one by one.</summary>
    internal bool IsNamed { get; init; }
}

/// <summary>Finds out who says which team, by precedence: <c>--roles</c>, <c>--team-type</c>, the front matter's <c>team</c> and <c>team_type</c>, spec and project, the default.</summary>
internal sealed class TeamWishes(TeamOptions options, TeamChooser chooser)
{
    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.Ordinal)
    {
        ["system-deployment"] = "deployment",
        ["infrastructure"] = "deployment",
        ["docs"] = "documentation",
    };

    internal TeamWish Of(Spec spec, TeamRequest request, Projects.ProjectFacts? facts, List<SpecError> errors)
    {
        var settings = spec.Settings;
        List<(string Said, Func<TeamWish> Wish)> sources = [];
        if (request.Roles is { } roles)
            sources.Add(("--roles", () => new TeamWish(Parse(roles, "--roles", errors), ["The roles were named by --roles."]) { IsNamed = true }));
        if (request.TeamType is { } type)
            sources.Add(("--team-type", () => OfType(type, "--team-type", 0, errors)));
        if (settings.Team.Count > 0)
            sources.Add(($"the front matter's team (line {settings.Team[0].Line})", () => new TeamWish(settings.Team, ["The spec's front matter names the team."]) { IsNamed = true }));
        if (settings.TeamType is { } written)
            sources.Add(($"the front matter's team_type (line {written.Line})", () => OfType(written.Value, spec.Source, written.Line, errors)));
        if (sources.Count == 0)
            return chooser.Choose(spec, facts) ?? new TeamWish(Parse(options.Default, "orchestrator.teams.default", errors), ["Nothing in the spec or the project speaks for a team type, so it gets the default team."]);
        var wish = sources[0].Wish();
        return sources.Count == 1 ? wish : wish with { Reasons = [.. wish.Reasons, $"{sources[0].Said} goes before {string.Join(" and ", sources.Skip(1).Select(s => s.Said))}."] };
    }

    private TeamWish OfType(string written, string source, int line, List<SpecError> errors)
    {
        var type = OtherNames.TryGetValue(written, out var known) && !options.Types.ContainsKey(written) ? known : written;
        if (options.Types.TryGetValue(type, out var ready))
            return new TeamWish(Parse(ready, $"orchestrator.teams.types.{type}", errors), [$"The team type {type} ({(line > 0 ? "front matter" : source)}) has these roles."], type);
        errors.Add(new SpecError(source, line, $"There is no team type {SafeName.Quote(written)}.", Runtime.Configuration.Spelling.Hint(written, [.. options.Types.Keys.Order(StringComparer.Ordinal)])));
        return new TeamWish([], []);
    }

    private static IReadOnlyList<RoleRequest> Parse(string roles, string source, List<SpecError> errors)
    {
        var requests = RoleList.Parse(roles, source, 0, out var problems);
        errors.AddRange(problems);
        return requests;
    }
}
