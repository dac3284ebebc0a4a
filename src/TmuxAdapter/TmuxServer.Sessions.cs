using Orchestrator.TmuxAdapter.Protocol;
using System.Globalization;

namespace Orchestrator.TmuxAdapter;

/// <summary>What a user option is set on.</summary>
public enum OptionScope
{
    /// <summary>A pane, by its id.</summary>
    Pane,

    /// <summary>A window, by its id.</summary>
    Window,

    /// <summary>A session, by its id.</summary>
    Session,
}

public sealed partial class TmuxServer
{
    /// <summary>Ends the whole server if no session is left but the hub.</summary>
    /// <returns>Whether it was ended.</returns>
    public async Task<bool> EndIfUnusedAsync(CancellationToken cancellation = default)
    {
        if ((await ListSessionsAsync(cancellation)).Any(session => session.Name != Options.HubSession)) return false;
        try
        {
            await RunAsync(new TmuxCommand("kill-server"), cancellation);
        }
        catch (TmuxDisconnectedException)
        {
            // It went before it answered, as was wanted.
        }

        return true;
    }

    /// <summary>Creates a session with one window that runs one program, set up as by <see cref="CreateWindowAsync(WindowSpec, CancellationToken)"/>.</summary>
    /// <exception cref="TmuxCommandException">There is a session of that name, or tmux refused otherwise; nothing is left.</exception>
    public Task<TmuxPane> CreateSessionAsync(WindowSpec spec, CancellationToken cancellation = default) =>
        CreateAsync(spec, output => RunCreationAsync(WindowCreation.WithSession(spec, TmuxNames.Session(spec.Session), Options), spec, output, cancellation));

    /// <summary>All sessions, the hub among them.</summary>
    public async Task<IReadOnlyList<SessionInfo>> ListSessionsAsync(CancellationToken cancellation = default)
    {
        var lines = await RunAsync(new TmuxCommand("list-sessions",
            "-F", "#{session_id} #{session_windows} #{session_attached} #{session_created} #{session_name}"), cancellation);
        return [.. lines.Select(line => line.Split(' ', 5)).Select(f =>
            new SessionInfo(f[0], f[4], Number(f[1]), Number(f[2]), DateTimeOffset.FromUnixTimeSeconds(Number(f[3]))))];
    }

    /// <param name="name">The session's name, as given to <see cref="WindowSpec"/>.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<bool> HasSessionAsync(string name, CancellationToken cancellation = default)
    {
        var wanted = TmuxNames.Session(name);
        return (await ListSessionsAsync(cancellation)).Any(session => session.Name == wanted);
    }

    /// <summary>Kills a session and the windows that are in no other.</summary>
    public Task KillSessionAsync(string sessionId, CancellationToken cancellation = default) =>
        RunAsync(new TmuxCommand("kill-session", "-t", TmuxId.Session(sessionId)), cancellation);

    /// <summary>Renames a session. See <see cref="TmuxNames.Session"/> for the name it gets.</summary>
    public Task RenameSessionAsync(string sessionId, string name, CancellationToken cancellation = default) =>
        RunAsync(new TmuxCommand("rename-session", "-t", TmuxId.Session(sessionId), "--", TmuxFormat.Escape(TmuxNames.Session(name))), cancellation);

    /// <summary>Sets a user option (<c>@name</c>) to any text without NUL; it lives in the server as long as its target.</summary>
    public Task SetOptionAsync(OptionScope scope, string target, string name, string value, CancellationToken cancellation = default)
    {
        UserOption.Check(name);
        return RunAsync(new TmuxCommand("set-option", [.. Target(scope, target), "--", name, value]), cancellation);
    }

    /// <returns>Null when the option is not set on this target itself.</returns>
    public async Task<string?> GetOptionAsync(OptionScope scope, string target, string name, CancellationToken cancellation = default)
    {
        UserOption.Check(name);
        var lines = await RunListAsync([new TmuxCommand("show-options", [.. Target(scope, target), "-q", "-v", "--", name])], cancellation);
        return lines[0].Count == 0 ? null : string.Join('\n', lines[0]);
    }

    private static string[] Target(OptionScope scope, string target) => scope switch
    {
        OptionScope.Pane => ["-p", "-t", TmuxId.Pane(target)],
        OptionScope.Window => ["-w", "-t", TmuxId.Window(target)],
        OptionScope.Session => ["-t", TmuxId.Session(target)],
        _ => throw new ArgumentOutOfRangeException(nameof(scope)),
    };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
