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
internal sealed class DeliveryProcedure(
    AgentPane pane, PaneSignals signals, Profile profile, ActivityReader reader, AgentTarget target, TerminalServices services, Action<Held> held)
{
    private const string Gone = "Its process has ended.", Draft = "Somebody's draft stands in its composer; it is not to be merged with a message.";

    // A draft goes with an output that tells it. Should one be missed, it is looked at again after this.
    private static readonly TimeSpan _draftRecheck = TimeSpan.FromMinutes(1);

    private readonly ProfileDelivery _delivery = profile.Delivery;
    private readonly bool _hasHooks = profile.Hooks.Kind is not HookKind.None;

    /// <returns><see cref="Submitted"/>, <see cref="NotTyped"/> or <see cref="Refused"/>.</returns>
    /// <exception cref="TmuxDisconnectedException">How far it came is unknown; to be run again with a new connection.</exception>
    public async Task<object> RunAsync(Message message, CancellationToken cancellation)
    {
        var info = await pane.LookAsync();
        if (info is null || info.IsDead) return new NotTyped(message.Id, Gone);
        if (PaneTagReader.Tag(info, PaneTags.Submitted) == message.Id) return new Submitted(message.Id, "pane-option");
        if (await HeldByAsync() is { } reason) return new NotTyped(message.Id, reason);

        if (info.IsInMode) await pane.Pane.CancelModeAsync(cancellation);
        var isTyped = PaneTagReader.Tag(info, PaneTags.Message) == message.Id;
        if (!isTyped && pane.IsCooked()) return await PasteLinesAsync(message, cancellation);
        if (!isTyped && await WaitForDraftAsync(message, cancellation) is { } other) return other;
        if (!isTyped)
        {
            var echo = signals.NextOutput();
            if (!await PasteAsync(message, cancellation)) return new NotTyped(message.Id, Gone);
            await signals.OutputAsync(echo, services.Delivery.Echo, cancellation);
        }

        await signals.QuietAsync(_delivery.Quiet, _delivery.QuietLimit, cancellation);
        return await SubmitAsync(message, cancellation);
    }

    // In canonical mode each line feed submits a line, so text and last line end go in together, and their marks with them.
    private async Task<object> PasteLinesAsync(Message message, CancellationToken cancellation)
    {
        var text = TerminalText.For(message, pane.Shell(), cooked: true, services.LongMessages);
        var pasted = await pane.Pane.PasteAsync(text + "\n", new PasteOptions
        {
            SetOptions = new Dictionary<string, string> { [PaneTags.Message] = message.Id, [PaneTags.Submitted] = message.Id },
            Note = Note(message),
        }, cancellation);
        return pasted is PasteResult.Pasted ? new Submitted(message.Id, "entered") : new NotTyped(message.Id, Gone);
    }

    private async Task<bool> PasteAsync(Message message, CancellationToken cancellation)
    {
        var text = TerminalText.For(message, pane.Shell(), cooked: false, services.LongMessages) + (_delivery.TrailingSpace ? " " : "");
        var pasted = await pane.Pane.PasteAsync(text, new PasteOptions { SetOptions = Tag(PaneTags.Message, message.Id) }, cancellation);
        return pasted is PasteResult.Pasted;
    }

    private async Task<object> SubmitAsync(Message message, CancellationToken cancellation)
    {
        var header = MessageFormat.Header(message);
        for (var pressed = 1; ; pressed++)
        {
            var proof = _hasHooks ? signals.NextHook(h => h.Event is HookEvent.PromptSubmitted && h.Prompt?.Contains(header, StringComparison.Ordinal) is true) : null;
            if (await HeldByAsync() is { } reason) return new NotTyped(message.Id, reason); // it stands in the composer; its tag says so when it is tried again
            if (await pane.Pane.PressEnterAsync(Tag(PaneTags.Submitted, message.Id), Note(message), cancellation) is not PasteResult.Pasted)
                return new NotTyped(message.Id, Gone);
            if (proof is null) return new Submitted(message.Id, "entered");
            if (await ProvenAsync(proof, cancellation)) return new Submitted(message.Id, "hook");
            if (pressed > _delivery.EnterRepeats || !await ComposerHoldsAsync(message)) return new Submitted(message.Id, "entered");
        }
    }

    private async Task<bool> ProvenAsync(Task<HookCall> proof, CancellationToken cancellation)
    {
        try
        {
            await proof.WaitAsync(services.Delivery.Confirm, services.Time, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <returns>Null once nothing stands in the composer, or what there is cannot be told; else why the message cannot be typed at all.</returns>
    private async Task<NotTyped?> WaitForDraftAsync(Message message, CancellationToken cancellation)
    {
        var told = false;
        while (true)
        {
            var change = signals.NextOutput();
            if (await pane.ComposerAsync(profile.Signals.Prompt) is not ComposerState.Draft)
            {
                if (told) held(new Held(message.Id, null));
                return null;
            }

            if (!told) held(new Held(message.Id, Draft));
            told = true;
            await signals.OutputAsync(change, _draftRecheck, cancellation);
            await signals.QuietAsync(_delivery.Quiet, _delivery.QuietLimit, cancellation);
            if (await pane.LookAsync() is not { IsDead: false }) return new NotTyped(message.Id, Gone);
            if (await HeldByAsync() is { } reason) return new NotTyped(message.Id, reason);
        }
    }

    private async Task<string?> HeldByAsync()
    {
        if (!reader.CanRead) return null;
        return reader.Read(await pane.ScreenAsync())?.Activity is TerminalActivity.WaitingForPermission
            ? "A dialog is up; whatever is typed would answer it."
            : null;
    }

    // Our header is written once per message, and a submitted prompt scrolls up: only the lines around the cursor are the composer.
    private async Task<bool> ComposerHoldsAsync(Message message)
    {
        var info = await pane.LookAsync();
        if (info is null || info.IsDead) return false;
        var lines = (await pane.ScreenAsync()).Lines;
        var last = message.Text.TrimEnd().Split('\n')[^1].Trim();
        var probe = last.Length > 20 ? last[^20..] : last;
        return lines.Skip(info.CursorRow - 2).Take(4).Any(l => l.Contains(probe, StringComparison.Ordinal));
    }

    private FileNote Note(Message message) => new(services.SubmitLog.PathOf(target), message.Id + "\n");

    private static Dictionary<string, string> Tag(string name, string id) => new() { [name] = id };
}
