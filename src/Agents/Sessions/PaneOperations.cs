using Orchestrator.Agents.Terminals;
using Orchestrator.TmuxAdapter;
using Orchestrator.TmuxAdapter.Protocol;

namespace Orchestrator.Agents.Sessions;

/// <summary>What a new pane is to be.</summary>
/// <param name="Session">The session's name; it must be there.</param>
/// <param name="Label">What it is called in its session, or null.</param>
/// <param name="Command">A command line for <c>/bin/sh</c>; null for an interactive shell.</param>
/// <param name="Directory">An absolute path; null for that of the session's first pane.</param>
/// <param name="Window">The window it is in, created when missing; null for the first one in which no agent works.</param>
/// <param name="Layout">How the window is arranged then, and from then on; null for as it was, or as tiles.</param>
/// <param name="Environment">Variables besides those that every pane gets.</param>
/// <param name="Owner">The agent whose pane it is to be; null for nobody's.</param>
public sealed record NewPane(
    string Session,
    string? Label = null,
    string? Command = null,
    string? Directory = null,
    string? Window = null,
    string? Layout = null,
    IReadOnlyDictionary<string, string>? Environment = null,
    string? Owner = null);

/// <summary>Creates, arranges and ends panes, and types into them.</summary>
public sealed partial class PaneOperations(PaneDirectory directory, PaneLayouts layouts, SessionOptions options)
{
    private readonly OneAtATime _creations = new();

    /// <summary>Creates a pane in a session: beside those of a window, or in a window of its own.</summary>
    /// <exception cref="SessionException">There is no such session, directory or layout; the label cannot be one or is taken; a limit is reached.</exception>
    public async Task<PaneView> CreateAsync(NewPane wanted, CancellationToken cancellation = default)
    {
        if (wanted.Label is { } label) TerminalNames.CheckLabel(label);
        if (wanted.Window is { } name) TerminalNames.Check(name, "a window");
        if (wanted.Layout is { } layout) layouts.Check(layout);
        if (wanted.Command is { } command && (command.Contains('\0', StringComparison.Ordinal) || string.IsNullOrWhiteSpace(command)))
            throw SessionException.Invalid("The command is empty, or holds a NUL.", "Leave --command out for a shell.");
        return await _creations.RunAsync(async () =>
        {
            var session = await directory.SessionAsync(wanted.Session, cancellation);
            CheckRoom(wanted.Session, session.Panes.Count, 1);
            CheckFree(session, wanted.Label);
            var id = await CreateAsync(wanted, session, cancellation);
            return (await directory.SessionAsync(wanted.Session, cancellation)).Panes.FirstOrDefault(p => p.Id == id)
                ?? throw new SessionException("failed", $"The new pane {id} was closed at once.", "Somebody killed it; try again.");
        });
    }

    /// <summary>Ends every process of a pane, then the pane; the rest of its window is arranged again.</summary>
    /// <param name="session">The session's name.</param>
    /// <param name="pane">Label, index or id.</param>
    /// <param name="force">Even when it is an agent's.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="SessionException">There is none, or it is an agent's.</exception>
    public async Task<PaneView> KillAsync(string session, string pane, bool force = false, CancellationToken cancellation = default)
    {
        var found = await directory.PaneAsync(session, pane, cancellation);
        if (!force) RefuseAgents(found, "killed", $"orc agent stop {found.Agent}");
        var server = await directory.ServerAsync(cancellation);
        await server.GetPane(found.Info).KillAsync(options.Grace, cancellation);
        await layouts.RenewAsync(server, found.Info.WindowId, cancellation);
        return found;
    }

    /// <summary>Types keys by tmux's names (<c>C-c</c>, <c>Enter</c>, <c>y</c>; what is no name is typed as it stands). Copy mode is left first.</summary>
    /// <param name="session">The session's name.</param>
    /// <param name="pane">Label, index or id.</param>
    /// <param name="keys">At least one.</param>
    /// <param name="literal">Whether they are text, joined by blanks, and no names.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="SessionException">There is no such pane, its program has ended, or there are no keys.</exception>
    public async Task SendKeysAsync(string session, string pane, IReadOnlyList<string> keys, bool literal = false, CancellationToken cancellation = default)
    {
        if (keys.Count == 0 || keys.All(k => k.Length == 0)) throw SessionException.Invalid("There are no keys to type.", "Write for example: orc pane send-keys dev main C-c");
        if (keys.Any(k => k.Contains('\0', StringComparison.Ordinal))) throw SessionException.Invalid("A terminal cannot be given the byte NUL.", "For Ctrl-Space write C-Space.");
        var found = await AliveAsync(session, pane, cancellation);
        var server = await directory.ServerAsync(cancellation);
        if (literal)
            CheckPasted(found, await server.GetPane(found.Info).PasteAsync(string.Join(' ', keys), new PasteOptions { Bracketed = false }, cancellation));
        else
        {
            server.GetPane(found.Info).AnnounceInput(string.Join('\n', keys)); // so that subscriptions know its echo
            await server.RunListAsync([new TmuxCommand("copy-mode", "-q", "-t", found.Id), new TmuxCommand("send-keys", ["-t", found.Id, "--", .. keys])], cancellation);
        }
    }

