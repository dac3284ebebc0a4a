using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Messaging;
using Orchestrator.TmuxAdapter;

namespace Orchestrator.Agents.Terminals;

/// <summary>Ends the turn that is under way, by the profile's keys, so that an urgent message is read at once.</summary>
/// <remarks>The keys are pressed once for a message and only while a turn is seen: in an idle CLI they mean something else (Claude Code rewinds).</remarks>
internal sealed class InterruptProcedure(AgentTerminal terminal)
{
    // A CLI may begin the next turn with what it has queued; what is urgent goes before that too.
    private const int MostTurns = 3;

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(2);

    /// <param name="message">What is to be read at once, if it is urgent.</param>
    /// <param name="info">What tmux says of the pane.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task RunAsync(Message message, PaneInfo info, CancellationToken cancellation)
    {
        if (!message.Urgent || terminal.Profile.Delivery.WhileBusy is WhileBusy.Steer || terminal.Profile.Stop.Interrupt.Count == 0) return;
        if (PaneTagReader.Tag(info, PaneTags.Interrupted) == message.Id) return;
        for (var turns = 0; turns < MostTurns && await IsWorkingAsync(); turns++)
        {
            var change = terminal.Signals.NextOutput();
            await terminal.Pane.Tmux.SendKeysAsync(new Dictionary<string, string> { [PaneTags.Interrupted] = message.Id }, terminal.Profile.Stop.Interrupt);
            await WaitAsync(change, cancellation);
        }
    }

    private async Task WaitAsync(Task change, CancellationToken cancellation)
    {
        var began = terminal.Time.GetTimestamp();
        while (terminal.Time.GetElapsedTime(began) is var waited && waited < _limit && await terminal.Signals.OutputAsync(change, _limit - waited, cancellation))
        {
            change = terminal.Signals.NextOutput();
            await terminal.Signals.QuietAsync(terminal.Profile.Delivery.Quiet, terminal.Profile.Delivery.QuietLimit, cancellation);
            if (!await IsWorkingAsync()) return;
        }
    }

    private async Task<bool> IsWorkingAsync() => await terminal.ActivityAsync() is TerminalActivity.Working;
}
