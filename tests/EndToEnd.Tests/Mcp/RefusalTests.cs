using ModelContextProtocol;
using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.Mcp;

/// <summary>What a model or its CLI does wrong, and a daemon that is away: always a clear answer, and the server goes on.</summary>
public sealed class RefusalTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Developer = "shop:developer", Tester = "shop:tester";
    private readonly McpTeam _team = new();

    public ValueTask DisposeAsync() => _team.DisposeAsync();

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask(); // xunit 2 does not call the other

    [Fact]
    public async Task Arguments_that_do_not_fit_are_told_all_at_once_with_the_way_out()
    {
        var told = await _team.FailureAsync(Developer, "send_message", new { too = Tester, text = 5, urgent = "yes" });
        Assert.Contains("There is no argument \"too\". Did you mean \"to\"?", told, StringComparison.Ordinal);
        Assert.Contains("\"text\" is 5; a text is wanted.", told, StringComparison.Ordinal);
        Assert.Contains("\"urgent\" is \"yes\"; true or false is wanted.", told, StringComparison.Ordinal);
        Assert.Contains("Nothing was done.", told, StringComparison.Ordinal);

        Assert.Contains("\"text\" is missing", await _team.FailureAsync(Developer, "send_message", new { to = Tester }), StringComparison.Ordinal);
        Assert.Contains("at most 1,048,576", await _team.FailureAsync(Developer, "send_message", new { to = Tester, text = new string('x', 2_000_000) }), StringComparison.Ordinal);
        Assert.Contains("a whole number from 1 to 200", await _team.FailureAsync(Developer, "read_messages", new { limit = 0.5 }), StringComparison.Ordinal);
        Assert.Contains("Did you mean \"blocked\"?", await _team.FailureAsync(Developer, "report_status", new { state = "block" }), StringComparison.Ordinal);
        Assert.Contains("is no duration", await _team.FailureAsync(Developer, "schedule_check_in", new { @in = "soon", note = "x" }), StringComparison.Ordinal);
        Assert.Contains("Exactly one", await _team.FailureAsync(Developer, "schedule_check_in", new { note = "x" }), StringComparison.Ordinal);
        var unknown = await Assert.ThrowsAsync<McpProtocolException>(async () => await _team.CallAsync(Developer, "send_mesage"));
        Assert.Contains("Did you mean \"send_message\"?", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rights_are_those_of_the_agent_and_a_refusal_says_whose_they_are()
    {
        Assert.Contains("an agent schedules check-ins for itself", await _team.FailureAsync(Developer, "schedule_check_in", new { target = Tester, @in = "1h", note = "x" }), StringComparison.Ordinal);
        Assert.Contains("There is no agent shop:nobody", await _team.FailureAsync(Developer, "send_message", new { to = "shop:nobody", text = "x" }), StringComparison.Ordinal);
        Assert.Contains("its own project", await _team.FailureAsync(Developer, "send_message", new { to = "bank:developer", text = "x" }), StringComparison.Ordinal);
        Assert.Contains("Only an agent reports", await _team.FailureAsync("user", "report_status", new { state = "done" }), StringComparison.Ordinal);
        Assert.Contains("you are no agent", await _team.FailureAsync("user", "schedule_check_in", new { @in = "1h", note = "x" }), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_daemon_that_is_away_is_said_and_the_same_call_works_once_it_is_back()
    {
        _ = await _team.CallAsync(Developer, "list_team");
        _team.Home.KillDaemon();
        var told = await _team.FailureAsync(Developer, "send_message", new { to = Tester, text = "Are you there?" });
        Assert.Contains("does not run just now", told, StringComparison.Ordinal);
        Assert.Contains("orc status", told, StringComparison.Ordinal);

        _ = _team.Home.Run("status").Done;
        _ = await _team.CallAsync(Developer, "send_message", new { to = Tester, text = "Are you there?" });
        var sent = _team.Home.Run("messages", Tester, "--json").Done.Json.GetProperty("messages").EnumerateArray().Where(m => m.GetProperty("text").GetString() == "Are you there?");
        Assert.Single(sent);
    }

    [Fact]
    public void Input_that_is_no_protocol_kills_nothing_and_only_the_protocol_is_on_standard_output()
    {
        var start = new ProcessStartInfo(OrcProgram.Path, ["mcp"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in _team.Environment(Developer)) start.Environment[name] = value;
        using var server = Process.Start(start)!;
        string[] lines =
        [
            "no JSON at all", "[]", "{}", "{\"id\":1}", "\u0000\u0001", "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"no/such\"}",
            """{"jsonrpc":"2.0","id":3,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""",
            """{"jsonrpc":"2.0","method":"notifications/initialized"}""",
            """{"jsonrpc":"2.0","id":4,"method":"tools/call","params":[1]}""",
            """{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"send_message","arguments":"none"}}""",
            """{"jsonrpc":"2.0","id":6,"method":"tools/call","params":{"name":"report_status","arguments":{"state":"LONG"}}}""".Replace("LONG", new string('x', 3_000_000), StringComparison.Ordinal),
            """{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"report_status","arguments":{"state":"working"}}}""",
        ];
        foreach (var line in lines) server.StandardInput.WriteLine(line);
        server.StandardInput.Flush();
        var answers = new Dictionary<int, JsonElement>();
        while (!answers.ContainsKey(7))
        {
            var answer = JsonDocument.Parse(server.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The server has ended.")).RootElement;
            if (answer.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number) answers[id.GetInt32()] = answer;
        }
        Assert.Equal("shop:developer", answers[7].GetProperty("result").GetProperty("structuredContent").GetProperty("report").GetProperty("target").GetString());
        Assert.Equal(-32601, answers[2].GetProperty("error").GetProperty("code").GetInt32());

        server.StandardInput.Close();
        Assert.True(server.WaitForExit(TimeSpan.FromSeconds(10)), "It ends with its standard input.");
        Assert.Equal((0, ""), (server.ExitCode, server.StandardError.ReadToEnd()));
    }
}
