using Orchestrator.Agents.CheckIns;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Runtime.Persistence;
using System.Collections.Immutable;
using System.Diagnostics;
using static Orchestrator.Agents.Messaging.MessagingEvents;
using static Orchestrator.Agents.Messaging.MessagingMessages;

namespace Orchestrator.Agents.Messaging;

/// <summary>A message whose delivery has begun and whose outcome is not stored yet.</summary>
/// <param name="Message">The message.</param>
/// <param name="Incarnation">The incarnation whose terminal it goes into.</param>
public sealed record InFlight(Message Message, int Incarnation);

/// <summary>The messages of one agent: those that wait, the one under way, the keys of the last ones.</summary>
public sealed record Mailbox
{
    private const int RememberedKeys = 1000;
    private const int RememberedMessages = 20;
    private const int RememberedLength = 300;

    /// <summary>The number of the newest message; 0 before the first.</summary>
    public long LastNumber { get; init; }

    /// <summary>What waits, in the order of delivery.</summary>
    public ImmutableList<Message> Waiting { get; init; } = [];

    /// <summary>The one delivery under way, if any.</summary>
    public InFlight? UnderWay { get; init; }

    /// <summary>What was submitted during a turn and may still stand in its CLI's queue, oldest first.</summary>
    public ImmutableList<Message> InQueue { get; init; } = [];

    /// <summary>The ids of those whose fate an end of the process would leave open.</summary>
    public IReadOnlyList<string> Unsettled => [.. InQueue.Select(m => m.Id), .. UnderWay is null ? [] : (string[])[UnderWay.Message.Id]];

    /// <summary>The senders' keys of the last messages, oldest first.</summary>
    public ImmutableQueue<KeyedMessage> Keys { get; init; } = [];

    /// <summary>How many keys are remembered.</summary>
    public int KeyCount { get; init; }

    /// <summary>The last messages that were delivered, oldest first, their texts cut; what a restarted agent is reminded of.</summary>
    public ImmutableList<Message> Delivered { get; init; } = [];

    /// <summary>Whether any message was ever delivered, its brief included.</summary>
    public bool HasDelivered { get; init; }

    /// <summary>When deliveries were begun within the hour before the last one, oldest first: what a budget of prompts counts.</summary>
    public ImmutableQueue<DateTimeOffset> Begun { get; init; } = [];

    /// <summary>How many messages are not delivered yet.</summary>
    public int Undelivered => Waiting.Count + (UnderWay is null ? 0 : 1);

    internal Decision Decide(IAgentCommand command, AgentTarget self, MessageLimits limits, DateTimeOffset now) => command switch
    {
        SendMessage c => Send(c, self, limits, now),
        BeginDelivery c => UnderWay is null && Waiting.Find(m => c.MessageId is null || m.Id == c.MessageId) is { } next
            ? Decision.Accept(new DeliveryStarted(next.Id, c.Incarnation, now))
            : Decision.Nothing,
        ConfirmDelivery c => Conclude(c.MessageId, new MessageDelivered(c.MessageId, c.Evidence, now)),
        ReturnDelivery c => Conclude(c.MessageId, new DeliveryReturned(c.MessageId, c.Reason, now)),
        RecordQueueTaken c => InQueue.FindAll(m => c.MessageIds.Contains(m.Id)) is { IsEmpty: false } taken ? Decision.Accept(new QueueTaken([.. taken.Select(m => m.Id)], now)) : Decision.Nothing,
        RefuseDelivery c => Conclude(c.MessageId, new MessageRefused(c.MessageId, c.Reason, now)),
        _ => throw new UnreachableException($"Unknown command {command.GetType().Name}."),
    };

    /// <summary>The event that queues a message of Orchestrator's own, not subject to limits.</summary>
    internal MessageQueued Queue(AgentTarget self, SendMessage c, DateTimeOffset now) =>
        new(new Message($"{self}#{LastNumber + 1}", LastNumber + 1, c.From, self, c.Text, c.Kind, now, c.Key, c.InReplyTo, c.Urgent), now);

