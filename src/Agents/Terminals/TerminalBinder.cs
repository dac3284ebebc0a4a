using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Worktrees;
using Orchestrator.TmuxAdapter;
using System.Globalization;

namespace Orchestrator.Agents.Terminals;

/// <summary>Where an incarnation was found or put.</summary>
/// <param name="Pane">The pane.</param>
/// <param name="Found">Whether it was there already, its process alive.</param>
/// <param name="HadDeadPane">Whether a dead pane was there, its own or an earlier incarnation's.</param>
/// <param name="Submitted">The last message that Enter was pressed for.</param>
/// <param name="Taken">Those of the unsettled messages that its CLI's record shows as taken; null when there is no record to look at.</param>
/// <param name="Notices">What a person should know of its start; for the log.</param>
internal sealed record PaneFound(TmuxPane Pane, bool Found, bool HadDeadPane, string? Submitted, IReadOnlyCollection<string>? Taken, IReadOnlyList<string> Notices);

/// <summary>Finds an incarnation's pane by its tags, or creates it.</summary>
internal static class TerminalBinder
{
    /// <summary>Looks at what tmux holds of an agent, and creates the window of an incarnation that was never seen.</summary>
    /// <exception cref="AgentEndedException">It was seen before and is gone, or it cannot be started.</exception>
    /// <exception cref="TmuxDisconnectedException">tmux could not be asked; nothing is known.</exception>
    /// <exception cref="OperationCanceledException">It was stopped before its window was made.</exception>
    public static async Task<PaneFound> BindAsync(TmuxServer server, TerminalStart start, TerminalServices services, CancellationToken stopped)
    {
        var panes = (await server.ListPanesAsync(cancellation: stopped)).Where(p => PaneTagReader.IsOf(p, start.Definition.Target)).ToList();
        var older = panes.Where(p => PaneTagReader.IncarnationOf(p) < start.Incarnation).ToList();
        var hadDeadPane = older.Exists(p => p.IsDead);
        var submitted = services.SubmitLog.Last(start.Definition.Target);
        var taken = start.Known is null && start.Unsettled is { Count: > 0 } unsettled ? Transcript.Taken(start, services, unsettled) : null;

        if (panes.Find(p => PaneTagReader.IncarnationOf(p) == start.Incarnation) is { } own)
            return new PaneFound(server.GetPane(own), Found: !own.IsDead, hadDeadPane || own.IsDead, submitted, taken, []);
        if (start.Known is { } known)
            throw Ended(start, known.Server == NameOf(server.Identity) ? EndCause.PaneGone : EndCause.ServerGone);

        foreach (var pane in older.Where(p => !p.IsDead)) await server.GetPane(pane).KillAsync(services.Grace, stopped);
        var (created, notices) = await CreateAsync(server, start, services, stopped);
        foreach (var pane in older.Where(p => p.IsDead)) await server.GetPane(pane).KillAsync(services.Grace, CancellationToken.None); // after, so that a session's last window stays for who watches
        return new PaneFound(created, Found: false, hadDeadPane, submitted, taken, notices);
    }

    /// <summary>Names one life of a tmux server.</summary>
    public static string NameOf(TmuxServerIdentity identity) =>
        string.Create(CultureInfo.InvariantCulture, $"{identity.Pid}-{identity.StartTime}");

    private static async Task<(TmuxPane Pane, IReadOnlyList<string> Notices)> CreateAsync(TmuxServer server, TerminalStart start, TerminalServices services, CancellationToken stopped)
    {
        var definition = start.Definition;
        try
        {
            await services.Prepare(definition);
        }
        catch (Exception e) when (e is WorktreeException or GitException or IOException or UnauthorizedAccessException)
        {
            throw Ended(start, EndCause.CouldNotStart, $"its worktree cannot be made: {e.Message}");
        }
        stopped.ThrowIfCancellationRequested(); // a worktree can take a while
        if (!Directory.Exists(definition.Directory))
            throw Ended(start, EndCause.CouldNotStart, $"the directory {definition.Directory} does not exist");
        var profile = services.Profile(definition);
        if (profile.Problem is { } problem && definition.Command is null) throw Ended(start, EndCause.CouldNotStart, problem);
        var own = services.Environment(start);
        if (definition.Command is null && ProfileProgram.Missing(profile, own.GetValueOrDefault("PATH") ?? Environment.GetEnvironmentVariable("PATH")) is { } missing)
            throw Ended(start, EndCause.CouldNotStart, $"{missing.Problem} To get it: {missing.Mend}");
        var prepared = Prepare(profile, start, services);
        var environment = new Dictionary<string, string>(prepared.Environment);
        foreach (var (name, value) in own) environment[name] = value;
        var tags = new Dictionary<string, string>
        {
            [PaneTags.Agent] = definition.Target.ToString(),
            [PaneTags.Incarnation] = start.Incarnation.ToString(CultureInfo.InvariantCulture),
        };
        try
        {
            var window = new WindowSpec(
                definition.Session,
                definition.Target.Agent?.Value ?? definition.Role,
                definition.Directory,
                LaunchCommand.For(start, profile, prepared.Values))
            {
                Environment = environment,
                PaneOptions = tags,
                Columns = services.Columns,
                Rows = services.Rows,
            };
            return (await server.CreateWindowAsync(window, CancellationToken.None), prepared.Notices); // whose end is another's, once it is there
        }
        catch (TmuxCommandException refused)
        {
            throw Ended(start, EndCause.CouldNotStart, refused.Reason);
        }
    }

    private static PreparedLaunch Prepare(Profile profile, TerminalStart start, TerminalServices services)
    {
        try
        {
            return services.Files.Prepare(profile, start);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Ended(start, EndCause.CouldNotStart, $"the files that set up {profile.Title} cannot be written: {e.Message}");
        }
    }

    private static AgentEndedException Ended(TerminalStart start, EndCause cause, string? words = null) =>
        new(start.Incarnation, new AgentEnd(cause, LastWords: words));
}
