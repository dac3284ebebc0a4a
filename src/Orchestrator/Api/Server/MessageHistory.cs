using Orchestrator.Agents;
using Orchestrator.Agents.Inbox;
using Orchestrator.Agents.Messaging;
using Orchestrator.Api.Contracts;
using Orchestrator.Runtime.Journal;
using Orchestrator.Runtime.Persistence;
using System.Text.Json;
using static Orchestrator.Agents.Messaging.MessagingEvents;

namespace Orchestrator.Api.Server;

/// <summary>The messages so far, read from the journal: nothing of it is kept in memory.</summary>
internal sealed class MessageHistory(JournalReader journal, EventNames names)
{
    private const int Page = 500;

    private readonly string _queued = names.NameOf(typeof(MessageQueued));
    private readonly string _toUser = names.NameOf(typeof(UserInboxEvents.MessageToUser));
    private readonly string[] _outcomes =
    [
        names.NameOf(typeof(DeliveryStarted)), names.NameOf(typeof(MessageDelivered)), names.NameOf(typeof(DeliveryReturned)), names.NameOf(typeof(MessageRefused)),
    ];

    /// <summary>The newest messages, oldest first.</summary>
    /// <param name="concerns">By sender and receiver; others are left out.</param>
    /// <param name="limit">At most so many.</param>
    internal IReadOnlyList<MessageInfo> Newest(Func<string, string, bool> concerns, int limit)
    {
        var found = new List<(long Sequence, MessageInfo Message)>();
        for (var place = long.MaxValue; found.Count < limit;)
        {
            var rows = journal.ReadBefore(place, Page, _queued, _toUser);
            foreach (var row in rows)
            {
                if (found.Count < limit && Read(row) is { } message && concerns(message.From, message.To))
                    found.Add((row.Sequence, message));
            }
            if (rows.Count < Page) break;
            place = rows[^1].Sequence;
        }
        found.Reverse();
        return found.Count == 0 ? [] : WithOutcomes(found);
    }

    /// <summary>The message of that id, with its text and how far it has come.</summary>
    /// <returns><c>null</c> when there is none.</returns>
    internal MessageInfo? Find(string id)
    {
        var owner = id.StartsWith(UserInbox.IdPrefix, StringComparison.Ordinal) ? UserInboxActor.Id
            : id.LastIndexOf('#') is var at and > 0 && AgentTarget.TryParse(id[..at], out var target, out _) ? PersistenceIdOf(target) : null;
        if (owner is null) return null;
        MessageInfo? found = null;
        foreach (var row in journal.ReadOf(owner, [_queued, _toUser, .. _outcomes]))
        {
            if (Read(row, out var message) is not { } said || said.Id != id) continue;
            found = message ?? (found is null ? null : With(found, said.Outcome));
        }
        return found;
    }

    /// <summary>What an event says of a message: a new one, or how far one has come.</summary>
    /// <param name="row">Any event.</param>
    /// <param name="message">The new message.</param>
    /// <returns>The message's id and its state; <c>null</c> when the event is of another kind.</returns>
    internal (string Id, MessageOutcome Outcome)? Read(JournalRow row, out MessageInfo? message)
    {
        message = row.Manifest == _queued || row.Manifest == _toUser ? Read(row) : null;
        if (message is not null) return (message.Id, MessageOutcome.Queued);
        return _outcomes.Contains(row.Manifest) ? Outcome(row) : null;
    }

    /// <summary>Whose journal holds an agent's messages.</summary>
    internal static string PersistenceIdOf(AgentTarget target) => target.IsOrchestrator ? "orchestrator"
        : target.Agent == AgentName.ProjectManager ? $"project/{target.Project}" : $"agent/{target}";

    private List<MessageInfo> WithOutcomes(List<(long Sequence, MessageInfo Message)> found)
    {
        var outcomes = new Dictionary<string, MessageOutcome>();
        for (var place = found[0].Sequence; ;)
        {
            var rows = journal.ReadAfter(place, Page);
            foreach (var row in rows.Where(r => _outcomes.Contains(r.Manifest)))
            {
                var (id, outcome) = Outcome(row);
                outcomes[id] = outcome;
            }
            if (rows.Count < Page) break;
            place = rows[^1].Sequence;
        }
        return [.. found.Select(f => outcomes.TryGetValue(f.Message.Id, out var outcome) ? With(f.Message, outcome) : f.Message)];
    }

    internal static MessageInfo With(MessageInfo message, MessageOutcome outcome) => message with
    {
        State = Describe.Word(outcome.State),
        DeliveredAt = outcome.DeliveredAt,
        Reason = outcome.Reason,
        Evidence = outcome.Evidence,
        Receipt = Describe.Word(Receipts.Of(outcome)),
    };

    private MessageInfo? Read(JournalRow row)
    {
        if (row.Manifest == _toUser)
        {
            var e = Decode<UserInboxEvents.MessageToUser>(row);
            return new MessageInfo(e.Message.Id, e.Message.From, UserInbox.Name, "delivered", e.At, e.At, "message", e.Message.Text, e.Message.InReplyTo, false, null, null) { Receipt = Describe.Word(Receipt.Accepted) };
        }
        return Describe.Message(Decode<MessageQueued>(row).Message, MessageOutcome.Queued);
    }

    private (string Id, MessageOutcome Outcome) Outcome(JournalRow row) => Decode(row) switch
    {
        DeliveryStarted e => (e.MessageId, new MessageOutcome(MessageState.Delivering)),
        MessageDelivered e => (e.MessageId, new MessageOutcome(MessageState.Delivered, e.At, null, e.Evidence)),
        DeliveryReturned e => (e.MessageId, MessageOutcome.Queued with { Reason = e.Reason }),
        MessageRefused e => (e.MessageId, new MessageOutcome(MessageState.Refused, null, e.Reason)),
        var other => throw new InvalidOperationException($"{other.GetType()} is no outcome."),
    };

    private object Decode(JournalRow row) => JsonSerializer.Deserialize(row.Payload, names.TypeOf(row.Manifest)!, EventJson.Options)!;

    private static T Decode<T>(JournalRow row) => JsonSerializer.Deserialize<T>(row.Payload, EventJson.Options)!;
}
