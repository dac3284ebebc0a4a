using Orchestrator.Agents.Messaging;
using Orchestrator.TmuxAdapter;
using static Orchestrator.Agents.Terminals.TerminalMessages;

namespace Orchestrator.Agents.Terminals;

/// <summary>Gives a message to the hook of a turn's end instead of typing it, and looks in the CLI's own record whether it was taken.</summary>
/// <remarks>
/// The pane is tagged before the hook is answered. So a message that may have been given is looked for before it is typed, by this daemon or the next;
/// what nobody took, since the hook had gone or its CLI ended the turn all the same, is typed as usual.
/// </remarks>
internal sealed class HandOverProcedure(AgentTerminal terminal, TerminalStart start)
{
    private const string Unknown = "Whether its hook took it cannot be told: its record of the conversation cannot be read.";

    // A hook waits a second for its answer, and its CLI ten for the hook; then the record shows it at once, load aside.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan _firstLook = TimeSpan.FromMilliseconds(25), _longestPause = TimeSpan.FromSeconds(1);

    // What a hook can be answered with has an end; see docs/profiles.md.
    private const int MostCharacters = 16 * 1024;

    /// <summary>Whether a message can go this way: it fits, and the record in which it is to be found can be read.</summary>
    public bool IsOpenTo(Message message) => message.Text.Length <= MostCharacters && Transcript.Taken(start, terminal.Services, []) is not null;

    /// <summary>Tags the pane.</summary>
    /// <returns>What the hook is to be answered with.</returns>
    /// <exception cref="TmuxException">The pane could not be tagged; the hook is not to be answered.</exception>
    public async Task<string> BeginAsync(Message message)
    {
        await terminal.Pane.SetTagAsync(PaneTags.HandedOver, message.Id);
        return TerminalText.For(message, terminal.Pane.Shell(), cooked: false, terminal.Services.LongMessages);
    }

    /// <summary>Looks whether a message that may have been given to a hook was taken.</summary>
    /// <returns><see cref="Submitted"/>; <see cref="NotTyped"/> while it cannot be told; null when it was not, and can be typed.</returns>
    public async Task<object?> WasTakenAsync(Message message, PaneInfo info, CancellationToken cancellation)
    {
        if (PaneTagReader.Tag(info, PaneTags.HandedOver) != message.Id) return null;
        var (since, pause) = (terminal.Time.GetTimestamp(), _firstLook);
        while (true)
        {
            var taken = Transcript.Taken(start, terminal.Services, [message.Id]);
            if (taken?.Count > 0) return new Submitted(message.Id, "handed-over");
            if (terminal.Time.GetElapsedTime(since) >= _patience)
            {
                if (taken is null) return new NotTyped(message.Id, Unknown);
                await terminal.Pane.SetTagAsync(PaneTags.HandedOver, "");
                return null;
            }

            await Task.Delay(pause, terminal.Time, cancellation);
            if (pause < _longestPause) pause *= 2;
        }
    }
}
