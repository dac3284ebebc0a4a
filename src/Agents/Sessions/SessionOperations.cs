using Orchestrator.TmuxAdapter;

namespace Orchestrator.Agents.Sessions;

/// <summary>Creates, mends and ends sessions.</summary>
public sealed class SessionOperations(PaneDirectory directory, PaneOperations panes, PaneLayouts layouts, SessionOptions options)
{
    private readonly OneAtATime _creations = new();

    /// <summary>Creates a session with one window: a shell labelled <c>main</c>, or the panes of the layout.</summary>
    /// <param name="name">1 to 40 ASCII letters, digits, <c>-</c> and <c>_</c>, a letter or digit first.</param>
    /// <param name="workingDirectory">An absolute path that exists.</param>
    /// <param name="layout">A layout's name, or null.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="SessionException">The name cannot be one or is taken, a limit is reached, or the directory or layout is not there.</exception>
    public async Task<SessionView> CreateAsync(string name, string workingDirectory, string? layout = null, CancellationToken cancellation = default)
    {
        TerminalNames.Check(name, "a session");
        var labels = layouts.Labels(layout);
        PaneOperations.CheckDirectory(workingDirectory);
        return await _creations.RunAsync(async () =>
        {
            await CheckRoomAsync(name, labels.Count, cancellation);
            await CreateAsync(name, workingDirectory, labels, layout, cancellation);
            return await directory.SessionAsync(name, cancellation);
        });
    }

    /// <summary>Ends every process of a session, then the session.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="force">Even when agents work in it.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="SessionException">There is none, or agents work in it.</exception>
    public async Task KillAsync(string name, bool force = false, CancellationToken cancellation = default)
    {
        var session = await directory.SessionAsync(name, cancellation);
        if (!force && session.Panes.FirstOrDefault(p => p.Agent is not null) is { } agent)
            throw SessionException.Refused($"The agent {agent.Agent} works in session {name}.", $"End the project: orc stop {name} (or --force, and its supervisor starts the agents again)");
        var server = await directory.ServerAsync(cancellation);
        await Task.WhenAll(session.Panes.Select(pane => server.GetPane(pane.Info).KillAsync(options.Grace, cancellation)));
        try
        {
            await server.KillSessionAsync(session.Info.Id, cancellation);
        }
        catch (TmuxCommandException e) when (e.IsMissing)
        {
            // It went with its last pane.
        }
    }

    /// <summary>Mends what a person's changes by hand have put out of order: labels that two panes share since a window was moved here, panes that
    /// have none, and windows whose panes no longer stand as their layout has it.</summary>
    /// <param name="name">The session's name.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>The session as it is then, and what was changed, for a person.</returns>
    /// <exception cref="SessionException">There is no such session.</exception>
    public async Task<(SessionView Session, IReadOnlyList<string> Changes)> SyncAsync(string name, CancellationToken cancellation = default)
    {
        var session = await directory.SessionAsync(name, cancellation);
        var server = await directory.ServerAsync(cancellation);
        var changes = new List<string>();
        var taken = new HashSet<string>();
        foreach (var pane in session.Panes)
        {
            if (pane.Label is not null && taken.Add(pane.Label)) continue;
            if (pane.Agent is not null) continue; // an agent's pane has its own name
            var label = FreeLabel(pane, session, taken);
            await server.GetPane(pane.Info).SetOptionsAsync(PaneOperations.LabelOption(label), cancellation);
            changes.Add(pane.Label is null ? $"{pane.Id} is labelled {label}" : $"{pane.Id} is labelled {label}, since another pane is {pane.Label}");
        }

        foreach (var window in session.Panes.Select(p => p.Info.WindowId).Distinct())
            await layouts.RenewAsync(server, window, cancellation);
        return (await directory.SessionAsync(name, cancellation), changes);
    }

    private static string FreeLabel(PaneView pane, SessionView session, HashSet<string> taken)
    {
        var stem = pane.Label ?? $"pane-{pane.Id[1..]}";
        for (var n = pane.Label is null ? 1 : 2; ; n++)
        {
            var label = n == 1 ? stem : $"{stem}-{n}";
            if (session.Panes.All(p => p.Label != label) && taken.Add(label)) return label;
        }
    }

    private async Task CreateAsync(string name, string workingDirectory, IReadOnlyList<string?> labels, string? layout, CancellationToken cancellation)
    {
        var server = await directory.ServerAsync(cancellation);
        var spec = new WindowSpec(name, "main", workingDirectory, options.Program(null))
        {
            Environment = options.Environment,
            PaneOptions = PaneOperations.LabelOption(labels[0]),
            Columns = options.Columns,
            Rows = options.Rows,
        };
        TmuxPane first;
        try
        {
            first = await server.CreateSessionAsync(spec, cancellation);
        }
        catch (TmuxCommandException e) when (e.Reason.StartsWith("duplicate session", StringComparison.Ordinal))
        {
            throw Taken(name);
        }

        await FillAsync(server, first, name, workingDirectory, labels, layout, cancellation);
    }

    private async Task FillAsync(
        TmuxServer server, TmuxPane first, string name, string workingDirectory, IReadOnlyList<string?> labels, string? layout, CancellationToken cancellation)
    {
        try
        {
            var last = first;
            foreach (var label in labels.Skip(1))
                last = await panes.SplitAsync(server, first.WindowId, last.PaneId, label, workingDirectory, null, cancellation);
            if (layout is null) return;
            var window = (await server.ListPanesAsync(cancellation: cancellation)).Where(p => p.WindowId == first.WindowId);
            await layouts.ApplyAsync(server, [.. window], layout);
        }
        catch
        {
            await KillAsync(name, force: true, CancellationToken.None); // all of it, or nothing
            throw;
        }
    }

    private async Task CheckRoomAsync(string name, int panesWanted, CancellationToken cancellation)
    {
        var sessions = await directory.SessionsAsync(cancellation);
        if (sessions.Any(s => s.Name == name)) throw Taken(name);
        if (sessions.Count >= options.MaxSessions)
        {
            throw SessionException.Refused(
                $"There are {sessions.Count} sessions; {options.MaxSessions} are allowed.",
                "End one (orc session kill NAME), or raise orchestrator.limits.sessions and restart the daemon.");
        }

        panes.CheckRoom(name, 0, panesWanted);
    }

    private static SessionException Taken(string name) =>
        SessionException.Refused($"There is a session {name} already.", $"Choose another name, or end it: orc session kill {name}");
}
