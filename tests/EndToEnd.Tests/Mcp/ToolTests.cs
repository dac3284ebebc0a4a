using System.Text.Json;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.Mcp;

/// <summary>Each tool, over a real process, a real daemon and rehearsal agents.</summary>
public sealed class ToolTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Developer = "shop:developer", Tester = "shop:tester", Manager = "shop:project-manager";
    private readonly McpTeam _team = new();

    public ValueTask DisposeAsync() => _team.DisposeAsync();

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask(); // xunit 2 does not call the other

    [Fact]
    public async Task Every_tool_is_offered_with_a_closed_schema_and_decisions_only_to_those_who_steer()
    {
        var tools = await (await _team.ClientAsync(Manager)).ListToolsAsync();
        var names = tools.Select(t => t.Name).ToList();
        foreach (var name in new[] { "send_message", "broadcast", "read_messages", "report_status", "schedule_check_in", "cancel_check_in", "list_check_ins", "list_team", "read_terminal", "request_agent", "create_task", "list_tasks", "complete_task", "share_insight", "list_insights", "list_permission_requests", "decide_permission" })
            Assert.Contains(name, names);
        Assert.All(tools, t =>
        {
            Assert.False(t.JsonSchema.GetProperty("additionalProperties").GetBoolean());
            Assert.All(t.JsonSchema.GetProperty("properties").EnumerateObject(), p => Assert.NotEqual("", p.Value.GetProperty("description").GetString()));
        });
        var developer = await _team.ClientAsync(Developer);
        Assert.DoesNotContain(await developer.ListToolsAsync(), t => t.Name == "decide_permission");
        Assert.Contains(Developer, developer.ServerInstructions, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_go_both_ways_once_and_are_read_back_whole()
    {
        var sent = (await _team.CallAsync(Developer, "send_message", new { to = Tester, text = "Two tests fail: 日本語 🎉", key = "first" })).GetProperty("message");
        Assert.Equal((Developer, Tester), (Text(sent, "from"), Text(sent, "to")));
        var again = (await _team.CallAsync(Developer, "send_message", new { to = Tester, text = "Two tests fail: 日本語 🎉", key = "first" })).GetProperty("message");
        Assert.Equal(Text(sent, "id"), Text(again, "id"));
        _team.Ready(Tester);
        Assert.Contains("Two tests fail: 日本語", Text(await _team.CallAsync(Developer, "read_terminal", new { target = Tester }), "screen"), StringComparison.Ordinal);

        var answer = (await _team.CallAsync(Tester, "send_message", new { reply_to = Text(sent, "id"), text = new string('x', 5000) })).GetProperty("message");
        Assert.Equal(Developer, Text(answer, "to"));
        var read = (await _team.CallAsync(Developer, "read_messages", new { limit = 1 })).GetProperty("messages")[0];
        Assert.Equal((Text(answer, "id"), 1000), (Text(read, "id"), read.GetProperty("cut_characters").GetInt32()));
        Assert.Equal(5000, Text((await _team.CallAsync(Developer, "read_messages", new { id = Text(answer, "id") })).GetProperty("message"), "text").Length);

        var all = (await _team.CallAsync(Manager, "broadcast", new { text = "Commit what you have." })).GetProperty("messages").EnumerateArray().Select(m => Text(m, "to"));
        Assert.Equal([Developer, Tester], all.Order());
        Assert.Equal("user", Text((await _team.CallAsync(Manager, "send_message", new { to = "user", text = "We are done." })).GetProperty("message"), "to"));
    }

    [Fact]
    public async Task An_agent_reports_schedules_for_itself_and_sees_its_team()
    {
        _ = await _team.CallAsync(Developer, "report_status", new { state = "blocked", text = "Which tea?" });
        var scheduled = (await _team.CallAsync(Developer, "schedule_check_in", new { @in = "2h", note = "Look at the build.", key = "k" })).GetProperty("check_in");
        Assert.Equal(Developer, Text(scheduled, "target"));
        Assert.Equal(Text(scheduled, "id"), Text((await _team.CallAsync(Developer, "schedule_check_in", new { @in = "2h", note = "Look at the build.", key = "k" })).GetProperty("check_in"), "id"));
        var own = (await _team.CallAsync(Developer, "list_check_ins")).GetProperty("check_ins").EnumerateArray().Where(c => Text(c, "note") == "Look at the build.");
        Assert.Equal(Text(scheduled, "id"), Text(Assert.Single(own), "id"));

        var team = await _team.CallAsync(Developer, "list_team");
        Assert.Equal(Developer, Text(team, "you"));
        var agents = team.GetProperty("projects")[0].GetProperty("agents").EnumerateArray().ToList();
        Assert.Equal([Developer, Manager, Tester], agents.Select(a => Text(a, "target")).Order());
        Assert.Equal("Which tea?", Text(agents.First(a => Text(a, "target") == Developer).GetProperty("report"), "text"));

        var insight = (await _team.CallAsync(Developer, "share_insight", new { text = "Tests need a terminal.", topics = new[] { "tmux" } })).GetProperty("insight");
        Assert.Equal((Developer, "shop"), (Text(insight, "source"), Text(insight, "project")));
        Assert.Equal("Tests need a terminal.", Text((await _team.CallAsync(Tester, "list_insights", new { topic = "tmux" })).GetProperty("insights")[0], "text"));
        _ = await _team.CallAsync(Developer, "cancel_check_in", new { id = Text(scheduled, "id") });
        Assert.DoesNotContain((await _team.CallAsync(Developer, "list_check_ins")).GetProperty("check_ins").EnumerateArray(), c => Text(c, "id") == Text(scheduled, "id"));
    }

    [Fact]
    public async Task A_manager_gets_another_agent_once_and_anybody_else_asks_the_manager()
    {
        var asked = (await _team.CallAsync(Developer, "request_agent", new { role = "reviewer", reason = "Nobody reads my changes." })).GetProperty("asked");
        Assert.Equal(Manager, Text(asked, "to"));

        var added = (await _team.CallAsync(Manager, "request_agent", new { role = "reviewer", reason = "Asked for.", key = "one" })).GetProperty("agent");
        var again = (await _team.CallAsync(Manager, "request_agent", new { role = "reviewer", reason = "Asked for.", key = "one" })).GetProperty("agent");
        Assert.Equal(("shop:reviewer", "shop:reviewer"), (Text(added, "target"), Text(again, "target")));
        _team.Ready("shop:reviewer");
        Assert.Equal(4, (await _team.CallAsync(Manager, "list_team")).GetProperty("projects")[0].GetProperty("agents").GetArrayLength());
    }

    [Fact]
    public async Task A_task_is_created_once_taken_and_completed()
    {
        var created = (await _team.CallAsync(Developer, "create_task", new { title = "Sell green tea", owner = "developer", priority = "high", criteria = new[] { "It is in the list." }, key = "t" })).GetProperty("task");
        var again = (await _team.CallAsync(Developer, "create_task", new { title = "Sell green tea", owner = "developer", key = "t" })).GetProperty("task");
        Assert.Equal(Text(created, "id"), Text(again, "id"));
        Assert.Equal("developer", Text(created, "owner"));
        Assert.Contains((await _team.CallAsync(Developer, "list_tasks", new { mine = true })).GetProperty("tasks").EnumerateArray(), t => Text(t, "id") == Text(created, "id"));
        Assert.Contains("may not do that", await _team.FailureAsync(Tester, "complete_task", new { id = Text(created, "id") }), StringComparison.Ordinal);
        Assert.Contains("has no task", await _team.FailureAsync(Developer, "start_task", new { id = "none" }), StringComparison.Ordinal);

        Assert.Equal("started", Text((await _team.CallAsync(Developer, "start_task", new { id = Text(created, "id") })).GetProperty("task"), "state"));
        Assert.Equal("blocked", Text((await _team.CallAsync(Developer, "block_task", new { id = Text(created, "id"), why = "No tea." })).GetProperty("task"), "state"));
        Assert.Equal("done", Text((await _team.CallAsync(Developer, "complete_task", new { id = Text(created, "id"), summary = "It is sold." })).GetProperty("task"), "state"));
    }

    [Fact]
    public async Task A_manager_decides_what_its_team_asks_and_nobody_what_he_asks_himself()
    {
        _ = _team.Home.Run("send", Developer, "/ask touch first").Done;
        var id = "";
        for (var waiting = 0; waiting == 0;)
        {
            var requests = (await _team.CallAsync(Manager, "list_permission_requests")).GetProperty("permissions");
            waiting = requests.GetArrayLength();
            if (waiting > 0) id = Text(requests[0], "id");
        }
        Assert.Contains("may not do that", await _team.FailureAsync(Developer, "decide_permission", new { id, decision = "allow" }), StringComparison.Ordinal);
        Assert.Contains("may not do that", await _team.FailureAsync(Tester, "decide_permission", new { id, decision = "allow" }), StringComparison.Ordinal);
        Assert.Equal("Yes", Text(await _team.CallAsync(Manager, "decide_permission", new { id, decision = "allow" }), "option"));
        _team.Ready(Developer);
    }

    private static string Text(JsonElement from, string name) => from.GetProperty(name).GetString()!;
}
