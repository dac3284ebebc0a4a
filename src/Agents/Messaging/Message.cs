namespace Orchestrator.Agents.Messaging;

/// <summary>Why a message exists.</summary>
public enum MessageKind
{
    /// <summary>Somebody wrote it.</summary>
    Message,

    /// <summary>What a role is given at its start.</summary>
    Brief,

    /// <summary>A prompt for status that fell due.</summary>
    CheckIn,

    /// <summary>Orchestrator itself tells of something, such as a member that failed.</summary>
    Notice,
}

/// <summary>One message to one agent. Once accepted it is put into that agent's terminal exactly once.</summary>
/// <param name="Id"><c>shop:developer#17</c>: the receiver and the number, so that the id alone says where it lives.</param>
/// <param name="Number">Counts the receiver's messages, from 1.</param>
/// <param name="From">A target such as <c>shop:tester</c>, or <c>user</c>, or <c>orchestrator</c> for Orchestrator's own.</param>
/// <param name="To">The receiver.</param>
/// <param name="Text">What is put into the terminal, below a header line. Control characters are gone already.</param>
/// <param name="Kind">Why it exists.</param>
/// <param name="QueuedAt">When it was stored.</param>
/// <param name="Key">A word of the sender's by which a repeated request is known as the same message.</param>
/// <param name="InReplyTo">The id of the message that this one answers.</param>
/// <param name="Urgent">Whether it goes before all that are not.</param>
public sealed record Message(
    string Id,
    long Number,
    string From,
    AgentTarget To,
    string Text,
    MessageKind Kind,
    DateTimeOffset QueuedAt,
    string? Key = null,
    string? InReplyTo = null,
    bool Urgent = false);
