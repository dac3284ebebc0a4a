namespace Orchestrator.RealAgents.Tests.Stub;

/// <summary>What the stub of a model API answers to one request.</summary>
public abstract record StubReply
{
    private StubReply()
    {
    }

    /// <summary>Words, after which the turn is over.</summary>
    /// <param name="Text">What the model says.</param>
    /// <param name="Until">The answer's end is held back until then, as a slow model does; null for at once.</param>
    public sealed record Words(string Text, Task? Until = null) : StubReply;

    /// <summary>A tool that the agent is to use; its result comes as the next request.</summary>
    /// <param name="Name">The tool, as the agent's CLI offers it.</param>
    /// <param name="Input">Its arguments.</param>
    /// <param name="Namespace">The group it stands in, with the Responses API.</param>
    public sealed record UseTool(string Name, object Input, string? Namespace = null) : StubReply;

    /// <summary>A refusal: 401, 429, 529.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Type">The kind of error, as the API names it.</param>
    /// <param name="Message">Its words.</param>
    /// <param name="ResetsAt">With a usage limit, when it ends.</param>
    public sealed record Refuse(int Status, string Type, string Message, DateTimeOffset? ResetsAt = null) : StubReply;
}
