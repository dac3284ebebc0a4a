namespace Orchestrator.RealAgents.Tests.Stub;

/// <summary>One request for a model's answer.</summary>
/// <param name="Model">The model that was asked for.</param>
/// <param name="IsStreamed">Whether the answer is to be streamed.</param>
/// <param name="IsConversation">Whether it is the agent's own conversation, which has tools, and no side request.</param>
/// <param name="Prompts">The texts that the user's side of the conversation holds, in order.</param>
/// <param name="HasToolResult">Whether the newest message brings a tool's result.</param>
/// <param name="Tools">The names of the tools that the agent offers.</param>
/// <param name="Key">The key it came with, without which a real API answers 401.</param>
public sealed record StubRequest(
    string Model, bool IsStreamed, bool IsConversation, IReadOnlyList<string> Prompts, bool HasToolResult, IReadOnlyList<string> Tools, string? Key)
{
    /// <summary>Whether a part of a text of the user's side.</summary>
    public bool Says(string text) => Prompts.Any(prompt => prompt.Contains(text, StringComparison.Ordinal));

    /// <summary>Whether the newest text of the user's side holds it, and no tool's result came since.</summary>
    public bool AsksFor(string text) => !HasToolResult && Prompts.Count > 0 && Prompts[^1].Contains(text, StringComparison.Ordinal);
}
