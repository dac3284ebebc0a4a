using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Messaging;

namespace Orchestrator.Agents.Terminals;

/// <summary>The text of a message that its CLI has provably taken and may show in its composer all the same; the next message would wait for it as for a person's draft.</summary>
/// <remarks>
/// Seen with Claude Code 2.1.197: an Enter that comes as a turn ends while its queue holds prompts submits the text at once and leaves it standing.
/// Only what is the message and nothing else is cleared, and before each key it is looked whether what stands there is still the beginning of it.
/// For one delivery at a time.
/// </remarks>
internal sealed class Leftover(AgentTerminal terminal)
{
    // Keys that have changed nothing so often do nothing here. A CLI on a loaded machine takes more than one wait for the first.
    private const int MaxIdle = 5;

    private readonly ProfileDelivery _delivery = terminal.Profile.Delivery;
    private Taken? _taken;

    /// <summary>A message was taken; from here on its text is nobody's draft.</summary>
    /// <param name="message">Which.</param>
    /// <param name="text">What was pasted for it.</param>
    /// <param name="shown">How the composer showed it; null when that was not seen.</param>
    /// <param name="isBegun">Whether an earlier daemon had cleared a part of it.</param>
    public void Of(Message message, string text, string? shown, bool isBegun = false) =>
        _taken = _delivery.Clear.Count > 0 ? new Taken(message.Id, Composer.Bare(text), shown, isBegun) : null;

    /// <summary>Clears what is left; does nothing when nothing can be. What cannot be looked at, e.g. behind a dialog, is looked at again by the next call.</summary>
    public async Task ClearAsync(CancellationToken cancellation)
    {
        if (_taken is not { } taken) return;
        var left = await terminal.Composer.WholeAsync(c => c.State is not ComposerState.Empty, cancellation);
        if (taken.IsIn(left)) left = await ChangedAsync(left, cancellation); // most draw their empty composer a moment after their hook
        if (taken.IsIn(left)) await terminal.Pane.Tmux.CancelModeAsync(cancellation);
        for (var idle = 0; taken.IsIn(left) && idle < MaxIdle;)
        {
            _taken = taken = taken with { IsBegun = true };
            await terminal.Pane.Tmux.SendKeysAsync(new Dictionary<string, string> { [PaneTags.Clearing] = taken.Id }, _delivery.Clear); // so that a rest is known as one after a crash
            var next = await ChangedAsync(left, cancellation);
            idle = IsSame(next, left) ? idle + 1 : 0;
            left = next;
        }

        if (!IsBlurred(left)) _taken = null;
    }

    /// <returns>What stands there once it is something else, or after the wait for it.</returns>
    private async Task<Composer> ChangedAsync(Composer from, CancellationToken cancellation)
    {
        var began = terminal.Time.GetTimestamp();
        while (true)
        {
            var change = terminal.Signals.NextOutput();
            var composer = await terminal.Composer.WholeAsync(c => c.State is ComposerState.Draft, cancellation);
            var left = _delivery.EnterRepeatAfter - terminal.Time.GetElapsedTime(began);
            if ((!IsSame(composer, from) && !IsBlurred(composer)) || left <= TimeSpan.Zero) return composer;
            await terminal.Signals.OutputAsync(change, left, cancellation);
            await terminal.Composer.SettledAsync(cancellation);
        }
    }

    // A dialog stands before it, or it is being drawn: its line is there and the cursor still elsewhere.
    private static bool IsBlurred(Composer composer) =>
        composer.State is ComposerState.Unknown || (composer.State is ComposerState.Draft && string.IsNullOrWhiteSpace(composer.Text + composer.Below));

    private static bool IsSame(Composer one, Composer other) => (one.Text, one.Below) == (other.Text, other.Below);

    /// <param name="Id">The message's; no person's draft begins with it.</param>
    /// <param name="Bare">Its text without blanks.</param>
    /// <param name="Shown">How the composer showed it.</param>
    /// <param name="IsBegun">Whether keys were pressed for it; from its end or, where its CLI has put the cursor back, from its beginning.</param>
    private sealed record Taken(string Id, string Bare, string? Shown, bool IsBegun)
    {
        /// <summary>Whether it, or the part of it that earlier keys have left, is all that stands there.</summary>
        public bool IsIn(Composer composer)
        {
            if (composer.State is not ComposerState.Draft || IsBlurred(composer)) return false;
            var left = Composer.Bare(composer.Text + composer.Below);
            return (composer.Text == Shown && composer.Below.Length == 0)
                || (left.StartsWith($"[{Id}", StringComparison.Ordinal) && Bare.StartsWith(left, StringComparison.Ordinal))
                || (IsBegun && Bare.EndsWith(left, StringComparison.Ordinal));
        }
    }
}
