using Orchestrator.RealAgents.Tests.Stub;
using System.Text.Json;
using Xunit;

namespace Orchestrator.RealAgents.Tests;

/// <summary>A team of three vendors' CLIs works a spec through on its own: Claude Code manages, Codex develops, OpenCode tests.</summary>
[Trait("Category", "RealAgents")]
public sealed class TeamTests
{
    private const string Manager = "shop:project-manager", Developer = "shop:developer", Tester = "shop:tester";

    [RealAgentFact("claude", "codex", "opencode")]
    public async Task Three_CLIs_work_a_spec_through_over_a_permission_a_limit_and_a_kill()
    {
        await using var home = await RealAgentHome.StartAsync(RealAgent.Claude, RealAgent.Codex, RealAgent.OpenCode);
        var list = Path.Combine(home.Orc.Work, "prices");
        home.Model.Script = new StubPlay()
            .When(Manager, "#1 brief]", Tells("mcp__orchestrator__send_message", Developer, "Write the price list."))
            .When(Developer, "Write the price list.", new StubReply.Refuse(429, "usage_limit_reached", "The usage limit has been reached", TimeProvider.System.GetUtcNow()))
            .When(Developer, "Go on now.", RealAgent.Codex.Shell($"echo tea > {list}"), Tells("send_message", Tester, "Check the price list.", "mcp__orchestrator"))
            .When(Tester, "Check the price list.", Tells("orchestrator_send_message", Manager, "The price list is right."))
            .When(Manager, "The price list is right.", new StubReply.UseTool("mcp__orchestrator__report_status", new { state = "done", text = "The shop has its price list." }))
            .Answer;
        home.Settings("""
            usage-limits { min-backoff = 1s, margin = 0s, stagger = 100ms, jitter = 0, continue-message = "Go on now." }
            supervision { min-backoff = 200ms, jitter = 0 }
            """);
        home.LaunchTeam(("project-manager", RealAgent.Claude), ("developer", RealAgent.Codex), ("tester", RealAgent.OpenCode));

        // The manager writes to the developer, whose limit ends at once; it is told to go on, and asks for permission.
        home.Wait(Developer, () => Assert.Contains("prices", Assert.Single(home.Permissions()).GetProperty("question").GetString(), StringComparison.Ordinal));
        Assert.Single(home.Events("agent.limit-seen.v1", "developer"));
        Assert.False(File.Exists(list));

        home.Wait(Tester, () => Assert.Equal((1, "ready"), (home.Events("agent.conversation-reported.v1", "tester").Count, home.State(Tester))));
        foreach (var process in ProcessTree.Below(home.PidOf(Tester))) process.Kill();
        home.Wait(Tester, () => Assert.Equal(2, home.Orc.Agent(Tester).GetProperty("incarnation").GetInt32()));

        _ = home.Orc.Run("permissions", "allow", Assert.Single(home.Permissions()).GetProperty("id").GetString()!).Done;
        home.Wait(Developer, () => Assert.True(File.Exists(list), "The price list is not written."));

        home.Wait(Manager, () => Assert.Equal("done", home.Orc.Agent(Manager).GetProperty("report").GetProperty("state").GetString()));
        Assert.Equal("tea\n", File.ReadAllText(list));
        var checkedBy = home.Model.Requests.First(r => r.AsksFor("Check the price list."));
        Assert.Single(checkedBy.Prompts, p => p.Contains("#1 brief]", StringComparison.Ordinal)); // the conversation of before the kill
        foreach (var (from, to, text) in new[] { (Manager, Developer, "Write the price list."), (Developer, Tester, "Check the price list."), (Tester, Manager, "The price list is right.") })
            Assert.Equal("delivered", Assert.Single(home.Messages(to), m => Text(m, "from") == from && Text(m, "text") == text).GetProperty("state").GetString());
        Assert.Empty(home.Permissions());
    }

    private static StubReply.UseTool Tells(string tool, string to, string text, string? group = null) => new(tool, new { to, text }, group);

    private static string? Text(JsonElement from, string name) => from.GetProperty(name).GetString();
}
