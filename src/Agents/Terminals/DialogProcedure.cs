using Orchestrator.Agents.CodingAgents;
using static Orchestrator.Agents.Terminals.TerminalMessages;

namespace Orchestrator.Agents.Terminals;

/// <summary>Answers one dialog by the key of an option, after a look that it is still that dialog.</summary>
internal sealed class DialogProcedure(AgentTerminal terminal)
{
    private static readonly TimeSpan _quiet = TimeSpan.FromMilliseconds(100), _quietLimit = TimeSpan.FromSeconds(2);

    /// <returns><see cref="DialogAnswered"/> or <see cref="DialogNotAnswered"/>.</returns>
    public async Task<object> RunAsync(AnswerDialog answer, CancellationToken cancellation)
    {
        if (await terminal.Pane.LookAsync() is not { IsDead: false } info) return Not(answer, "Its process has ended.");
        if (info.IsInMode) await terminal.Pane.Tmux.CancelModeAsync(cancellation);
        if (!await IsUpAsync(answer.Dialog))
        {
            await terminal.Signals.QuietAsync(_quiet, _quietLimit, cancellation); // it may be in the midst of being drawn anew
            if (!await IsUpAsync(answer.Dialog)) return Not(answer, "The dialog on its screen is not the one that was asked.");
        }

        if (terminal.Reader.RowOf(await terminal.Pane.ScreenAsync()) is not null) return await TakeOfRowAsync(answer, cancellation);
        await PressAsync(answer.Option.Key, cancellation);
        if (!await IsUpAsync(answer.Dialog)) return new DialogAnswered(answer.Id);

        // Some only mark the option by its digit, and take it by Enter.
        if (DialogReader.MarkedKey((await terminal.Pane.ScreenAsync()).Lines) != answer.Option.Key) return Not(answer, $"Its CLI did not take the key {answer.Option.Key}.");
        await PressAsync("Enter", cancellation);
        return await IsUpAsync(answer.Dialog) ? Not(answer, "Its CLI did not take Enter.") : new DialogAnswered(answer.Id);
    }

    /// <summary>Moves to the option and takes it once it is seen to be the marked one.</summary>
    private async Task<object> TakeOfRowAsync(AnswerDialog answer, CancellationToken cancellation)
    {
        for (var moves = 0; moves <= answer.Dialog.Options.Count; moves++)
        {
            if (terminal.Reader.RowOf(await terminal.Pane.ScreenAsync()) is not { } row || !await IsUpAsync(answer.Dialog)) return Not(answer, "The dialog on its screen is not the one that was asked.");
            var coloured = (await terminal.Pane.Tmux.CaptureAsync(escapes: true, cancellation: cancellation)).Split('\n').ElementAtOrDefault(row.Line) ?? "";
            if (RowDialogReader.Marked(coloured, row.Labels) is not { } marked) return Not(answer, "It cannot be seen which option is marked.");
            if (row.Labels[marked] == answer.Option.Label)
            {
                await PressAsync("Enter", cancellation);
                return await IsUpAsync(answer.Dialog) ? Not(answer, "Its CLI did not take Enter.") : new DialogAnswered(answer.Id);
            }

            await PressAsync("Right", cancellation);
        }

        return Not(answer, $"The mark does not come to {answer.Option.Label}.");
    }

    private async Task PressAsync(string key, CancellationToken cancellation)
    {
        var echo = terminal.Signals.NextOutput();
        await terminal.Pane.Tmux.SendKeysAsync(key);
        await terminal.Signals.OutputAsync(echo, terminal.Services.Delivery.Echo, cancellation);
        await terminal.Signals.QuietAsync(_quiet, _quietLimit, cancellation);
    }

    private async Task<bool> IsUpAsync(ScreenDialog dialog) => terminal.Reader.Read(await terminal.Pane.ScreenAsync()) is { } seen && (seen.Dialog ?? seen.LimitDialog) == dialog;

    private static DialogNotAnswered Not(AnswerDialog answer, string reason) => new(answer.Id, reason);
}
