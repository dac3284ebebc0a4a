using Orchestrator.Agents.Lifecycle;

namespace Orchestrator.Agents.Messaging;

/// <summary>What an agent's mailbox is told and what it answers. In memory only.</summary>
public static class MessagingMessages
{
    /// <summary>Queues a message. Answered with <see cref="MessageAccepted"/> once it is stored, or Rejected.</summary>
    /// <param name="From">Who writes; see <see cref="Message.From"/>.</param>
    /// <param name="Text">As the sender wrote it.</param>
    /// <param name="Key">The same key again within the receiver's last 1,000 messages is the same message: it is answered, not queued again.</param>
    /// <param name="Kind">Why it exists.</param>
    /// <param name="Urgent">Whether it goes before all that are not.</param>
    /// <param name="InReplyTo">The id of the message that it answers.</param>
    public sealed record SendMessage(
        string From,
        string Text,
        string? Key = null,
        MessageKind Kind = MessageKind.Message,
        bool Urgent = false,
        string? InReplyTo = null) : IAgentCommand;

    /// <summary>The message is stored and will be delivered.</summary>
    public sealed record MessageAccepted(Message Message, MessageState State);

    /// <summary>Takes the next message for delivery into an incarnation's terminal, if none is under way.</summary>
    /// <param name="Incarnation">Which incarnation.</param>
    /// <param name="MessageId">Which message; <c>null</c> for the first.</param>
    public sealed record BeginDelivery(int Incarnation, string? MessageId = null) : IAgentCommand;

    /// <summary>The terminal has proof that the message was submitted.</summary>
    public sealed record ConfirmDelivery(string MessageId, string Evidence) : IAgentCommand;

    /// <summary>The terminal is sure that nothing of the message was typed; it goes back to the head of the queue.</summary>
    public sealed record ReturnDelivery(string MessageId, string Reason) : IAgentCommand;

    /// <summary>The CLI has taken these from its queue; those of them that did not stand there do not count.</summary>
    public sealed record RecordQueueTaken(IReadOnlyCollection<string> MessageIds) : IAgentCommand;

    /// <summary>The message can never be delivered, for the reason given.</summary>
    public sealed record RefuseDelivery(string MessageId, string Reason) : IAgentCommand;
}

/// <summary>How far a message has come.</summary>
public enum MessageState
{
    /// <summary>Stored; waits for the agent.</summary>
    Queued,

    /// <summary>Being put into the terminal.</summary>
    Delivering,

    /// <summary>Submitted, with evidence.</summary>
    Delivered,

    /// <summary>Will not be delivered, with a reason.</summary>
    Refused,
}
