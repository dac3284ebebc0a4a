using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Messaging;
using Orchestrator.TmuxAdapter;
using static Orchestrator.Agents.Terminals.TerminalMessages;

namespace Orchestrator.Agents.Terminals;

/// <summary>Submits a message that stands in a composer: presses Enter, looks for proof, and presses again only while the composer holds our text.</summary>
/// <remarks>A CLI under load swallows an Enter (seen with Claude Code 2.1.197): pressed is not submitted.</remarks>
internal sealed class SubmitProcedure(AgentTerminal terminal, Message message, string text, SubmitProof proof, Leftover leftover, Action<Held> held, FileNote note)
{
    private const string Hook = "hook", Record = "transcript";

    private const string Stranded = "It stands in the composer, and Enter does not submit it.";
    private const string Unknown = "Enter was pressed for it; whether that submitted it cannot be seen.";

    // What has happened shows in the pane's output. Should one be missed, it is looked at again after this.
    private static readonly TimeSpan _strandedRecheck = TimeSpan.FromMinutes(1);

    // A CLI that is still starting on a loaded machine takes no Enter for many seconds (seen with Gemini CLI 0.61).
    private static readonly TimeSpan _firstPause = TimeSpan.FromSeconds(5), _longestPause = TimeSpan.FromMinutes(10);

    // A large paste that is shown by a sign is not yet known to what takes the Enter, on a loaded machine (seen with Qwen Code 0.24.4).
    private static readonly TimeSpan _signQuiet = TimeSpan.FromMilliseconds(250);

    private readonly ProfileDelivery _delivery = terminal.Profile.Delivery;
    private Composer _composer = Composer.Unknown;
    private TerminalActivity? _before;
    private string? _shown;
    private bool _wasEntered, _wasSeen, _knowsSign;

    /// <inheritdoc cref="SubmitProof.Listen"/>
    public void Listen() => proof.Listen();

    /// <summary>Enter was pressed for it before, by an earlier daemon or an earlier try.</summary>
    /// <param name="sign">What stood in the composer for a large paste; null where none was seen. Any other is somebody else's paste.</param>
    public void Entered(string? sign) => (_wasEntered, _knowsSign, _shown) = (true, sign is not null, sign);

    /// <param name="isJustPasted">Whether it was pasted a moment ago into a composer without a draft: what stands there is then ours, in whatever words the CLI shows it.</param>
    /// <param name="cancellation">Ends the procedure wherever it is.</param>
    /// <returns><see cref="Submitted"/>, <see cref="SignTaken"/>, or <see cref="NotTyped"/> when a dialog came up or the process has ended.</returns>
    public async Task<object> RunAsync(bool isJustPasted, CancellationToken cancellation)
    {
        Listen();
        var outcome = await SubmitAsync(isJustPasted, cancellation);
        if (outcome is Submitted { Evidence: Hook or Record })
        {
            leftover.Of(message, text, _shown);
            await leftover.ClearAsync(cancellation);
        }

        return outcome;
    }

    private async Task<object> SubmitAsync(bool isJustPasted, CancellationToken cancellation)
    {
        await terminal.Composer.SettledAsync(cancellation);
        await ShownAsync(cancellation);
        if (proof.HasCome) return Outcome(Hook); // by somebody's Enter
        if (IsSign) await terminal.Signals.QuietAsync(_signQuiet, _delivery.QuietLimit, cancellation);
        if (isJustPasted && _composer.Text.Length > 0) _shown = _composer.Text;
        for (var pressed = 0; pressed <= _delivery.EnterRepeats && (pressed == 0 || await IsHeldAsync(cancellation)); pressed++)
            if (await PressAsync(cancellation) is { } outcome) return outcome;
        return await WaitAsync(cancellation);
    }

    /// <summary>Its CLI submitted what stands for a large paste in its composer, and not the text (seen with Qwen Code 0.24.4 on a loaded machine).</summary>
    public sealed record SignTaken;

    /// <returns>What came of it; null while the composer holds the text or may hold it.</returns>
    private async Task<object?> PressAsync(CancellationToken cancellation)
    {
        if (_wasEntered && proof.IsRecorded()) return Outcome(Record); // a CLI can have taken what its composer still shows
        if (_wasEntered && terminal.Pane.HasUnread()) return await EvidenceAsync(terminal.Signals.NextOutput(), cancellation) is { } of ? Outcome(of) : null; // a second Enter beside one that it has yet to see could submit it twice
        _before = await terminal.ActivityAsync();
        if (_before is TerminalActivity.WaitingForPermission) return new NotTyped(message.Id, DeliveryProcedure.Dialog); // its tag says that it stands there when it is tried again
        _wasSeen |= Holds(_composer);
        if (IsSign) _shown ??= _composer.Text; // pasted by an earlier daemon; what this Enter submits
        _wasEntered = true;
        var tags = new Dictionary<string, string> { [PaneTags.Submitted] = message.Id, [PaneTags.Sign] = IsSign ? _composer.Text : "" };
        var echo = terminal.Signals.NextOutput();
        if (await terminal.Pane.Tmux.PressEnterAsync(tags, note, cancellation) is not PasteResult.Pasted)
            return new NotTyped(message.Id, DeliveryProcedure.Gone);
        return await EvidenceAsync(echo, cancellation) is { } evidence ? Outcome(evidence) : null;
    }

