using Orchestrator.Agents.Specs;
using Orchestrator.Agents.Teams;
using Xunit;

namespace Orchestrator.Agents.Tests.Teams;

public class TeamPlannerTests
{
    private static readonly TeamOptions Options = new(
        "developer,tester",
        new Dictionary<string, string> { ["security"] = "security-ops, developer" },
        new Dictionary<string, int> { ["pro"] = 3, ["max5"] = 5 },
        "claude",
        MaxAgents: 10,
        Roles.All.ToDictionary(r => r.Key, r => r.Key == "test-runner" ? (TimeSpan?)null : TimeSpan.FromMinutes(30)));

    private static readonly TeamPlanner Planner = new(Options, ["claude", "codex", "custom"]);

    private static Spec SpecOf(string frontMatter) => SpecParser.Parse($"---\n{frontMatter}\n---\nGOAL: g\n", "spec.md").Spec!;

    private static TeamPlanResult Plan(TeamRequest request, string frontMatter = "") => Planner.Plan(SpecOf(frontMatter), request);

    private static string[] Names(TeamRequest request, string frontMatter = "")
    {
        var result = Plan(request, frontMatter);
        Assert.True(result.IsValid, string.Join('\n', result.Errors));
        return [.. result.Plan.Members.Select(m => m.Name.Value)];
    }

    private static SpecError Error(TeamRequest request, string frontMatter = "") => Assert.Single(Plan(request, frontMatter).Errors);

