using Orchestrator.Agents.CodingAgents;

namespace Orchestrator.Agents.Terminals;

/// <summary>An agent's program in its pane, as all that types to it works with it.</summary>
/// <param name="Pane">Where it is typed.</param>
/// <param name="Signals">What its output and its hooks tell.</param>
/// <param name="Profile">What is known of the program.</param>
/// <param name="Reader">Reads its screen by the profile's rules.</param>
/// <param name="Services">What every terminal is given.</param>
internal sealed record AgentTerminal(AgentPane Pane, PaneSignals Signals, Profile Profile, ActivityReader Reader, TerminalServices Services)
{
    /// <summary>Looks at its composer.</summary>
    public ComposerLook Composer { get; } = new(Pane, Signals, Profile, Services);

    /// <summary>The clock of deliveries.</summary>
    public TimeProvider Time => Services.Time;

    /// <inheritdoc cref="ActivityReader.ActivityAsync"/>
    public Task<TerminalActivity?> ActivityAsync() => Reader.ActivityAsync(Pane);

    /// <inheritdoc cref="ActivityReader.LookAsync"/>
    public Task<Seen?> LookAsync() => Reader.LookAsync(Pane);
}
