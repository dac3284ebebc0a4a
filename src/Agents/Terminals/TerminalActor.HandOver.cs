using Akka.Actor;
using static Orchestrator.Agents.Terminals.TerminalMessages;

namespace Orchestrator.Agents.Terminals;

// Messages that a turn's end takes without a keystroke.
public sealed partial class TerminalActor
{
    private string? _conversation;
    private Deliver? _underWay;
    private CancellationTokenSource? _yield;
    private IActorRef? _turnEnd;
    private bool _isHeld;

    // Its conversation as its hooks last told it: its record is found by that.
    private TerminalStart Start => _conversation is null ? _start : _start with { Conversation = _conversation };

    // Only a message that waits for a person's draft is certain not to be typed yet, and its procedure says so before it goes the other way.
    private void OnTurnEndOffered(OfferTurnEnd offer)
    {
        _conversation = offer.SessionId ?? _conversation;
        var isWaiting = _isHeld && _turnEnd is null && _delivering == offer.MessageId && _underWay?.Message.Id == offer.MessageId;
        if (isWaiting && _terminal is { } terminal && new HandOverProcedure(terminal, Start).IsOpenTo(_underWay!.Message))
        {
            _turnEnd = Sender;
            _yield!.Cancel();
        }
        else
        {
            Sender.Tell(new TurnEndAnswer(null));
        }
    }

    private bool HandsOverInstead(object outcome)
    {
        var (turnEnd, message) = (_turnEnd, _underWay);
        (_turnEnd, _underWay, _isHeld) = (null, null, false);
        _yield?.Dispose();
        _yield = null;
        if (turnEnd is not null && outcome is NotTyped { Reason: DraftProcedure.Yielded } && _terminal is { } terminal)
        {
            HandOver(terminal, message! with { HandOver = turnEnd });
            return true;
        }

        turnEnd?.Tell(new TurnEndAnswer(null));
        return false;
    }

    private void HandOver(AgentTerminal terminal, Deliver message)
    {
        var procedure = new HandOverProcedure(terminal, Start);
        if (procedure.IsOpenTo(message.Message))
        {
            GiveAsync(procedure, message).PipeTo(Self);
            return;
        }

        message.HandOver!.Tell(new TurnEndAnswer(null));
        Deliver(terminal, message with { HandOver = null });
    }

    private static async Task<Given> GiveAsync(HandOverProcedure procedure, Deliver message)
    {
        var text = await procedure.BeginAsync(message.Message);
        message.HandOver!.Tell(new TurnEndAnswer(text));
        return new Given(message with { HandOver = null });
    }

    /// <summary>A message was given to a hook, and is to be looked for.</summary>
    private sealed record Given(Deliver Message);
}
