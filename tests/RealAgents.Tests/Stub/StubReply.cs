namespace Orchestrator.RealAgents.Tests.Stub;

/// <summary>What the stub of a model API answers to one request.</summary>
public abstract record StubReply
{
    private StubReply()
    {
    }

    /// <summary>Words, after which the turn is over.</summary>
    public sealed record Words(string Text) : StubReply;

    /// <summary>A tool that the agent is to use; its result comes as the next request.</summary>
    public sealed record UseTool(string Name, object Input) : StubReply;

    /// <summary>A refusal: 401, 429, 529.</summary>
    public sealed record Refuse(int Status, string Type, string Message) : StubReply;
}
