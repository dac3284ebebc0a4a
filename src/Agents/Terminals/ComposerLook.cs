using Orchestrator.Agents.CodingAgents;

namespace Orchestrator.Agents.Terminals;

/// <summary>Looks at an agent's composer. A CLI draws a frame in steps: by half of one, a composer with a draft looks empty.</summary>
internal sealed class ComposerLook(AgentPane pane, PaneSignals signals, Profile profile, TimeProvider time)
{
    private readonly ProfileDelivery _delivery = profile.Delivery;

    /// <summary>Whether anything can be told of the composer.</summary>
    public bool CanRead { get; } = profile.Signals.Prompt is not null;

    /// <summary>What stands there now, in whichever step.</summary>
    public Task<Composer> AtOnceAsync() => pane.ComposerAsync(profile.Signals.Prompt);

    /// <summary>Waits until a frame that is being drawn is likely to be finished.</summary>
    public Task<bool> SettledAsync(CancellationToken cancellation) => signals.QuietAsync(_delivery.Quiet, _delivery.QuietLimit, cancellation);

    /// <summary>What stands there; looked at again, with each output of the next moment, where it was not what may be shown by half.</summary>
    /// <param name="isSeen">Whether a look shows what half of a frame would not.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<Composer> WholeAsync(Func<Composer, bool> isSeen, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var change = signals.NextOutput();
            var composer = await AtOnceAsync();
            if (!CanRead || isSeen(composer) || (composer.State is not ComposerState.Unknown && composer.IsFramed)) return composer;
            var (silent, waited) = (time.GetUtcNow() - signals.LastOutputAt, time.GetElapsedTime(began));
            var left = _delivery.EnterRepeatAfter - (silent > waited ? silent : waited);
            if (left <= TimeSpan.Zero) return composer;
            await signals.OutputAsync(change, left, cancellation);
            await SettledAsync(cancellation);
        }
    }
}
