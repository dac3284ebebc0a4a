using Orchestrator.RealAgents.Tests.Stub;
using System.Text.Json;
using Xunit;

namespace Orchestrator.RealAgents.Tests;

/// <summary>Claude Code itself with Orchestrator's tools, and with rules that its own hook answers by.</summary>
[Trait("Category", "RealAgents")]
public sealed class ClaudeToolTests
{
    [RealAgentFact("claude")]
    public async Task A_message_that_the_model_sends_by_a_tool_arrives_and_nothing_is_asked()
    {
        await using var home = await RealAgentHome.StartAsync(RealAgent.Claude);
        home.Model.Script = request => request.AsksFor("Tell the developer")
            ? new StubReply.UseTool("mcp__orchestrator__send_message", new { to = "shop:developer", text = "Sent by a tool." })
            : new StubReply.Words("Done.");
        var target = home.Launch(RealAgent.Claude);
        home.Send(target, "Tell the developer.");

        home.Wait(target, () => Assert.Equal("delivered", Assert.Single(Messages(home), m => Text(m, "from") == target && Text(m, "text") == "Sent by a tool.").GetProperty("state").GetString()));
        Assert.Empty(home.Permissions());
        var tools = home.Model.Requests[^1].Tools;
        Assert.All(["send_message", "report_status", "list_team"], name => Assert.Contains("mcp__orchestrator__" + name, tools));
        Assert.DoesNotContain("mcp__orchestrator__decide_permission", tools); // a tester decides nothing
    }

    [RealAgentFact("claude")]
    public async Task A_rule_decides_in_the_hook_without_a_dialog()
    {
        await using var home = await RealAgentHome.StartAsync(RealAgent.Claude);
        var (made, kept) = (Path.Combine(home.Orc.Work, "made"), Path.Combine(home.Orc.Work, "kept"));
        File.WriteAllText(kept, "");
        File.WriteAllText(Path.Combine(home.Orc.Path, "orchestrator.conf"), """
            orchestrator.permissions.rules = [
              { tool = Bash, command = "rm *", decision = deny }
              { role = tester, tool = Bash, command = "touch *", decision = allow }
            ]
            """);
        home.Model.Script = request => request.AsksFor("Make it") ? RealAgent.Claude.Shell($"touch {made}")
            : request.AsksFor("Remove it") ? RealAgent.Claude.Shell($"cd / && rm {kept}")
            : new StubReply.Words("Done.");
        var target = home.Launch(RealAgent.Claude);
        home.Send(target, "Make it.");
        home.Wait(target, () => Assert.True(File.Exists(made), "It is not made."));

        home.Send(target, "Remove it.");
        home.Wait(target, () => Assert.Equal(["allow", "deny"], Events(home).Where(e => Text(e, "type") == "agent.permission-decided.v1")
            .Select(e => e.GetProperty("permission").GetProperty("verdict").GetProperty("decision").GetString())));
        home.Wait(target, () => Assert.Equal("ready", home.State(target)));
        Assert.True(File.Exists(kept));
        Assert.DoesNotContain(Events(home), e => Text(e, "type") == "agent.permission-asked.v1");
    }

    private static List<JsonElement> Messages(RealAgentHome home) => [.. home.Orc.Run("messages", "shop:developer", "--json").Done.Json.GetProperty("messages").EnumerateArray()];

    private static IReadOnlyList<JsonElement> Events(RealAgentHome home) => home.Orc.Run("events", "shop", "--json").Done.Lines;

    private static string? Text(JsonElement from, string name) => from.GetProperty(name).GetString();
}
