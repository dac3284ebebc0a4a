namespace Orchestrator.Agents.Tasks;

/// <summary>A message to an agent about tasks or merging that is stored with what it tells of, and sent afterwards.</summary>
/// <param name="Key">Unique within the project; a message with it is queued only once.</param>
/// <param name="To">The agent.</param>
/// <param name="Text">The message.</param>
/// <param name="Urgent">Whether it goes before others.</param>
public sealed record Notice(string Key, AgentName To, string Text, bool Urgent = false)
{
    /// <summary>Another project's name when the agent is one of its; <c>null</c> for the own project.</summary>
    public ProjectName? Project { get; init; }
}
