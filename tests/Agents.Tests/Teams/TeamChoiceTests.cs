using Orchestrator.Agents.Projects;
using Orchestrator.Agents.Settings;
using Orchestrator.Agents.Specs;
using Orchestrator.Agents.Teams;
using Orchestrator.Runtime.Configuration;
using Xunit;

namespace Orchestrator.Agents.Tests.Teams;

/// <summary>Which team is chosen where nobody names one, with the shipped settings.</summary>
public class TeamChoiceTests
{
    private static readonly TeamOptions Shipped = OrchestratorSettings.Read(new ConfigSources(Path.Combine(ConfigSources.Shipped, "reference.conf"), []).Load()).Teams;

    private static readonly string[] Node = ["package.json", "src/a.ts", "src/b.ts"];

    private static TeamPlan Plan(string goal, IEnumerable<string>? files = null, string? plan = null, string frontMatter = "", int deliverables = 1)
    {
        var text = $"---\n{frontMatter}\n---\nGOAL: {goal}\nDELIVERABLES:\n{string.Concat(Enumerable.Range(1, deliverables).Select(i => $"- part {i}\n"))}";
        var facts = ProjectAnalysis.Of(new ProjectListing([.. files ?? []], new Dictionary<string, string> { ["package.json"] = """{ "scripts": { "test": "jest" } }""" }));
        var result = new TeamPlanner(Shipped, ["claude"]).Plan(SpecParser.Parse(text, "spec.md").Spec!, new TeamRequest(Plan: plan), facts);
        Assert.True(result.IsValid, string.Join('\n', result.Errors));
        return result.Plan;
    }

    private static string[] Members(TeamPlan plan) => [.. plan.Members.Skip(1).Select(m => m.Name.Value)];

    [Theory]
    [InlineData("Build a REST API for tea.", "software")]
    [InlineData("Fix the bug that empties the cart.", "software")]
    [InlineData("Deploy the shop to Kubernetes.", "deployment")]
    [InlineData("Set up two servers with nginx and backups.", "deployment")]
    [InlineData("Audit the shop's login for vulnerabilities.", "security")]
    [InlineData("Connect the offices by WireGuard, with a firewall at each.", "network")]
    [InlineData("Load the data of all shops into a warehouse with dbt.", "data")]
    [InlineData("Write the user documentation and a tutorial.", "documentation")]
    [InlineData("Compare message brokers, with recommendations.", "research")]
    public void A_goal_speaks_for_a_team_type(string goal, string type)
    {
        var plan = Plan(goal);
        Assert.Equal(type, plan.Type);
        Assert.StartsWith($"Team type {type}: the goal ", plan.Reasons[0], StringComparison.Ordinal);
        Assert.All(plan.Members, m => Assert.NotEqual("", m.Reason));
    }

    [Theory]
    [InlineData("Build a shop that sells tea.")]
    [InlineData("Make it nicer.")]
    [InlineData("Make an app for tea.")]
    public void A_goal_that_speaks_for_none_gets_the_default_team(string goal) => Assert.Equal((null, "developer tester"), Plan(goal) is var plan ? (plan.Type, string.Join(' ', Members(plan))) : default);

    [Fact]
    public void The_files_of_a_project_decide_where_the_goal_says_nothing()
    {
        Assert.Equal("software", Plan("Make it nicer.", Node).Type);
        Assert.Equal("deployment", Plan("Make it nicer.", ["main.tf", "prod.tfvars"]).Type);
        Assert.Equal("data", Plan("Make it nicer.", ["models/a.sql", "dbt_project.yml"]).Type);
        Assert.Equal("documentation", Plan("Make it nicer.", ["mkdocs.yml", "docs/c.md"]).Type);
        Assert.Null(Plan("Make it nicer.", ["a.md", "b.md", "spec.md", "notes/c.md"]).Type);
        Assert.Null(Plan("Make it nicer.", ["README.md", "LICENSE"]).Type);
    }

    [Fact]
    public void A_goal_goes_before_the_files()
    {
        Assert.Equal("documentation", Plan("Write the user documentation and a tutorial.", Node).Type);
        Assert.Equal("deployment", Plan("Deploy the app to Kubernetes on AWS.", Node).Type);
    }

