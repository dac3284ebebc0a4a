using Orchestrator.Agents.CodingAgents;

namespace Orchestrator.Agents.Terminals;

/// <summary>Looks at an agent's composer. A CLI draws a frame in steps: by half of one, a composer with a draft looks empty.</summary>
internal sealed class ComposerLook(AgentPane pane, PaneSignals signals, Profile profile, TerminalServices services)
{
    private readonly ProfileDelivery _delivery = profile.Delivery;
    private bool? _hasFrame;

    /// <summary>Whether anything can be told of the composer.</summary>
    public bool CanRead { get; } = profile.Signals.Prompt is not null;

    /// <summary>Whether it may have been seen by half: nothing stands below it, as something did before or may yet do. On a loaded machine the other half can take long.</summary>
    /// <remarks>Where the cursor is elsewhere nothing need stand below it; that is not waited for where a hook tells what the screen does not.</remarks>
    public bool MayBeTorn(Composer composer) => _hasFrame is not false && !composer.IsFramed && (composer.State is not ComposerState.Unknown || profile.Hooks.Kind is HookKind.None);

    /// <summary>What stands there now, in whichever step.</summary>
    public async Task<Composer> AtOnceAsync()
    {
        var composer = await pane.ComposerAsync(profile.Signals.Prompt);
        if (composer is { State: not ComposerState.Unknown, IsFramed: true }) _hasFrame = true;
        return composer;
    }

    /// <summary>Waits until a frame that is being drawn is likely to be finished.</summary>
    public Task<bool> SettledAsync(CancellationToken cancellation) => signals.QuietAsync(_delivery.Quiet, _delivery.QuietLimit, cancellation);

    /// <summary>What stands there; looked at again, with each output of the next moment, where it was not what may be shown by half.</summary>
    /// <param name="isSeen">Whether a look shows what half of a frame would not.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<Composer> WholeAsync(Func<Composer, bool> isSeen, CancellationToken cancellation)
    {
        var began = services.Time.GetTimestamp();
        while (true)
        {
            var change = signals.NextOutput();
            var composer = await AtOnceAsync();
            if (!CanRead || isSeen(composer) || (composer.State is not ComposerState.Unknown && composer.IsFramed)) return composer;
            var (silent, waited) = (services.Time.GetUtcNow() - signals.LastOutputAt, services.Time.GetElapsedTime(began));
            var left = (MayBeTorn(composer) ? services.Delivery.Confirm : _delivery.EnterRepeatAfter) - (silent > waited ? silent : waited);
            if (left <= TimeSpan.Zero)
            {
                if (!composer.IsFramed && silent >= services.Delivery.Confirm) _hasFrame ??= false;
                return composer;
            }

            await signals.OutputAsync(change, left, cancellation);
            await SettledAsync(cancellation);
        }
    }
}
