using Orchestrator.Agents.Identity;
using Orchestrator.Agents.Sessions;
using Orchestrator.Api.Contracts;

namespace Orchestrator.Api.Server;

/// <summary>Sessions of our tmux server: created, listed, arranged, mended, ended.</summary>
internal sealed class SessionRoutes(SessionServices services)
{
    internal async Task ListAsync(ApiCall call)
    {
        var sessions = (await services.Directory.SessionsAsync(call.Cancel)).Where(s => TerminalAccess.Sees(call, s.Name));
        await call.AnswerAsync(new SessionsAnswer([.. sessions.Select(TerminalAccess.Show)]), SessionJson.Default.SessionsAnswer);
    }

    internal async Task CreateAsync(ApiCall call)
    {
        var request = await call.ReadAsync(SessionJson.Default.CreateSessionRequest);
        call.Demand(Operation.Steer, StreamRoutes.TargetOf(request.Name));
        await AnswerAsync(call, await services.Sessions.CreateAsync(request.Name, request.Directory, request.Layout, call.Cancel));
    }

    internal async Task ShowAsync(ApiCall call) => await AnswerAsync(call, await services.Directory.SessionAsync(Session(call), call.Cancel));

    internal async Task KillAsync(ApiCall call)
    {
        var session = await services.Directory.SessionAsync(ToChange(call), call.Cancel);
        await services.Sessions.KillAsync(session.Info.Name, TerminalAccess.Force(call, call.Query("force") == "true"), CancellationToken.None);
        await AnswerAsync(call, session);
    }

    internal async Task SyncAsync(ApiCall call)
    {
        var (session, changes) = await services.Sessions.SyncAsync(ToChange(call), call.Cancel);
        await call.AnswerAsync(new SyncAnswer(TerminalAccess.Show(session.Info), changes, TerminalAccess.Show(session.Panes)), SessionJson.Default.SyncAnswer);
    }

    internal async Task LayoutAsync(ApiCall call)
    {
        var name = ToChange(call);
        var request = await call.ReadAsync(SessionJson.Default.LayoutRequest);
        var session = await services.Directory.SessionAsync(name, call.Cancel);
        var window = Window(session, request.Window);
        var server = await services.Directory.ServerAsync(call.Cancel);
        if (request.Layout is { } layout) await services.Layouts.ApplyAsync(server, [.. window.Select(p => p.Info)], layout);
        if (request.Save is { } save) await services.Layouts.SaveAsync(server, window, save);
        if (request is { Layout: null, Save: null }) throw ApiFault.Invalid("Neither a layout nor a name to save one under is given.", $"There are: {string.Join(", ", services.Layouts.Names)}");
        var after = (await services.Directory.SessionAsync(name, call.Cancel)).Panes.Where(p => p.Info.WindowId == window[0].Info.WindowId);
        await call.AnswerAsync(new LayoutAnswer(request.Layout, request.Save, TerminalAccess.Show(after)), SessionJson.Default.LayoutAnswer);
    }

    private static IReadOnlyList<PaneView> Window(SessionView session, string? name)
    {
        var windows = session.Panes.GroupBy(p => p.Info.WindowId);
        var window = windows.FirstOrDefault(w => name is null ? w.All(p => p.Agent is null) : w.First().Info.WindowName == name || w.Key == name) ?? throw ApiFault.NotFound(
            name is null ? $"Session {session.Info.Name} has no window without agents." : $"Session {session.Info.Name} has no window {name}.",
            $"There are: {string.Join(", ", session.Panes.Select(p => p.Info.WindowName).Distinct())}");
        return [.. window];
    }

    /// <summary>The session, if the caller steers the project whose it is.</summary>
    private static string ToChange(ApiCall call)
    {
        var session = Session(call);
        call.Demand(Operation.Steer, StreamRoutes.TargetOf(session));
        return session;
    }

    private static string Session(ApiCall call)
    {
        var session = call.Path("session");
        TerminalAccess.Demand(call, session);
        return session;
    }

    private static Task AnswerAsync(ApiCall call, SessionView session) =>
        call.AnswerAsync(new SessionAnswer(TerminalAccess.Show(session.Info), TerminalAccess.Show(session.Panes)), SessionJson.Default.SessionAnswer);
}
