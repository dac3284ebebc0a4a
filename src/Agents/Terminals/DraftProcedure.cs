using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Messaging;
using Orchestrator.TmuxAdapter;
using static Orchestrator.Agents.Terminals.TerminalMessages;

namespace Orchestrator.Agents.Terminals;

/// <summary>Keeps messages apart from what a person has begun to type: waits for it, and when nobody goes on with it, sets it aside and puts it back.</summary>
/// <remarks>
/// Only a draft of one line is set aside, since only that is read off the screen exactly; and only where the profile knows keys
/// that clear a composer. It is kept on the pane by the command list that presses them, so a crash in between loses nothing.
/// </remarks>
internal sealed class DraftProcedure(AgentTerminal terminal, CancellationToken yield = default)
{
    /// <summary>Why a message that waited for a draft was given back: it goes another way.</summary>
    internal const string Yielded = "It goes on at the turn's end.";

    private const string Draft = "Somebody's draft stands in its composer; it is not to be merged with a message.";

    // A draft goes with an output that tells it. Should one be missed, it is looked at again after this.
    private static readonly TimeSpan _recheck = TimeSpan.FromMinutes(1);

    // What looks like one may be a composer that is just being drawn, its cursor still elsewhere (seen with OpenCode 1.18).
    private static readonly TimeSpan _firstRecheck = TimeSpan.FromSeconds(1);

    private readonly ProfileDelivery _delivery = terminal.Profile.Delivery;

    /// <summary>Waits until nothing stands in the composer, or what there is cannot be told.</summary>
    /// <returns>Null, or why the message cannot be typed at all.</returns>
    public async Task<NotTyped?> ClearAsync(Message message, Action<Held> held, CancellationToken cancellation)
    {
        var (since, last, looks) = (terminal.Time.GetTimestamp(), Composer.Unknown, 0);
        while (true)
        {
            var change = terminal.Signals.NextOutput();
            var composer = await ComposerAsync(cancellation);
            if (composer.State is not ComposerState.Draft)
            {
                if (last.State is ComposerState.Draft) held(new Held(message.Id, null));
                return null;
            }

            if (last.State is not ComposerState.Draft) held(new Held(message.Id, Draft));
            if (composer != last) (since, last) = (terminal.Time.GetTimestamp(), composer);
            var left = terminal.Services.Delivery.DraftPatience - terminal.Time.GetElapsedTime(since);
            if (left <= TimeSpan.Zero && await SetAsideAsync(composer, cancellation)) continue;
            var recheck = looks++ == 0 ? _firstRecheck : _recheck;
            if (!await WaitAsync(change, left > TimeSpan.Zero && left < recheck ? left : recheck, cancellation)) return new NotTyped(message.Id, Yielded);
            await terminal.Composer.SettledAsync(cancellation);
            if (await terminal.Pane.LookAsync() is not { IsDead: false }) return new NotTyped(message.Id, DeliveryProcedure.Gone);
            if (await terminal.ActivityAsync() is TerminalActivity.WaitingForPermission) return new NotTyped(message.Id, DeliveryProcedure.Dialog);
        }
    }

    /// <summary>Types a draft that was set aside into the empty composer. Does nothing when there is none, or while something else stands there.</summary>
    /// <returns>Whether a draft still waits to be put back.</returns>
    public async Task<bool> PutBackAsync(CancellationToken cancellation)
    {
        if (await terminal.Pane.LookAsync() is not { IsDead: false } info || PaneTagReader.Tag(info, PaneTags.Draft) is not { } draft) return false;
        if (await terminal.ActivityAsync() is TerminalActivity.WaitingForPermission) return true;
        if (await ComposerAsync(cancellation) is not { State: ComposerState.Empty }) return true;
        var echo = terminal.Signals.NextOutput();
        await terminal.Pane.Tmux.PasteAsync(draft, new PasteOptions { SetOptions = Tag("") }, cancellation);
        await terminal.Signals.OutputAsync(echo, terminal.Services.Delivery.Echo, cancellation);
        return false;
    }

    private async Task<bool> WaitAsync(Task change, TimeSpan atMost, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, yield);
        try
        {
            await terminal.Signals.OutputAsync(change, atMost, either.Token);
        }
        catch (OperationCanceledException) when (yield.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
        }

        return !yield.IsCancellationRequested;
    }

    private async Task<bool> SetAsideAsync(Composer composer, CancellationToken cancellation)
    {
        if (_delivery.Clear.Count == 0 || composer.Line is not { } line || _delivery.CollapsedPaste.Any(c => c.IsMatch(line))) return false;
        if (await terminal.Pane.LookAsync() is not { IsDead: false } info || PaneTagReader.Tag(info, PaneTags.Draft) is not null) return false;
        var echo = terminal.Signals.NextOutput();
        await terminal.Pane.Tmux.SendKeysAsync(Tag(line), _delivery.Clear);
        await terminal.Signals.OutputAsync(echo, terminal.Services.Delivery.Echo, cancellation);
        await terminal.Composer.SettledAsync(cancellation);
        if (await ComposerAsync(cancellation) is not { State: ComposerState.Draft } left) return true;
        if (left.Line == line) await terminal.Pane.SetTagAsync(PaneTags.Draft, ""); // the keys did nothing: it stands where it stood
        return false;
    }

    private Task<Composer> ComposerAsync(CancellationToken cancellation) => terminal.Composer.WholeAsync(c => c.State is ComposerState.Draft, cancellation);

    private static Dictionary<string, string> Tag(string draft) => new() { [PaneTags.Draft] = draft };
}
