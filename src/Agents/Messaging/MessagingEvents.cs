using Orchestrator.Runtime.Persistence;

namespace Orchestrator.Agents.Messaging;

/// <summary>What has happened to the messages of one agent. Stored for ever: add events, never change one.</summary>
public static class MessagingEvents
{
    /// <summary>Any event of the mailbox.</summary>
    public interface IMessagingEvent : IEvent;

    /// <summary>A message was accepted.</summary>
    [EventName("agent.message-queued.v1")]
    public sealed record MessageQueued(Message Message, DateTimeOffset At) : IMessagingEvent;

    /// <summary>The intent: from here on the message may stand in the terminal of this incarnation.</summary>
    [EventName("agent.delivery-started.v1")]
    public sealed record DeliveryStarted(string MessageId, int Incarnation, DateTimeOffset At) : IMessagingEvent;

    /// <summary>The outcome: it was submitted.</summary>
    /// <param name="MessageId">Which message.</param>
    /// <param name="Evidence">How it is known: <c>hook</c>, <c>screen</c>, <c>entered</c>, <c>transcript</c>, <c>handed-over</c>, <c>pane-option</c> or <c>submit-log</c>;
    /// or <see cref="Queued"/>, by the screen during a turn, so that the CLI has yet to take it.</param>
    /// <param name="At">When it was known.</param>
    [EventName("agent.message-delivered.v1")]
    public sealed record MessageDelivered(string MessageId, string Evidence, DateTimeOffset At) : IMessagingEvent
    {
        /// <summary>It stands in the CLI's queue.</summary>
        public const string Queued = "queued";
    }

    /// <summary>The CLI has taken what stood in its queue.</summary>
    [EventName("agent.queue-taken.v1")]
    public sealed record QueueTaken(IReadOnlyList<string> MessageIds, DateTimeOffset At) : IMessagingEvent;

    /// <summary>The outcome: nothing of it was submitted, or it was lost with its CLI's queue; it waits at the head of the queue again.</summary>
    [EventName("agent.delivery-returned.v1")]
    public sealed record DeliveryReturned(string MessageId, string Reason, DateTimeOffset At) : IMessagingEvent;

    /// <summary>The outcome: it cannot be delivered.</summary>
    [EventName("agent.message-refused.v1")]
    public sealed record MessageRefused(string MessageId, string Reason, DateTimeOffset At) : IMessagingEvent;
}
