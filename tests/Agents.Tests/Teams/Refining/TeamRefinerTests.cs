using Orchestrator.Agents.Projects;
using Orchestrator.Agents.Specs;
using Orchestrator.Agents.Teams;
using Orchestrator.Agents.Teams.Refining;
using Xunit;

namespace Orchestrator.Agents.Tests.Teams.Refining;

public class TeamRefinerTests
{
    private static readonly TeamPlanner Planner = new(
        new TeamOptions(
            "developer,tester",
            new Dictionary<string, string> { ["software"] = "developer:2,tester,reviewer" },
            new Dictionary<string, int> { ["pro"] = 3 },
            "claude",
            MaxAgents: 6,
            Roles.All.ToDictionary(r => r.Key, _ => (TimeSpan?)null)),
        ["claude"]);

    private static readonly Spec Api = SpecParser.Parse("GOAL: Build a REST API.\n", "spec.md").Spec!;

    private static async Task<Refinement> Refine(string answer, TeamRequest? request = null, List<string>? prompts = null)
    {
        var facts = ProjectAnalysis.Of(new ProjectListing(["a.py"], new Dictionary<string, string>()));
        var plan = Planner.Plan(Api, request ?? new TeamRequest(), facts).Plan!;
        var refiner = new TeamRefiner(Planner, (profile, directory, prompt) =>
        {
            prompts?.Add($"{profile} {directory} {prompt}");
            return Task.FromResult(answer.StartsWith('!') ? new HeadlessAnswer("", answer[1..]) : new HeadlessAnswer(answer));
        });
        return await refiner.RefineAsync(Api, request ?? new TeamRequest(), facts, plan, "/src/shop");
    }

    private static string[] Names(Refinement refinement) => [.. refinement.Plan.Members.Select(m => m.Name.Value)];

    [Fact]
    public async Task A_valid_answer_is_the_team_and_its_difference_is_shown()
    {
        List<string> prompts = [];
        var refined = await Refine("""
            Here you are:
            ```json
            { "reason": "It faces the internet.", "team": [
              { "role": "developer", "count": 2, "reason": "two endpoints" },
              { "role": "security-ops", "count": 1, "reason": "public" },
              { "role": "tester", "count": 1, "reason": "as before" } ] }
            ```
            """, prompts: prompts);

        Assert.True(refined.IsRefined);
        Assert.Equal(["project-manager", "developer-1", "developer-2", "security-ops", "tester"], Names(refined));
        Assert.Equal(["+ developer ×1: two endpoints", "- reviewer ×1", "+ security-ops ×1: public"], refined.Changes);
        Assert.Equal("Refined by claude: It faces the internet.", refined.Said);
        Assert.StartsWith("claude /src/shop ", Assert.Single(prompts), StringComparison.Ordinal);
        Assert.Contains("\"maximum\":5", prompts[0], StringComparison.Ordinal);
        Assert.Contains("Build a REST API.", prompts[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Braces_before_the_answer_are_passed_over()
    {
        var refined = await Refine("""user: use {role} as in {"type":"object"} } {{"team"}: … {"reason":"r","team":[{"role":"developer","count":1,"reason":"{x}"}]}""");
        Assert.True(refined.IsRefined);
        Assert.Equal(["project-manager", "developer"], Names(refined));
    }

    [Fact]
    public async Task An_answer_that_changes_nothing_says_so()
    {
        var kept = await Refine("""{"reason":"It fits.","team":[{"role":"developer","count":1,"reason":"a"},{"role":"tester","count":1,"reason":"b"},{"role":"reviewer","count":1,"reason":"c"}]}""");
        Assert.True(kept.IsRefined);
        Assert.Empty(kept.Changes);
        Assert.Equal("claude leaves the team as it is: It fits.", kept.Said);
    }

    [Theory]
    [InlineData("I would rather not.", "the answer holds no JSON object")]
    [InlineData("", "the answer holds no JSON object")]
    [InlineData("""{"team":[]}""", "answer has no \"reason\"; answer.team's number of items is 0, less than 1")]
    [InlineData("""{"reason":"r","team":[{"role":"astronaut","count":1,"reason":"x"}]}""", "answer.team[0].role is \"astronaut\", which is none of developer,")]
    [InlineData("""{"reason":"r","team":[{"role":"project-manager","count":1,"reason":"x"}]}""", "answer.team[0].role is \"project-manager\"")]
    [InlineData("""{"reason":"r","team":[{"role":"developer","count":0,"reason":"x"}]}""", "answer.team[0].count is 0, less than 1")]
    [InlineData("""{"reason":"r","team":[{"role":"developer","count":1.5,"reason":"x"}]}""", "answer.team[0].count is number, not integer")]
    [InlineData("""{"reason":"r","team":[{"role":"developer","count":1,"reason":"x","profile":"codex"}]}""", "answer.team[0] has an unknown \"profile\"")]
    [InlineData("""{"reason":"r","team":[{"role":"developer","count":3,"reason":"x"},{"role":"tester","count":3,"reason":"x"}]}""", "the answer has 6 agents besides the project manager, and 5 are allowed")]
    [InlineData("""{"reason":"cut \ud83d","team":[{"role":"developer","count":1,"reason":"x"}]}""", "a text of the answer holds half of a character")]
    [InlineData("""{"reason":7,"team":"developer"}""", "answer.reason is number, not string; answer.team is string, not array")]
    public async Task An_answer_that_does_not_fit_leaves_the_team_as_planned_and_says_why(string answer, string why)
    {
        var unrefined = await Refine(answer);
        Assert.False(unrefined.IsRefined);
        Assert.StartsWith($"Not refined: what claude answered does not fit: {why}", unrefined.Said, StringComparison.Ordinal);
        Assert.Equal(["project-manager", "developer", "tester", "reviewer"], Names(unrefined));
    }

    [Fact]
    public async Task An_agent_that_gives_no_answer_leaves_the_team_as_planned() =>
        Assert.Equal("Not refined: claude cannot be started.", (await Refine("!claude cannot be started")).Said);

    [Fact]
    public async Task A_team_that_somebody_named_is_not_asked_about()
    {
        List<string> prompts = [];
        Assert.Equal("Not refined: somebody named the team.", (await Refine("{}", new TeamRequest(Roles: "devops"), prompts)).Said);
        Assert.Empty(prompts);
    }

    [Fact]
    public async Task The_plan_caps_what_an_agent_may_want()
    {
        var over = await Refine("""{"reason":"r","team":[{"role":"developer","count":3,"reason":"x"}]}""", new TeamRequest(Plan: "pro"));
        Assert.StartsWith("Not refined: what claude answered does not fit: answer.team[0].count is 3, more than 2", over.Said, StringComparison.Ordinal);
    }
}
