namespace Orchestrator.Agents.CheckIns;

/// <summary>How agents ask for a prompt out of their project's budget. In memory only.</summary>
public static class PromptMessages
{
    /// <summary>May this message be typed? Answered with <see cref="PromptGranted"/> or <see cref="PromptDenied"/>.</summary>
    /// <param name="MessageId">Which one.</param>
    /// <param name="IsExempt">Whether it is given in any case; it counts all the same.</param>
    public sealed record RequestPrompt(string MessageId, bool IsExempt);

    /// <summary>What an agent was given within the last hour, before its actor was started.</summary>
    /// <param name="Agent">Whose. Only its first word counts: what is given after that is asked for.</param>
    /// <param name="At">When, oldest first.</param>
    public sealed record PromptsGiven(AgentTarget Agent, IReadOnlyList<DateTimeOffset> At);

    /// <summary>It may.</summary>
    public sealed record PromptGranted(string MessageId);

    /// <summary>Not before then.</summary>
    public sealed record PromptDenied(string MessageId, DateTimeOffset Until);
}
