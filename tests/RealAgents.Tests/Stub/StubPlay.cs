namespace Orchestrator.RealAgents.Tests.Stub;

/// <summary>What the models of a team answer: for each agent, the replies to a prompt, the next one with each tool's result. All else is read in silence.</summary>
/// <remarks>An agent is known by the brief that its conversation began with.</remarks>
public sealed class StubPlay
{
    // Claude Code 2.1.197 does not wait for its MCP servers with the first prompt, and gives its model this tool to do so.
    private const string WaitForServers = "WaitForMcpServers";

    private readonly List<Part> _parts = [];
    private readonly Dictionary<string, Part> _played = [];

    /// <param name="agent">Whose model, e.g. <c>shop:tester</c>.</param>
    /// <param name="prompt">What the prompt holds.</param>
    /// <param name="replies">The first to the prompt, the others each to the result of a tool before it.</param>
    public StubPlay When(string agent, string prompt, params StubReply[] replies)
    {
        _parts.Add(new Part(agent, prompt, new Queue<StubReply>(replies)));
        return this;
    }

    /// <summary>The answer to a request; a prompt that comes again is answered by what is left.</summary>
    public StubReply Answer(StubRequest request)
    {
        lock (_parts)
        {
            if (_parts.Find(part => request.Says($"[{part.Agent}#1 brief]")) is not { Agent: var agent }) return Silence;
            if (_parts.Find(part => part.Agent == agent && request.AsksFor(part.Prompt)) is { } begun)
                _played[agent] = begun;
            else if (!request.HasToolResult)
                _played.Remove(agent);
            if (!_played.TryGetValue(agent, out var now) || !now.Replies.TryPeek(out var reply)) return Silence;
            if (reply is StubReply.UseTool { Name: var tool } && request.Tools.Contains(WaitForServers) && !request.Tools.Contains(tool)) return new StubReply.UseTool(WaitForServers, new { });
            return now.Replies.Dequeue();
        }
    }

    private static StubReply Silence => new StubReply.Words("Read.");

    private sealed record Part(string Agent, string Prompt, Queue<StubReply> Replies);
}