    internal Mailbox Apply(IMessagingEvent @event) => @event switch
    {
        MessageQueued e => Add(e.Message),
        DeliveryStarted e when Waiting.Find(m => m.Id == e.MessageId) is { } message => this with
        {
            UnderWay = new InFlight(message, e.Incarnation),
            Waiting = UnderWay is { } before ? Waiting.Remove(message).Insert(0, before.Message) : Waiting.Remove(message),
            Begun = BegunWith(e.At),
        },
        DeliveryStarted => this, // one that was stored twice
        MessageDelivered e when UnderWay?.Message is { } message && e.Evidence == MessageDelivered.Queued =>
            this with { UnderWay = null, Delivered = Remember(message), InQueue = InQueue.Add(message), HasDelivered = true },
        QueueTaken e => this with { InQueue = InQueue.RemoveAll(m => e.MessageIds.Contains(m.Id)) },
        MessageDelivered when UnderWay?.Message is { } message => this with { UnderWay = null, Delivered = Remember(message), HasDelivered = true },
        MessageDelivered => this with { UnderWay = null, HasDelivered = true },
        MessageRefused => this with { UnderWay = null },
        DeliveryReturned e when InQueue.Find(m => m.Id == e.MessageId) is { } queued => this with
        {
            InQueue = InQueue.Remove(queued),
            Delivered = Delivered.RemoveAll(m => m.Id == queued.Id),
            Waiting = Waiting.Insert(Waiting.TakeWhile(m => m.Number < queued.Number).Count(), queued),
        },
        DeliveryReturned => this with { UnderWay = null, Waiting = Waiting.Insert(0, UnderWay!.Message) },
        _ => throw new UnreachableException($"Unknown event {@event.GetType().Name}."),
    };

    private Decision Send(SendMessage c, AgentTarget self, MessageLimits limits, DateTimeOffset now)
    {
        if (c.Key is { } key && Keys.FirstOrDefault(k => k.Key == key) is { } known)
            return Decision.Nothing.Answer(new MessageAccepted(known.Message, StateOf(known.Message.Id)));
        if (Undelivered >= limits.MaxQueued)
        {
            return Decision.Reject(Rejected.Refused(
                $"{self} already has {Undelivered} messages waiting, as many as orchestrator.delivery.max-queued allows.",
                "Wait until it has read some, or raise the limit."));
        }

        if (MessageText.Problem(c.Text, limits) is { } problem) return Decision.Reject(problem);
        var queued = Queue(self, c with { Text = MessageText.Clean(c.Text) }, now);
        return Decision.Accept(queued).Answer(new MessageAccepted(queued.Message, MessageState.Queued));
    }

    private MessageState StateOf(string id) =>
        UnderWay?.Message.Id == id ? MessageState.Delivering : Waiting.Exists(m => m.Id == id) ? MessageState.Queued : MessageState.Delivered;

    private Decision Conclude(string id, IEvent outcome) =>
        UnderWay?.Message.Id == id ? Decision.Accept(outcome) : Decision.Nothing; // a late word about an older delivery

    private ImmutableList<Message> Remember(Message message)
    {
        if (message.Kind is MessageKind.Brief) return Delivered; // a restarted agent gets its brief anyway
        var text = message.Text.Length <= RememberedLength ? message.Text : message.Text[..RememberedLength] + " …";
        var all = Delivered.Add(message with { Text = text });
        return all.Count > RememberedMessages ? all.RemoveAt(0) : all;
    }

    private ImmutableQueue<DateTimeOffset> BegunWith(DateTimeOffset at)
    {
        var begun = Begun;
        while (!begun.IsEmpty && begun.Peek() <= at - PromptBudget.Window) begun = begun.Dequeue();
        return begun.Enqueue(at);
    }

    private Mailbox Add(Message message)
    {
        var place = message.Kind is MessageKind.Brief ? 0 : message.Urgent ? Waiting.Count(m => m.Urgent || m.Kind is MessageKind.Brief) : Waiting.Count;
        var added = this with { LastNumber = message.Number, Waiting = Waiting.Insert(place, message) };
        if (message.Key is not { } key) return added;

        // Only the head of a remembered message is needed to answer a repeated request.
        var keys = Keys.Enqueue(new KeyedMessage(key, message with { Text = "" }));
        return KeyCount < RememberedKeys
            ? added with { Keys = keys, KeyCount = KeyCount + 1 }
            : added with { Keys = keys.Dequeue() };
    }
}
