using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using System.Text.Json;

namespace Orchestrator.EndToEnd.Tests.Mcp;

/// <summary>A team of rehearsal agents, and the SDK's client on an <c>orc mcp</c> of each that a test asks for, with that agent's own identity.</summary>
public sealed class McpTeam : IAsyncDisposable
{
    private readonly Dictionary<string, McpClient> _clients = [];

    public McpTeam()
    {
        _ = Home.Run("launch", "--spec", Home.Spec, "--project", Home.Work, "--profile", "rehearsal", "--roles", "developer,tester").Done;
        foreach (var agent in new[] { "shop:developer", "shop:tester", "shop:project-manager" })
            Ready(agent);
    }

    public OrcHome Home { get; } = new();

    /// <summary>The client of an agent's server; of a person's for <c>user</c>.</summary>
    public async Task<McpClient> ClientAsync(string target)
    {
        if (_clients.TryGetValue(target, out var known)) return known;
        var transport = new StdioClientTransport(new StdioClientTransportOptions
        {
            Command = OrcProgram.Path,
            Arguments = ["mcp"],
            EnvironmentVariables = Environment(target).ToDictionary(e => e.Key, e => (string?)e.Value),
        });
        var options = new McpClientOptions { DiscoverProbeTimeout = Timeout.InfiniteTimeSpan }; // a server slow to start is no older server
        return _clients[target] = await McpClient.CreateAsync(transport, options);
    }

    /// <summary>What a tool answers.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message is the tool's.</exception>
    public async Task<JsonElement> CallAsync(string target, string tool, object? arguments = null)
    {
        var result = await TryAsync(target, tool, arguments);
        return result.IsError == true ? throw new InvalidOperationException(TextOf(result)) : result.StructuredContent!.Value;
    }

    /// <summary>The words of a tool's failure.</summary>
    public async Task<string> FailureAsync(string target, string tool, object? arguments = null)
    {
        var result = await TryAsync(target, tool, arguments);
        return result.IsError == true ? TextOf(result) : throw new InvalidOperationException($"It did not fail: {TextOf(result)}");
    }

    public void Ready(string target) => Eventually.Holds(() =>
        Xunit.Assert.Equal((0, "ready"), (Home.Agent(target).GetProperty("unread").GetInt32(), Home.Agent(target).GetProperty("state").GetString())));

    /// <summary>Orchestrator's variables in an agent's process.</summary>
    public Dictionary<string, string> Environment(string target) => target == "user" ? new() { ["ORC_HOME"] = Home.Path } : Home.EnvironmentOf(target);

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values) await client.DisposeAsync();
        Home.Dispose();
    }

    private async Task<CallToolResult> TryAsync(string target, string tool, object? arguments)
    {
        var given = JsonSerializer.SerializeToElement(arguments ?? new { }).EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value.Clone());
        return await (await ClientAsync(target)).CallToolAsync(tool, given);
    }

    private static string TextOf(CallToolResult result) => string.Concat(result.Content.OfType<TextContentBlock>().Select(block => block.Text));
}
