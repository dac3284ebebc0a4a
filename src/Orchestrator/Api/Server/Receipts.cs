using Orchestrator.Agents;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Messaging;
using Orchestrator.Api.Contracts;
using static Orchestrator.Agents.Overview.OverviewMessages;

namespace Orchestrator.Api.Server;

/// <summary>What is known of messages on their way: from what is stored, and of those not delivered from how their agents stand now.</summary>
internal static class Receipts
{
    /// <summary>From what is stored alone.</summary>
    internal static Receipt Of(MessageOutcome outcome) => outcome switch
    {
        { State: MessageState.Delivered, Evidence: "hook" or "transcript" or "handed-over" } => Receipt.Accepted,
        { State: MessageState.Delivered } => Receipt.Submitted,
        { State: MessageState.Refused } => Receipt.Refused,
        { State: MessageState.Delivering } => Receipt.Unknown,
        { Reason: not null } => Receipt.Held,
        _ => Receipt.Queued,
    };

    /// <summary>With what is seen now.</summary>
    internal static MessageInfo Now(MessageInfo message, Snapshot all)
    {
        if (message.State is "delivered" or "refused") return message;
        if (!AgentTarget.TryParse(message.To, out var target, out _) || !all.Agents.TryGetValue(target, out var view)) return message;
        if (view.InHand is { } inHand && inHand.Id == message.Id)
            return message with { Receipt = Describe.Word(inHand.Receipt), Reason = inHand.Reason ?? message.Reason };
        return message.State == "queued" && view.Status is AgentStatus.Limited or AgentStatus.Paused or AgentStatus.WaitingForPermission
            ? message with { Receipt = Describe.Word(Receipt.Held), Reason = message.Reason ?? view.Detail ?? $"{message.To} is {Describe.Word(view.Status)}." }
            : message;
    }
}