    [Fact]
    public void What_else_is_asked_for_or_there_brings_its_first_role_with_the_reason()
    {
        var plan = Plan("Build a REST API with penetration tests.", [.. Node, "Dockerfile"]);
        Assert.Equal(["developer", "tester", "reviewer", "security-ops", "devops"], Members(plan));
        Assert.Contains("devops joins: there is Docker (Dockerfile).", plan.Reasons);
        Assert.Equal("the goal says \"penetration tests\"", plan.Members.Single(m => m.Role.Key == "security-ops").Reason);
    }

    [Fact]
    public void More_work_gets_more_developers_and_somebody_who_runs_the_tests()
    {
        Assert.Equal(["developer", "tester", "reviewer"], Members(Plan("Build an API, an app and a CLI.", Node, deliverables: 3)));
        Assert.Equal(["developer-1", "developer-2", "tester", "reviewer", "test-runner"], Members(Plan("Build an API, an app and a CLI.", Node, deliverables: 4)));
        Assert.Equal(["developer-1", "developer-2", "developer-3", "tester", "reviewer", "test-runner"], Members(Plan("Build an API, an app and a CLI.", Node, deliverables: 10)));
    }

    [Theory]
    [InlineData("pro", "developer tester")]
    [InlineData("max5", "developer tester reviewer devops")]
    [InlineData("max20", "developer-1 developer-2 tester reviewer devops test-runner")]
    [InlineData("console", "developer-1 developer-2 tester reviewer devops test-runner")]
    public void A_plan_keeps_what_matters_most(string plan, string expected)
    {
        var team = Plan("Build an API, an app and a CLI.", [.. Node, "Dockerfile"], plan, deliverables: 4);
        Assert.Equal(expected.Split(' '), Members(team));
        Assert.Equal(plan is "pro" or "max5", team.Reasons.Any(r => r.StartsWith($"The plan {plan} (--plan) allows ", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_limit_of_agents_makes_a_chosen_team_smaller_and_does_not_refuse_it()
    {
        var facts = ProjectAnalysis.Of(new ProjectListing(Node, new Dictionary<string, string>()));
        var planner = new TeamPlanner(Shipped with { MaxAgents = 2 }, ["claude"]);
        Assert.Equal(["project-manager", "developer"], planner.Plan(SpecParser.Parse("GOAL: g", "s").Spec!, new TeamRequest(), facts).Plan!.Members.Select(m => m.Name.Value));
    }

    [Fact]
    public void The_settings_may_name_the_plan_and_front_matter_and_option_go_before_it()
    {
        var planner = new TeamPlanner(Shipped with { Plan = "pro" }, ["claude"]);
        int Count(string frontMatter, string? plan) => planner.Plan(SpecParser.Parse($"---\n{frontMatter}\n---\nGOAL: g", "s").Spec!, new TeamRequest("developer:9", Plan: plan)).Plan!.Members.Count;
        Assert.Equal((3, 5, 10), (Count("", null), Count("plan: max5", null), Count("plan: max5", "max20")));
    }

    [Fact]
    public void The_front_matter_names_a_type_and_what_goes_before_what_is_said()
    {
        Assert.Equal(["technical-writer", "reviewer"], Members(Plan("Build a REST API.", Node, frontMatter: "team_type: docs")));
        var spec = SpecParser.Parse("---\nteam: [reviewer]\nteam_type: data\n---\nGOAL: g", "s").Spec!;
        var reasons = new TeamPlanner(Shipped, ["claude"]).Plan(spec, new TeamRequest(Roles: "devops", TeamType: "system-deployment")).Plan!.Reasons;
        Assert.Contains("--roles goes before --team-type and the front matter's team (line 2) and the front matter's team_type (line 3).", reasons);
        Assert.StartsWith("s, line 2: There is no team type \"dta\". Did you mean \"data\"?", Assert.Single(
            new TeamPlanner(Shipped, ["claude"]).Plan(SpecParser.Parse("---\nteam_type: dta\n---\nGOAL: g", "s").Spec!, new TeamRequest()).Errors).ToString(), StringComparison.Ordinal);
    }
}
