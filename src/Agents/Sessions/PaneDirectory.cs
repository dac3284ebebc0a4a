using Orchestrator.Agents.Terminals;
using Orchestrator.Runtime.Persistence;
using Orchestrator.TmuxAdapter;
using System.Globalization;

namespace Orchestrator.Agents.Sessions;

/// <summary>Finds sessions and panes of our server by what people call them. tmux is asked every time: users change things by hand.</summary>
/// <param name="tmux">The connection.</param>
/// <param name="hub">The adapter's own hidden session, which is nobody's.</param>
public sealed class PaneDirectory(TmuxConnection tmux, string hub)
{
    /// <summary>The connection, for what is to be done with what was found.</summary>
    public Task<TmuxServer> ServerAsync(CancellationToken cancellation = default) => tmux.GetAsync(cancellation);

    /// <summary>All sessions but the hidden one, by name.</summary>
    public async Task<IReadOnlyList<SessionInfo>> SessionsAsync(CancellationToken cancellation = default)
    {
        var server = await tmux.GetAsync(cancellation);
        return [.. (await server.ListSessionsAsync(cancellation)).Where(s => s.Name != hub).OrderBy(s => s.Name, StringComparer.Ordinal)];
    }

    /// <summary>One session with its panes.</summary>
    /// <param name="session">Its name, exactly.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="SessionException">There is none of that name.</exception>
    public async Task<SessionView> SessionAsync(string session, CancellationToken cancellation = default)
    {
        var sessions = await SessionsAsync(cancellation);
        var found = sessions.FirstOrDefault(s => s.Name == session) ?? throw SessionException.NotFound(
            $"There is no session {SafeName.Quote(session)}.",
            sessions.Count == 0 ? "Create it: orc session create NAME" : $"There are: {string.Join(", ", sessions.Take(10).Select(s => s.Name))}");
        var server = await tmux.GetAsync(cancellation);
        try
        {
            var panes = (await server.ListSessionPanesAsync(found.Id, cancellation)).OrderBy(p => p.WindowIndex).ThenBy(p => p.PaneIndex);
            return new SessionView(found, [.. panes.Select((info, index) => View(server, info, index))]);
        }
        catch (TmuxCommandException e) when (e.IsMissing)
        {
            throw SessionException.NotFound($"Session {session} has just been closed.", "Those there are: orc session list");
        }
    }

    /// <summary>Every session with its panes.</summary>
    public async Task<IReadOnlyList<SessionView>> AllAsync(CancellationToken cancellation = default)
    {
        var views = new List<SessionView>();
        foreach (var session in await SessionsAsync(cancellation))
        {
            try
            {
                views.Add(await SessionAsync(session.Name, cancellation));
            }
            catch (SessionException e) when (e.Code == RejectionCode.NotFound)
            {
                // It was closed in between.
            }
        }

        return views;
    }

    /// <summary>One pane of a session.</summary>
    /// <param name="session">The session's name.</param>
    /// <param name="pane">The pane's label, its index in the session, or its id (<c>%3</c>), in that order.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="SessionException">There is no such session, or no such pane in it.</exception>
    public async Task<PaneView> PaneAsync(string session, string pane, CancellationToken cancellation = default)
    {
        var panes = (await SessionAsync(session, cancellation)).Panes;
        var labelled = panes.Where(p => p.Label == pane).ToList();
        return await SettledAsync(labelled switch
        {
            [var only] => only,
            [] => panes.FirstOrDefault(p => p.Id == pane || p.Index.ToString(CultureInfo.InvariantCulture) == pane) ?? throw SessionException.NotFound(
                $"There is no pane {SafeName.Quote(pane)} in session {session}.", $"There are: {Names(panes)}"),
            _ => throw SessionException.Refused(
                $"{labelled.Count} panes of session {session} are labelled {pane}: {string.Join(", ", labelled.Select(p => p.Id))}.",
                $"Name one by its id, or give them different labels: orc session sync {session}"),
        }, cancellation);
    }

    // tmux before 3.6 often misses how a program ended until it is made to look; the adapter's wait for the exit does that.
    private async Task<PaneView> SettledAsync(PaneView pane, CancellationToken cancellation)
    {
        if (pane.Info is not { IsDead: true, ExitCode: null, ExitSignal: null }) return pane;
        var server = await tmux.GetAsync(cancellation);
        var exit = await server.GetPane(pane.Info).WaitForExitAsync(cancellation);
        return pane with { Info = pane.Info with { ExitCode = exit.Code, ExitSignal = exit.Signal } };
    }

    private static string Names(IReadOnlyList<PaneView> panes) =>
        string.Join(", ", panes.Take(20).Select(p => p.Label is null ? $"{p.Index} ({p.Id})" : $"{p.Index} ({p.Label}, {p.Id})"));

    private static PaneView View(TmuxServer server, PaneInfo info, int index)
    {
        var pane = server.GetPane(info);
        var (state, pid) = (PaneState.Exited, info.Pid);
        if (!info.IsDead)
        {
            state = pane.ReadShell() is null ? PaneState.Running : PaneState.Idle;
            pid = pane.ReadProgram()?.Pid ?? info.Pid;
        }

        return new PaneView(info, index, PaneTagReader.Tag(info, PaneTags.Label), PaneTagReader.Tag(info, PaneTags.Agent), PaneTagReader.Tag(info, PaneTags.Owner), pid, state);
    }
}
