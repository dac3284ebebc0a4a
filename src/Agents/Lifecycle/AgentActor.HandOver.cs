using Akka.Actor;
using Orchestrator.Agents.Terminals;
using static Orchestrator.Agents.Messaging.MessagingMessages;

namespace Orchestrator.Agents.Lifecycle;

// Messages that a turn's end takes without a keystroke.
public abstract partial class AgentActor<TState>
{
    private IActorRef? _turnEnd;

    private void OnTurnEndOffered(TerminalMessages.OfferTurnEnd offer)
    {
        // What stands in the CLI's own queue comes first, and a budget is asked before anything is begun.
        var isOpen = offer.Incarnation == Agent.Life.Incarnation && _terminal is not null && Traits.HandsOver && Agent.TakesMessages && Agent.Mailbox.InQueue.IsEmpty;
        if (isOpen && Agent.Mailbox.UnderWay is { } underWay)
        {
            _terminal!.Forward(offer with { MessageId = underWay.Message.Id });
        }
        else if (isOpen && !Agent.Mailbox.Waiting.IsEmpty && CheckIns.PerHour is null)
        {
            _turnEnd = Sender;
            HandleOwn(new BeginDelivery(offer.Incarnation));
        }
        else
        {
            Sender.Tell(new TerminalMessages.TurnEndAnswer(null));
        }
    }

    private IActorRef? TakeTurnEnd()
    {
        var turnEnd = _turnEnd;
        _turnEnd = null;
        return turnEnd;
    }
}
