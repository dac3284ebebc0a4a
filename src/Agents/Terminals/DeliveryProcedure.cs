using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Messaging;
using Orchestrator.TmuxAdapter;
using static Orchestrator.Agents.Terminals.TerminalMessages;

namespace Orchestrator.Agents.Terminals;

/// <summary>Puts one message into one pane, exactly once: looks what is there, pastes, waits for the echo, presses Enter, looks for proof.</summary>
/// <remarks>
/// The paste sets the message's id on the pane in the same command list, and so does the Enter, which also notes it in the
/// submit log. So a procedure that was cut off at any point goes on where it was: see docs/decisions/0003-delivery.md.
/// </remarks>
internal sealed class DeliveryProcedure(AgentTerminal terminal, TerminalStart start, Leftover leftover, Action<Held> held, CancellationToken yield)
{
    internal const string Gone = "Its process has ended.";

    internal const string Dialog = "A dialog is up; whatever is typed would answer it.";

    private const string Busy = "Its turn goes on, and it takes no input meanwhile.";

    private readonly ProfileDelivery _delivery = terminal.Profile.Delivery;

    private string? _said;

    /// <param name="message">The message.</param>
    /// <param name="said">The words of a limit or a failed turn that are known to be past; others hold the message.</param>
    /// <param name="cancellation">Ends the procedure wherever it is.</param>
    /// <returns><see cref="Submitted"/>, <see cref="NotTyped"/> or <see cref="Refused"/>.</returns>
    /// <exception cref="TmuxDisconnectedException">How far it came is unknown; to be run again with a new connection.</exception>
    public async Task<object> RunAsync(Message message, string? said, CancellationToken cancellation)
    {
        _said = said;
        var info = await terminal.Pane.LookAsync();
        if (info is null || info.IsDead) return new NotTyped(message.Id, Gone);
        var text = TerminalText.For(message, terminal.Pane.Shell(), cooked: false, terminal.Services.LongMessages) + (_delivery.TrailingSpace ? " " : "");
        var submit = SubmitOf(message, text);
        if (PaneTagReader.Tag(info, PaneTags.Submitted) == message.Id)
        {
            var isClearing = PaneTagReader.Tag(info, PaneTags.Clearing) == message.Id; // so it was proven, and what stands there is a rest of it at most
            var sign = PaneTagReader.Tag(info, PaneTags.Sign);
            submit.Entered(sign);
            if (isClearing || !await submit.IsHeldByComposerAsync(cancellation))
            {
                leftover.Of(message, text, sign, isClearing);
                await leftover.ClearAsync(cancellation);
                return new Submitted(message.Id, "pane-option");
            }
        }

        if (await new HandOverProcedure(terminal, start).WasTakenAsync(message, info, cancellation) is { } taken) return taken;
        if (await HeldByAsync() is { } reason) return new NotTyped(message.Id, reason);

        if (info.IsInMode) await terminal.Pane.Tmux.CancelModeAsync(cancellation);
        var isTyped = PaneTagReader.Tag(info, PaneTags.Message) == message.Id;
        if (!isTyped && terminal.Pane.IsCooked()) return await PasteLinesAsync(message, cancellation);
        if (!isTyped)
        {
            await new InterruptProcedure(terminal).RunAsync(message, info, cancellation);
            if (_delivery.WhileBusy is WhileBusy.Hold && await terminal.ActivityAsync() is TerminalActivity.Working) return new NotTyped(message.Id, Busy);
            await leftover.ClearAsync(cancellation);
            if (await new DraftProcedure(terminal, yield).ClearAsync(message, held, cancellation) is { } other) return other;
            if (!await PasteAsync(submit, text, Tag(PaneTags.Message, message.Id), cancellation)) return new NotTyped(message.Id, Gone);
        }

        var outcome = await submit.RunAsync(isJustPasted: !isTyped, cancellation);
        return outcome is SubmitProcedure.SignTaken ? await SubmitByReferenceAsync(message, cancellation) : outcome;
    }

    // A text too short to be collapsed cannot be taken for its sign. Until it is pasted the pane's tags say that the message was submitted, as it was in a way.
    private async Task<object> SubmitByReferenceAsync(Message message, CancellationToken cancellation)
    {
        var text = TerminalText.ByReference(message, "Its text was lost on its way into this composer.", terminal.Services.LongMessages);
        var tags = new Dictionary<string, string> { [PaneTags.Message] = message.Id, [PaneTags.Submitted] = "" };
        var submit = SubmitOf(message, text);
        if (!await PasteAsync(submit, text, tags, cancellation)) return new NotTyped(message.Id, Gone);
        var outcome = await submit.RunAsync(isJustPasted: true, cancellation);
        return outcome is SubmitProcedure.SignTaken ? new Refused(message.Id, "Its CLI takes the sign of a paste instead of its text, even of a short one.") : outcome;
    }

    // In canonical mode each line feed submits a line, so text and last line end go in together, and their marks with them.
    private async Task<object> PasteLinesAsync(Message message, CancellationToken cancellation)
    {
        var text = TerminalText.For(message, terminal.Pane.Shell(), cooked: true, terminal.Services.LongMessages);
        var pasted = await terminal.Pane.Tmux.PasteAsync(text + "\n", new PasteOptions
        {
            SetOptions = new Dictionary<string, string> { [PaneTags.Message] = message.Id, [PaneTags.Submitted] = message.Id },
            Note = Note(message),
        }, cancellation);
        return pasted is PasteResult.Pasted ? new Submitted(message.Id, "entered") : new NotTyped(message.Id, Gone);
    }

    private SubmitProcedure SubmitOf(Message message, string text) =>
        new(terminal, message, text, new SubmitProof(terminal, message, start), leftover, held, Note(message));

    /// <summary>Pastes and waits for the echo.</summary>
    /// <returns>Whether the pane was still there.</returns>
    private async Task<bool> PasteAsync(SubmitProcedure submit, string text, IReadOnlyDictionary<string, string> tags, CancellationToken cancellation)
    {
        submit.Listen();
        var echo = terminal.Signals.NextOutput();
        if (await terminal.Pane.Tmux.PasteAsync(text, new PasteOptions { SetOptions = tags }, cancellation) is not PasteResult.Pasted) return false;
        await terminal.Signals.OutputAsync(echo, terminal.Services.Delivery.Echo, cancellation);
        return true;
    }

    private async Task<string?> HeldByAsync() => await terminal.LookAsync() switch
    {
        { Activity: TerminalActivity.WaitingForPermission } => Dialog,
        { Limit: { } limit } when limit.Text != _said => $"A usage limit is shown: {limit.Text}",
        { Failure: { } failure } when failure.Text != _said => $"A failed turn is shown: {failure.Text}",
        _ => null,
    };

    private FileNote Note(Message message) => new(terminal.Services.SubmitLog.PathOf(start.Definition.Target), message.Id + "\n");

    private static Dictionary<string, string> Tag(string name, string id) => new() { [name] = id };
}