    [Fact]
    public void A_spec_that_names_no_team_gets_the_default_one_and_the_reason()
    {
        Assert.Equal(["project-manager", "developer", "tester"], Names(new()));
        Assert.Contains("default", Assert.Single(Plan(new()).Plan!.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void An_option_goes_before_the_front_matter_and_that_before_the_default()
    {
        Assert.Equal(["project-manager", "reviewer"], Names(new(), "team: [reviewer]"));
        Assert.Equal(["project-manager", "security-ops", "developer"], Names(new(TeamType: "security"), "team: [reviewer]"));
        Assert.Equal(["project-manager", "devops"], Names(new(Roles: "devops", TeamType: "security"), "team: [reviewer]"));
    }

    [Theory]
    [InlineData("developer:2,tester", "developer-1 developer-2 tester")]
    [InlineData("developer,tester,developer", "developer-1 tester developer-2")]
    [InlineData("Developer tester", "developer tester")]
    [InlineData("tester,project-manager", "tester")]
    public void Several_of_a_role_are_numbered_and_the_manager_is_there_once(string roles, string expected) =>
        Assert.Equal(["project-manager", .. expected.Split(' ')], Names(new(Roles: roles)));

    [Fact]
    public void A_member_has_the_profile_and_interval_that_is_nearest_to_it()
    {
        const string FrontMatter = "profile: codex\ncheck_in: 20m\nteam:\n- role: project-manager\n  check_in: 10m\n- role: developer\n  name: ui\n  profile: claude\n- tester";
        var plan = Plan(new(), FrontMatter).Plan!;
        Assert.Equal([("project-manager", "codex", 10), ("ui", "claude", 20), ("tester", "codex", 20)],
            plan.Members.Select(m => (m.Name.Value, m.Profile, (int)m.CheckIn!.Value.TotalMinutes)));
        Assert.All(Plan(new()).Plan!.Members, m => Assert.Equal(("claude", TimeSpan.FromMinutes(30)), (m.Profile, m.CheckIn)));
        Assert.All(Plan(new(Profile: "codex")).Plan!.Members, m => Assert.Equal("codex", m.Profile));
        Assert.Null(Plan(new(Roles: "test-runner")).Plan!.Members[1].CheckIn);
    }

    [Fact]
    public void A_command_of_the_users_runs_in_every_window_whatever_profile_is_named() =>
        Assert.All(Plan(new(AgentCommand: "cat"), "team:\n- role: developer\n  profile: codex").Plan!.Members, m => Assert.Equal("custom", m.Profile));

    [Fact]
    public void A_plan_caps_the_team_and_says_who_is_left_out()
    {
        var result = Plan(new(Roles: "developer:3,tester", Plan: "pro"), "plan: max5");
        Assert.Equal(["project-manager", "developer-1", "developer-2"], result.Plan!.Members.Select(m => m.Name.Value));
        Assert.Contains("The plan pro (--plan) allows 3 agents, so these are left out: developer-3, tester.", result.Plan.Reasons);
        Assert.Equal(5, Names(new(Roles: "developer:9"), "plan: max5").Length);
    }

    [Fact]
    public void More_agents_than_the_limit_are_refused_and_ten_are_not()
    {
        Assert.Equal(10, Names(new(Roles: "developer:9")).Length);
        var refused = Plan(new(Roles: "developer:10"));
        Assert.True(refused.IsOverLimit);
        Assert.Equal("--roles: The team has 11 agents with its project manager; 10 are allowed. Name fewer, or raise orchestrator.limits.agents-per-project.",
            Assert.Single(refused.Errors).ToString());
    }

    [Theory]
    [InlineData("team: [developer, testr]", "spec.md, line 2: There is no role \"testr\". Did you mean \"tester\"?")]
    [InlineData("name: a\nteam:\n- developer\n- astronaut", "spec.md, line 5: There is no role \"astronaut\". May be written: project-manager, developer,")]
    [InlineData("profile: cluade", "spec.md, line 2: There is no profile \"cluade\". Did you mean \"claude\"? May be written: claude, codex.")]
    [InlineData("plan: max6", "spec.md, line 2: There is no plan \"max6\". Did you mean \"max5\"? May be written: max5, pro.")]
    [InlineData("team:\n- role: developer\n  profile: vim", "spec.md, line 3: There is no profile \"vim\".")]
    [InlineData("team: [orchestrator]", "spec.md, line 2: The orchestrator stands above all projects")]
    [InlineData("team: [project-manager:2]", "spec.md, line 2: A team has one project manager")]
    [InlineData("team: [project-manager, tester, project-manager]", "spec.md, line 2: A team has one project manager")]
    [InlineData("team:\n- {role: developer, name: tester}\n- tester:1\n- {role: devops, name: tester-1}", "spec.md, line 5: The name tester-1 is already that of another agent (developer).")]
    [InlineData("windows: {tester: top}", "orchestrator.teams.default: The name tester is already that of a window of the spec (line 2).")]
    [InlineData("profile: custom", "spec.md, line 2: The profile \"custom\" runs a command, and none is given. Write --agent-command CMD.")]
    public void A_mistake_in_the_front_matter_is_named_with_its_line(string frontMatter, string expected) =>
        Assert.StartsWith(expected, Error(new(), frontMatter).ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_mistake_in_an_option_names_the_option()
    {
        Assert.StartsWith("--roles: There is no role \"x\".", Error(new(Roles: "x")).ToString(), StringComparison.Ordinal);
        Assert.StartsWith("--roles: \"developer:0\" has no number from 1", Error(new(Roles: "developer:0")).ToString(), StringComparison.Ordinal);
        Assert.StartsWith("--roles: It names no role.", Error(new(Roles: " , ")).ToString(), StringComparison.Ordinal);
        Assert.StartsWith("--team-type: There is no team type \"secure\".", Error(new(TeamType: "secure")).ToString(), StringComparison.Ordinal);
        Assert.StartsWith("--plan: There is no plan \"free\".", Error(new(Plan: "free")).ToString(), StringComparison.Ordinal);
        Assert.StartsWith("--profile: There is no profile \"vi\u001b\".".Replace("\u001b", "\\u001b", StringComparison.Ordinal), Error(new(Profile: "vi\u001b")).ToString(), StringComparison.Ordinal);
    }
}
