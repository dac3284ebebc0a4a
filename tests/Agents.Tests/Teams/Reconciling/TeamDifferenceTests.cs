using Orchestrator.Agents.Specs;
using Orchestrator.Agents.Teams;
using Orchestrator.Agents.Teams.Reconciling;
using Xunit;

namespace Orchestrator.Agents.Tests.Teams.Reconciling;

public class TeamDifferenceTests
{
    private static readonly TeamPlanner Planner = new(
        new TeamOptions("developer", new Dictionary<string, string>(), new Dictionary<string, int>(), "claude", 20, Roles.All.ToDictionary(r => r.Key, _ => (TimeSpan?)null)),
        ["claude", "codex"]);

    private static readonly RunningMember Manager = Member("project-manager", "project-manager");

    private static RunningMember Member(string name, string role, string profile = "claude", int? checkIn = 30, bool busy = false) =>
        new(new AgentName(name), role, profile, null, checkIn is { } minutes ? TimeSpan.FromMinutes(minutes) : null, busy);

    /// <summary>The steps as <c>action name</c>, or the problem behind an exclamation mark.</summary>
    private static string[] Steps(string file, RunningMember[] running, IReadOnlyDictionary<string, int>? elastic = null)
    {
        var changes = Changes(file, running, elastic, out var problem);
        return problem is null ? [.. changes.Select(c => $"{c.Action} {c.Agent}")] : ["! " + problem];
    }

    private static IReadOnlyList<TeamChange> Changes(string file, RunningMember[] running, IReadOnlyDictionary<string, int>? elastic, out string? problem)
    {
        var read = TeamFile.Parse(file, "team.yaml");
        Assert.Empty(read.Errors);
        var team = Planner.Plan(SpecParser.Parse("GOAL: g", "s").Spec! with { Settings = read.Settings }, new TeamRequest());
        Assert.Empty(team.Errors);
        return TeamDifference.Between(team.Plan!.Members, read.Settings, [Manager, .. running], [], elastic ?? new Dictionary<string, int>(), out problem);
    }

    [Theory]
    [InlineData("team: [developer, tester]", new string[0])]
    [InlineData("team: [tester, developer]", new string[0])]
    [InlineData("team: [developer:3, tester]", new[] { "Add developer-2", "Add developer-3" })]
    [InlineData("team: [developer, tester, reviewer]", new[] { "Add reviewer" })]
    [InlineData("team: [developer]", new[] { "End tester" })]
    [InlineData("team: [reviewer]", new[] { "End developer", "End tester", "Add reviewer" })]
    [InlineData("team: [{role: developer, name: ui}, tester]", new[] { "End developer", "Add ui" })]
    [InlineData("team: [{role: developer, name: developer}, tester]", new string[0])]
    [InlineData("profile: codex\nteam: [developer, tester]", new[] { "Replace developer", "Replace tester" })]
    [InlineData("team: [{role: developer, profile: codex}, tester]", new[] { "Replace developer" })]
    [InlineData("team: [{role: developer, credential: work}, tester]", new[] { "Replace developer" })]
    [InlineData("check_in: 30m\nteam: [developer, tester]", new string[0])]
    [InlineData("team: [{role: project-manager, check_in: 5m}, {role: developer, check_in: 10m}, tester]", new[] { "CheckIn project-manager", "CheckIn developer" })]
    [InlineData("team: [{role: reviewer, name: developer}, tester]", new[] { "! developer is a developer, and the file wants a reviewer of that name. Choose another name, or apply a file without it first." })]
    [InlineData("team: [{role: project-manager, profile: codex}, developer, tester]", new[] { "! The project manager runs claude, and the file wants codex: a running project keeps its manager. Stop and remove the project, then launch it." })]
    public void The_steps_lead_from_the_team_that_runs_to_the_one_in_the_file(string file, string[] steps) =>
        Assert.Equal(steps, Steps(file, [Member("developer", "developer"), Member("tester", "tester")]));

    [Fact]
    public void Numbered_members_of_a_launch_are_those_that_the_file_counts() =>
        Assert.Equal(["Add developer"], Steps("team: [developer:3]", [Member("developer-1", "developer"), Member("developer-2", "developer")]));