    /// <summary>A pane whose program has not ended.</summary>
    /// <exception cref="SessionException">There is no such pane, or its program has ended.</exception>
    public async Task<PaneView> AliveAsync(string session, string pane, CancellationToken cancellation = default)
    {
        var found = await directory.PaneAsync(session, pane, cancellation);
        return found.State != PaneState.Exited ? found : throw SessionException.Refused(
            $"The program of pane {found.Name} in session {session} has ended{Ending(found.Info)}.",
            $"Look at its last words (orc pane capture {session} {pane}), or end it: orc pane kill {session} {pane}");
    }

    /// <summary>Creates a pane after another one of a window; looks at no limit.</summary>
    internal Task<TmuxPane> SplitAsync(
        TmuxServer server, string windowId, string after, string? label, string workingDirectory, NewPane? wanted, CancellationToken cancellation) =>
        server.SplitWindowAsync(
            new PaneSpec(windowId, workingDirectory, options.Program(wanted?.Command))
            {
                After = after,
                Environment = Variables(wanted),
                PaneOptions = LabelOption(label, wanted?.Owner),
            },
            cancellation);

    internal void CheckRoom(string session, int there, int more)
    {
        if (there + more > options.MaxPanes)
        {
            throw SessionException.Refused(
                $"Session {session} would have {there + more} panes; {options.MaxPanes} are allowed.",
                "End one (orc pane kill), or raise orchestrator.limits.panes-per-session and restart the daemon.");
        }
    }

    internal static IReadOnlyDictionary<string, string> LabelOption(string? label, string? owner = null)
    {
        var options = new Dictionary<string, string>();
        if (label is not null) options[PaneTags.Label] = label;
        if (owner is not null) options[PaneTags.Owner] = owner;
        return options;
    }

    internal static void CheckDirectory(string path)
    {
        if (!Directory.Exists(path)) throw SessionException.NotFound($"There is no directory {path}.", "Create it, or name another with --dir.");
    }

    /// <exception cref="SessionException">It is an agent's pane.</exception>
    internal static void RefuseAgents(PaneView pane, string what, string instead)
    {
        if (pane.Agent is not null)
            throw SessionException.Refused($"Pane {pane.Name} is that of the agent {pane.Agent}, and is not {what} this way.", $"Do it by: {instead} (or --force)");
    }

    internal static void CheckPasted(PaneView pane, PasteResult result)
    {
        if (result != PasteResult.Pasted)
            throw SessionException.NotFound($"Pane {pane.Name} has just ended: nothing was typed.", $"Those there are: orc pane list {pane.Session}");
    }

    private static void CheckFree(SessionView session, string? label)
    {
        if (label is not null && session.Panes.FirstOrDefault(p => p.Label == label) is { } taken)
        {
            throw SessionException.Refused(
                $"Session {session.Info.Name} has a pane {label} already ({taken.Id}, its program {(taken.State == PaneState.Exited ? "has ended" : "runs")}).",
                $"Choose another label, or end it: orc pane kill {session.Info.Name} {label}");
        }
    }

    private async Task<string> CreateAsync(NewPane wanted, SessionView session, CancellationToken cancellation)
    {
        var workingDirectory = wanted.Directory ?? session.Panes[0].Info.CurrentPath;
        CheckDirectory(workingDirectory);
        var server = await directory.ServerAsync(cancellation);
        var beside = session.Panes
            .Where(p => wanted.Window is null ? session.Panes.All(q => q.Agent is null || q.Info.WindowId != p.Info.WindowId) : p.Info.WindowName == wanted.Window)
            .GroupBy(p => p.Info.WindowId).FirstOrDefault();
        if (beside is null)
        {
            var window = await server.CreateWindowAsync(
                new WindowSpec(session.Info.Name, wanted.Window ?? wanted.Label ?? "panes", workingDirectory, options.Program(wanted.Command))
                {
                    Environment = Variables(wanted),
                    PaneOptions = LabelOption(wanted.Label, wanted.Owner),
                    Columns = options.Columns,
                    Rows = options.Rows,
                },
                cancellation);
            return window.PaneId;
        }

        var pane = await SplitAsync(server, beside.Key, beside.Last().Id, wanted.Label, workingDirectory, wanted, cancellation);
        if (wanted.Layout is null) await layouts.RenewAsync(server, beside.Key, cancellation);
        else await layouts.ApplyAsync(server, [.. (await server.ListPanesAsync(cancellation: cancellation)).Where(p => p.WindowId == beside.Key)], wanted.Layout);
        return pane.PaneId;
    }

    private Dictionary<string, string> Variables(NewPane? wanted)
    {
        var all = new Dictionary<string, string>(options.Environment);
        foreach (var (name, value) in wanted?.Environment ?? new Dictionary<string, string>()) all[name] = value;
        return all;
    }

    private static string Ending(PaneInfo pane) => pane switch
    {
        { ExitSignal: { } signal } => $" by signal {signal}",
        { ExitCode: { } code } => $" with exit code {code}",
        _ => "",
    };
}
