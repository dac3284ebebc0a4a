using Orchestrator.Agents.Sessions;
using Orchestrator.Agents.Terminals;
using Orchestrator.TmuxAdapter;
using System.Globalization;

namespace Orchestrator.Agents.Streams;

/// <summary>A pane as it was found, and the connection it was found by.</summary>
/// <param name="Server">The connection; it serves until it is lost.</param>
/// <param name="Info">The pane.</param>
public sealed record FoundPane(TmuxServer Server, PaneInfo Info)
{
    /// <summary>What a person calls it: its label, its agent's name, or its id.</summary>
    public string Name => PaneTagReader.Tag(Info, PaneTags.Label) ?? PaneFinder.AgentOf(PaneTagReader.Tag(Info, PaneTags.Agent)) ?? Info.PaneId;

    /// <summary>The life of the server that it belongs to.</summary>
    public string ServerName => TerminalBinder.NameOf(Server.Identity);

    /// <summary>A handle on it.</summary>
    public TmuxPane Open() => Server.GetPane(Info);
}

/// <summary>Finds panes by what people call them; besides what <see cref="PaneDirectory"/> knows, an agent's by the agent's name.</summary>
/// <param name="directory">Asks tmux every time, since users change things by hand.</param>
public sealed class PaneFinder(PaneDirectory directory)
{
    /// <summary>One pane of a session.</summary>
    /// <param name="session">The session's name, exactly.</param>
    /// <param name="pane">The pane's label, its agent's name, its index in the session from 0, or its id (<c>%3</c>), in that order.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="SessionException">There is no such session or pane.</exception>
    public async Task<FoundPane> FindAsync(string session, string pane, CancellationToken cancellation = default)
    {
        var isNumber = int.TryParse(pane, NumberStyles.None, CultureInfo.InvariantCulture, out _);
        if (!isNumber && !pane.StartsWith('%'))
        {
            var panes = (await directory.SessionAsync(session, cancellation)).Panes;
            if (!panes.Any(p => p.Label == pane) && panes.Where(p => AgentOf(p.Agent) == pane).ToList() is [var own])
                return new FoundPane(await directory.ServerAsync(cancellation), own.Info);
        }

        var found = await directory.PaneAsync(session, pane, cancellation);
        return new FoundPane(await directory.ServerAsync(cancellation), found.Info);
    }

    internal static string? AgentOf(string? tag) => tag is not null && AgentTarget.TryParse(tag, out var target, out _) ? target.Agent?.Value : null;
}
