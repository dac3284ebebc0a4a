using Orchestrator.Agents.Messaging;
using Orchestrator.Runtime.Persistence;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using static Orchestrator.Agents.Inbox.UserInboxEvents;
using static Orchestrator.Agents.Inbox.UserInboxMessages;

namespace Orchestrator.Agents.Inbox;

/// <summary>A message to the person who runs Orchestrator. It is read by <c>orc messages</c>; no terminal is involved.</summary>
/// <param name="Id"><c>user#3</c>.</param>
/// <param name="Number">Counts the user's messages, from 1.</param>
/// <param name="From">A target.</param>
/// <param name="Text">What the agent wrote, without control characters.</param>
/// <param name="InReplyTo">The id of the message that it answers.</param>
/// <param name="Key">A word of the sender's by which a repeated request is known as the same message.</param>
public sealed record UserMessage(string Id, long Number, string From, string Text, string? InReplyTo, string? Key);

/// <summary>What the user's inbox is told and what it answers. In memory only.</summary>
public static class UserInboxMessages
{
    /// <summary>Stores a message to the user. Answered with <see cref="UserMessageAccepted"/> or Rejected.</summary>
    public sealed record TellUser(string From, string Text, string? InReplyTo, string? Key) : ICommand;

    /// <summary>It is stored.</summary>
    public sealed record UserMessageAccepted(UserMessage Message, DateTimeOffset At);
}

/// <summary>What has happened to the user's inbox. Stored for ever: add events, never change one.</summary>
public static class UserInboxEvents
{
    /// <summary>An agent wrote to the user.</summary>
    [EventName("user.message-received.v1")]
    public sealed record MessageToUser(UserMessage Message, DateTimeOffset At) : IEvent;
}

/// <summary>The messages to the user: how many there were, and the keys of the last ones.</summary>
/// <param name="Limits">How long a message may be.</param>
public sealed record UserInbox(MessageLimits Limits) : IEventSourced<UserInbox>
{
    /// <summary>The receiver's name.</summary>
    public const string Name = "user";

    /// <summary>What ids of its messages begin with.</summary>
    public const string IdPrefix = "user#";

    private const int RememberedKeys = 200;

    /// <summary>The number of the newest message; 0 before the first.</summary>
    public long LastNumber { get; init; }

    /// <summary>The last messages that bore a key, oldest first, with the texts left out.</summary>
    public ImmutableList<MessageToUser> Keyed { get; init; } = [];

    /// <summary>Says which events a command leads to, or why it is refused. Changes nothing.</summary>
    public Decision Decide(ICommand command, DateTimeOffset now)
    {
        if (command is not TellUser c) throw new UnreachableException($"Unknown command {command.GetType().Name}.");
        if (c.Key is not null && Keyed.Find(k => k.Message.Key == c.Key) is { } known)
            return Decision.Nothing.Answer(new UserMessageAccepted(known.Message, known.At));
        if (MessageText.Problem(c.Text, Limits) is { } problem)
            return Decision.Reject(problem);
        var number = LastNumber + 1;
        var message = new UserMessage(IdPrefix + number.ToString(CultureInfo.InvariantCulture), number, c.From, MessageText.Clean(c.Text), c.InReplyTo, c.Key);
        return Decision.Accept(new MessageToUser(message, now)).Answer(new UserMessageAccepted(message, now));
    }

    /// <inheritdoc/>
    public UserInbox Apply(IEvent @event)
    {
        if (@event is not MessageToUser e) throw new UnreachableException($"Unknown event {@event.GetType().Name}.");
        var next = this with { LastNumber = e.Message.Number };
        if (e.Message.Key is null) return next;
        var keyed = Keyed.Add(e with { Message = e.Message with { Text = "" } });
        return next with { Keyed = keyed.Count > RememberedKeys ? keyed.RemoveAt(0) : keyed };
    }
}