    [Fact]
    public void Who_has_a_task_stays_before_who_has_none_and_one_of_the_wanted_profile_before_both()
    {
        RunningMember[] running = [Member("one", "developer"), Member("two", "developer", busy: true), Member("three", "developer", "codex")];
        Assert.Equal(["End three", "End one"], Steps("team: [developer]", running));
        Assert.Equal(["End two", "End one"], Steps("team: [{role: developer, profile: codex}]", running).Order().Reverse());
        Assert.Equal(2, Changes("team: [{role: developer, profile: codex}]", running, null, out _).Count(c => c.Action is TeamAction.End));
        Assert.Contains("its task goes back", Changes("team: [tester]", running, null, out _).Single(c => c.Agent.Value == "two").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void What_scaling_has_added_stays_within_its_range()
    {
        RunningMember[] running = [Member("developer", "developer"), Member("developer-2", "developer"), Member("developer-3", "developer", busy: true), Member("developer-4", "developer")];
        Assert.Equal(2, Steps("team: [developer]", running, new Dictionary<string, int> { ["developer"] = 2 }).Length);
        Assert.Empty(Steps("team: [developer]", running, new Dictionary<string, int> { ["developer"] = 4 }));
    }

    [Fact]
    public void What_was_done_is_no_step_the_next_time()
    {
        const string File = "profile: codex\ncheck_in: 10m\nteam: [developer:2, {role: tester, name: check}]";
        var first = Changes(File, [Member("developer", "developer"), Member("tester", "tester")], null, out _);
        Assert.Equal(["End tester", "CheckIn project-manager", "Replace developer", "Add developer-2", "Add check"], first.Select(c => $"{c.Action} {c.Agent}"));
        Assert.All(first.Skip(1), c => Assert.Equal(TimeSpan.FromMinutes(10), c.CheckIn));
        Assert.All(first.Skip(2), c => Assert.Equal("codex", c.Wanted!.Profile));

        var read = TeamFile.Parse(File, "team.yaml").Settings;
        var team = Planner.Plan(SpecParser.Parse("GOAL: g", "s").Spec! with { Settings = read }, new TeamRequest()).Plan!.Members;
        RunningMember[] then = [Member("project-manager", "project-manager", checkIn: 10), Member("developer", "developer", "codex", 10), Member("developer-2", "developer", "codex", 10), Member("check", "tester", "codex", 10)];
        Assert.Empty(TeamDifference.Between(team, read, then, [], new Dictionary<string, int>(), out _));
    }

    [Theory]
    [InlineData("team: [developer, testr]\n", "team.yaml", 1, "There is no role \"testr\".")]
    public void A_role_that_there_is_not_is_named_with_its_line(string text, string source, int line, string message)
    {
        var read = TeamFile.Parse(text, source);
        var error = Assert.Single(Planner.Plan(SpecParser.Parse("GOAL: g", "s").Spec! with { Settings = read.Settings }, new TeamRequest()).Errors);
        Assert.Equal((source, line, message), (error.Source, error.Line, error.Message));
    }

    [Theory]
    [InlineData("name: shop\nteem: [developer]\n", 2, "The front matter has an unknown key \"teem\".")]
    [InlineData("name: shop\n", 0, "It names no team.")]
    [InlineData("team: [\n", 2, "The front matter is no YAML")]
    [InlineData("", 0, "It names no team.")]
    public void A_mistake_in_a_team_file_is_named_with_its_line(string text, int line, string message)
    {
        var error = Assert.Single(TeamFile.Parse(text, "team.yaml").Errors, e => e.Message.StartsWith(message, StringComparison.Ordinal));
        Assert.Equal(line, error.Line);
    }

    [Fact]
    public void A_spec_with_front_matter_is_a_team_file_and_yaml_may_have_fences()
    {
        var spec = TeamFile.Parse("---\nname: shop\nteam: [developer]\n---\nGOAL: g\n", "spec.md");
        Assert.Equal(("g", 1), (spec.Spec?.Goal, spec.Settings.Team.Count));
        var fenced = TeamFile.Parse("---\nteam: [developer]\n", "team.yaml");
        Assert.Equal((null, 1, 2), (fenced.Spec, fenced.Settings.Team.Count, fenced.Settings.Team[0].Line));
        Assert.NotEmpty(TeamFile.Parse("team: [developer]\n", "team.md").Errors); // neither
        Assert.Contains("more than one YAML document", Assert.Single(TeamFile.Parse("---\nteam: [developer]\n---\nteam: [tester]\n", "team.yml").Errors).Message, StringComparison.Ordinal);
    }
}
