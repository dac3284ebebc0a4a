using Akka.Actor;
using Orchestrator.Agents.Messaging;
using Orchestrator.Agents.Terminals;
using static Orchestrator.Agents.Messaging.MessagingMessages;

namespace Orchestrator.Agents.Lifecycle;

// What becomes of the messages that wait: when the next one goes into the terminal, and how far it came.
public abstract partial class AgentActor<TState>
{
    private bool _lookAtDelivery;
    private string? _held;
    private MessageInHand? _inHand;
    private bool _isDeliverNextTold;

    private void HandleDeliveries()
    {
        Command<TerminalMessages.Submitted>(m => HandleOwn(new ConfirmDelivery(m.MessageId, m.Evidence)));
        Command<TerminalMessages.NotTyped>(m => HandleOwn(new ReturnDelivery(m.MessageId, m.Reason)));
        Command<TerminalMessages.Refused>(m => HandleOwn(new RefuseDelivery(m.MessageId, m.Reason)));
        Command<TerminalMessages.Held>(OnHeld);
        Command<RetryDelivery>(_ => TryDeliver());
        Command<DeliverNext>(_ => DeliverWaiting());
    }

    private bool Takes(Message message) => _activity is TerminalActivity.Ready
        || (_activity is TerminalActivity.Working && (Traits.TakesInputWhileWorking || (message.Urgent && Traits.TakesUrgentWhileWorking)));

    private MessageInHand? InHand => Agent.Mailbox.UnderWay?.Message.Id is not { } id ? null
        : _inHand?.Id == id ? _inHand
        : _terminal is null || _activity is TerminalActivity.Starting ? new MessageInHand(id, Receipt.Unknown, "Its terminal is not up; how far it came is looked up when it is.")
        : new MessageInHand(id, Receipt.Typed);

    // Several events may be stored at a time, and what waits after the last of them is not known before: it is decided behind them, once.
    private void TryDeliver()
    {
        if (_isDeliverNextTold) return;
        _isDeliverNextTold = true;
        Self.Tell(DeliverNext.Instance);
    }

    private void DeliverWaiting()
    {
        _isDeliverNextTold = false;
        if (_terminal is null || !Agent.TakesMessages || Agent.Mailbox.UnderWay is not null || Agent.Mailbox.Waiting.IsEmpty) return;
        if (Timers.IsTimerActive(nameof(RetryDelivery))) return;
        if (NextPrompt() is { } message && Takes(message)) TakePrompt(message);
    }

    // A delivery whose outcome was not stored before a crash: the terminal looks how far it came.
    private void ResumeDelivery()
    {
        if (!_lookAtDelivery) return;
        var underWay = Agent.Mailbox.UnderWay;
        if (underWay is not null && !Takes(underWay.Message)) return;
        _lookAtDelivery = false;
        if (underWay?.Incarnation == Agent.Life.Incarnation) _terminal?.Tell(new TerminalMessages.Deliver(underWay.Message, Agent.Limits.Said));
    }

    private void OnHeld(TerminalMessages.Held held)
    {
        if (Agent.Mailbox.UnderWay?.Message.Id != held.MessageId) return;
        _held = held.Reason is null ? null : $"{held.MessageId} is held: {held.Reason}";
        _inHand = held.Reason is null ? null : new MessageInHand(held.MessageId, held.Receipt, held.Reason);
        Show();
    }

    private sealed record RetryDelivery
    {
        public static readonly RetryDelivery Instance = new();
    }

    private sealed record DeliverNext
    {
        public static readonly DeliverNext Instance = new();
    }
}