    /// <summary>Whether our text stands in the composer.</summary>
    public async Task<bool> IsHeldByComposerAsync(CancellationToken cancellation)
    {
        await terminal.Composer.SettledAsync(cancellation);
        return await IsHeldAsync(cancellation);
    }

    private object Outcome(string evidence) => proof.IsOfSign ? new SignTaken() : new Submitted(message.Id, evidence);

    // A CLI under load shows a paste late (seen with Claude Code 2.1.197), and swallows an Enter that comes before. A look in the midst of a redraw sees half of it.
    private async Task ShownAsync(CancellationToken cancellation)
    {
        var began = terminal.Time.GetTimestamp();
        while (true)
        {
            var change = terminal.Signals.NextOutput();
            _composer = await terminal.Composer.AtOnceAsync();
            if (proof.HasCome || Holds(_composer) || !terminal.Composer.CanRead) return;
            var patience = _composer.State is ComposerState.Empty || terminal.Composer.MayBeTorn(_composer) ? terminal.Services.Delivery.Confirm : _delivery.EnterRepeatAfter;
            var left = patience - terminal.Time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero) return;
            await terminal.Signals.OutputAsync(change, left, cancellation);
            await terminal.Composer.SettledAsync(cancellation);
        }
    }

    /// <returns>How it is known that it was submitted; null while the composer holds it or may hold it.</returns>
    private async Task<string?> EvidenceAsync(Task echo, CancellationToken cancellation)
    {
        if (await proof.HasComeAsync(_delivery.EnterRepeatAfter, cancellation)) return Hook;
        if (!proof.IsAwaited) await terminal.Signals.OutputAsync(echo, terminal.Services.Delivery.Echo, cancellation);
        var mayBeHeld = await MayBeHeldAsync(cancellation);
        if (mayBeHeld && !proof.IsAwaited)
        {
            await terminal.Signals.QuietAsync(_delivery.EnterRepeatAfter, _delivery.QuietLimit, cancellation); // it may be about to take it
            mayBeHeld = await MayBeHeldAsync(cancellation);
        }

        return mayBeHeld ? null : await LetGoAsync(cancellation);
    }

    /// <returns>How it is known that it was submitted, since the composer does not hold it; null when it does all the same.</returns>
    private async Task<string?> LetGoAsync(CancellationToken cancellation)
    {
        if (_before is TerminalActivity.Working && _delivery.WhileBusy is not WhileBusy.Steer) return MessagingEvents.MessageDelivered.Queued; // a hook tells when it is taken, not now
        if (await proof.HasComeAsync(terminal.Services.Delivery.Confirm, cancellation)) return Hook;
        if (proof.IsAwaited && await MayBeHeldAsync(cancellation)) return null; // the Enter came before the paste was taken in
        return _composer.State is ComposerState.Unknown ? "entered" : "screen";
    }

    // A person or the CLI itself may submit it or take it out, and either shows. Enter is pressed again, ever more seldom, only while nothing but our text stands there.
    private async Task<object> WaitAsync(CancellationToken cancellation)
    {
        var (since, pause) = (terminal.Time.GetTimestamp(), _firstPause);
        while (true)
        {
            held(Holds(_composer) ? new Held(message.Id, Stranded, Receipt.Stranded) : new Held(message.Id, Unknown, Receipt.Unknown));
            var change = terminal.Signals.NextOutput();
            var evidence = proof.HasCome ? Hook : await MayBeHeldAsync(cancellation) ? null : await LetGoAsync(cancellation);
            if (evidence is not null)
            {
                held(new Held(message.Id, null));
                return Outcome(evidence);
            }

            var left = pause - terminal.Time.GetElapsedTime(since);
            if (left <= TimeSpan.Zero && (_composer.Text == _shown || _composer.IsOnly(message.Text, _delivery.CollapsedPaste)))
            {
                if (await PressAsync(cancellation) is { } outcome)
                {
                    held(new Held(message.Id, null));
                    return outcome;
                }

                (since, pause) = (terminal.Time.GetTimestamp(), pause * 2 < _longestPause ? pause * 2 : _longestPause);
                continue;
            }

            await proof.OrAsync(terminal.Signals.OutputAsync(change, left > TimeSpan.Zero && left < _strandedRecheck ? left : _strandedRecheck, cancellation));
            cancellation.ThrowIfCancellationRequested();
            if (await terminal.Pane.LookAsync() is not { IsDead: false }) return new NotTyped(message.Id, DeliveryProcedure.Gone);
        }
    }

    // A composer that showed our text and cannot be read now may hold it still, unless a turn has begun. Where a hook is to prove it, so may one that showed nothing.
    private async Task<bool> MayBeHeldAsync(CancellationToken cancellation)
    {
        if (await IsHeldAsync(cancellation)) return true;
        if (_composer.State is not ComposerState.Unknown) return false;
        if (_before is TerminalActivity.Working) return _wasSeen;
        return (_wasSeen || (terminal.Composer.CanRead && terminal.Profile.Hooks.Kind is not HookKind.None))
            && await terminal.ActivityAsync() is not (TerminalActivity.Working or TerminalActivity.WaitingForPermission);
    }

    private async Task<bool> IsHeldAsync(CancellationToken cancellation) =>
        Holds(_composer = await terminal.Composer.WholeAsync(Holds, cancellation));

    private bool IsSign => Composer.IsSign(_composer.Text, _delivery.CollapsedPaste);

    private bool Holds(Composer composer) => composer.Text == _shown || composer.Holds(message.Text, _knowsSign ? [] : _delivery.CollapsedPaste);
}
