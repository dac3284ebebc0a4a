using Akka.Actor;
using static Orchestrator.Agents.Terminals.TerminalMessages;

namespace Orchestrator.Agents.Terminals;

// One message at a time, and the draft of a person that was set aside for it.
public sealed partial class TerminalActor
{
    private static readonly TimeSpan _draftDelay = TimeSpan.FromSeconds(1);

    private string? _delivering;
    private bool _mayHaveDraft;
    private Deliver? _afterDraft;
    private Leftover? _leftover;

    private void OnDeliver(Deliver message)
    {
        if (_delivering == message.Message.Id) return;
        if (_delivering == nameof(PutBackDraft))
        {
            message.HandOver?.Tell(new TurnEndAnswer(null));
            _afterDraft = message with { HandOver = null };
            return;
        }

        if (_terminal is not { } terminal || _delivering is not null || _profile.Problem is not null)
        {
            message.HandOver?.Tell(new TurnEndAnswer(null));
            Sender.Tell(new NotTyped(message.Message.Id, _profile.Problem ?? "Its terminal is not free yet."));
            return;
        }

        _delivering = message.Message.Id;
        if (message.HandOver is not null) HandOver(terminal, message);
        else Deliver(terminal, message);
    }

    private void Deliver(AgentTerminal terminal, Deliver message)
    {
        var self = Self;
        _underWay = message;
        _yield = new CancellationTokenSource();
        new DeliveryProcedure(terminal, Start, _leftover!, held => self.Tell(held), _yield.Token)
            .RunAsync(message.Message, message.Said, _stopped.Token)
            .PipeTo(Self);
    }

    // A draft is set aside only after it was waited for, so a delivery that nothing held needs no look for one.
    private void OnHeld(Held held)
    {
        _isHeld = held.Reason is not null;
        _mayHaveDraft |= held.Reason is not null && _profile.Delivery.Clear.Count > 0;
        Context.Parent.Tell(held);
    }

    private void OnOutcome(object outcome)
    {
        if (HandsOverInstead(outcome)) return;
        _delivering = null;
        Context.Parent.Tell(outcome);
        if (!_mayHaveDraft) return;
        Timers.StartSingleTimer(nameof(PutBackDraft), PutBackDraft.Instance, _draftDelay); // after the messages that come right behind
    }

    // Aside, since a long conversation's record is large.
    private Task<FoundTaken> TakenAsync(TerminalStart start, IReadOnlyList<string> ids) =>
        Task.Run(() => new FoundTaken(Transcript.Taken(start, _services, ids) ?? ids));

    private void OnPutBack()
    {
        if (_terminal is not { } terminal || _delivering is not null) return;
        _delivering = nameof(PutBackDraft);
        PutBackAsync(terminal).PipeTo(Self);
    }

    private async Task<DraftPutBack> PutBackAsync(AgentTerminal terminal) => new(await new DraftProcedure(terminal).PutBackAsync(_stopped.Token));

    private void OnDraftPutBack(DraftPutBack done)
    {
        _delivering = null;
        _mayHaveDraft = done.IsStillAside;
        if (_afterDraft is not null) Self.Tell(_afterDraft, Context.Parent);
        _afterDraft = null;
    }

    private sealed record DraftPutBack(bool IsStillAside);

    private sealed record PutBackDraft
    {
        public static readonly PutBackDraft Instance = new();
    }
}
