using Orchestrator.Agents.Sessions;
using Orchestrator.Api.Contracts;
using System.Text;

namespace Orchestrator.Api.Server;

/// <summary>Panes: found, created, typed into, looked at, ended.</summary>
internal sealed class PaneRoutes(SessionServices services)
{
    private const int TimedOut = 124; // as timeout(1) has it
    private static readonly TimeSpan MeasureFor = TimeSpan.FromMilliseconds(200);

    /// <summary>The panes of one session or of all, those only that match every part of the query.</summary>
    internal async Task ListAsync(ApiCall call)
    {
        IReadOnlyList<SessionView> sessions;
        if (call.Query("session") is { } one)
        {
            TerminalAccess.Demand(call, one);
            sessions = [await services.Directory.SessionAsync(one, call.Cancel)];
        }
        else
        {
            sessions = [.. (await services.Directory.AllAsync(call.Cancel)).Where(s => TerminalAccess.Sees(call, s.Info.Name))];
        }

        var found = TerminalAccess.Show(sessions.SelectMany(s => s.Panes)).Where(pane => PaneQuery.Matches(call, pane)).ToList();
        await call.AnswerAsync(new PanesAnswer(found, found.Count), SessionJson.Default.PanesAnswer);
    }

    internal async Task CreateAsync(ApiCall call)
    {
        var session = call.Path("session");
        TerminalAccess.Demand(call, session);
        var request = await call.ReadAsync(SessionJson.Default.CreatePaneRequest);
        var pane = await services.Panes.CreateAsync(new NewPane(session, request.Label, request.Command, request.Directory, request.Window, request.Layout, Owner: call.Caller.Agent?.ToString()), call.Cancel);
        await AnswerAsync(call, pane);
    }

    internal async Task ShowAsync(ApiCall call)
    {
        var (session, pane) = Names(call);
        await AnswerAsync(call, await services.Directory.PaneAsync(session, pane, call.Cancel));
    }

    internal async Task KillAsync(ApiCall call)
    {
        var (session, pane) = await ToChangeAsync(call);
        await AnswerAsync(call, await services.Panes.KillAsync(session, pane, TerminalAccess.Force(call, call.Query("force") == "true"), CancellationToken.None));
    }

    internal async Task RunningAsync(ApiCall call)
    {
        var (session, pane) = Names(call);
        var found = TerminalAccess.Show(await services.Directory.PaneAsync(session, pane, call.Cancel));
        await call.AnswerAsync(new RunningAnswer(found.State == Describe.Word(PaneState.Running), found.State, found.Command, found.PaneId), SessionJson.Default.RunningAnswer);
    }

    internal async Task CaptureAsync(ApiCall call)
    {
        var (session, pane) = Names(call);
        var id = (await services.Directory.PaneAsync(session, pane, call.Cancel)).Id;
        int? lines = call.Query("lines") switch { null => null, "all" => int.MaxValue, _ => (int)call.Number("lines", 0, 1, 10_000_000) };
        var output = await services.Panes.CaptureAsync(session, id, lines, call.Query("escapes") == "true", call.Query("join") == "true", call.Cancel);
        await call.AnswerAsync(new CaptureAnswer(id, output), SessionJson.Default.CaptureAnswer);
    }

    internal async Task ExecAsync(ApiCall call)
    {
        var (session, pane) = await ToChangeAsync(call);
        var request = await call.ReadAsync(SessionJson.Default.ExecRequest);
        var force = TerminalAccess.Force(call, request.Force);
        var timeout = TerminalAccess.Duration(request.TimeoutSeconds);
        if (!request.Wait)
        {
            var started = await services.Panes.StartAsync(session, pane, request.Command, force, call.Cancel);
            await call.AnswerAsync(new ExecAnswer(started.Id, Waited: false), SessionJson.Default.ExecAnswer);
            return;
        }

        var (found, result) = await services.Panes.ExecuteAsync(session, pane, request.Command, timeout, force, call.Cancel);
        await call.AnswerAsync(
            new ExecAnswer(found.Id, true, result.TimedOut ? TimedOut : result.ExitCode, Encoding.UTF8.GetString(result.Output.Span), result.IsTruncated, result.TimedOut, result.IsLeftRunning),
            SessionJson.Default.ExecAnswer);
    }

    internal async Task WaitAsync(ApiCall call)
    {
        var (session, pane) = Names(call);
        var request = await call.ReadAsync(SessionJson.Default.WaitRequest);
        var found = await services.Panes.WaitAsync(session, pane, TerminalAccess.Duration(request.TimeoutSeconds), call.Cancel);
        await call.AnswerAsync(new WaitAnswer(found is null, found is null ? null : TerminalAccess.Show(found)), SessionJson.Default.WaitAnswer);
    }

    internal async Task KeysAsync(ApiCall call)
    {
        var (session, pane) = await ToChangeAsync(call);
        var request = await call.ReadAsync(SessionJson.Default.KeysRequest);
        await services.Panes.SendKeysAsync(session, pane, request.Keys, request.Literal, call.Cancel);
        await call.AnswerAsync(new DoneAnswer(), ApiJson.Default.DoneAnswer);
    }

    internal async Task SignalAsync(ApiCall call)
    {
        var (session, pane) = await ToChangeAsync(call);
        var request = await call.ReadAsync(SessionJson.Default.SignalRequest);
        var signalled = await services.Panes.SignalAsync(session, pane, SignalNames.Parse(request.Signal), call.Cancel);
        await call.AnswerAsync(new SignalAnswer(signalled), SessionJson.Default.SignalAnswer);
    }

    internal async Task PatternAsync(ApiCall call)
    {
        var (session, pane) = Names(call);
        var request = await call.ReadAsync(SessionJson.Default.PatternRequest);
        var found = await services.Panes.FindPatternAsync(session, pane, request.Pattern, request.Lines, call.Cancel);
        await call.AnswerAsync(new PatternAnswer(found.Count > 0, found.Count, found.Match, found.Line), SessionJson.Default.PatternAnswer);
    }

    internal async Task MetricsAsync(ApiCall call)
    {
        var (session, pane) = Names(call);
        var id = (await services.Directory.PaneAsync(session, pane, call.Cancel)).Id;
        var m = await services.Panes.MeasureAsync(session, id, MeasureFor, call.Cancel);
        var processes = m.Processes.Select(p => new ProcessInfo(p.Pid, p.Parent, p.Name, string.Join(' ', p.CommandLine), p.CpuTime.TotalSeconds, p.ResidentBytes));
        await call.AnswerAsync(new MetricsAnswer(id, m.CpuPercent, m.CpuTime.TotalSeconds, m.ResidentBytes, [.. processes]), SessionJson.Default.MetricsAnswer);
    }

    internal async Task MetadataAsync(ApiCall call)
    {
        var (session, pane) = Names(call);
        await call.AnswerAsync(new AllMetadataAnswer(await services.Metadata.AllAsync(session, pane)), SessionJson.Default.AllMetadataAnswer);
    }

    internal async Task GetMetadataAsync(ApiCall call)
    {
        var (session, pane) = Names(call);
        var key = call.Path("key");
        await call.AnswerAsync(new MetadataAnswer(key, await services.Metadata.GetAsync(session, pane, key)), SessionJson.Default.MetadataAnswer);
    }

    internal async Task SetMetadataAsync(ApiCall call)
    {
        var (session, pane) = await ToChangeAsync(call);
        var key = call.Path("key");
        var value = (await call.ReadAsync(SessionJson.Default.MetadataRequest)).Value;
        await services.Metadata.SetAsync(session, pane, key, value);
        await call.AnswerAsync(new MetadataAnswer(key, value), SessionJson.Default.MetadataAnswer);
    }

    private static Task AnswerAsync(ApiCall call, PaneView pane) => call.AnswerAsync(new PaneAnswer(TerminalAccess.Show(pane)), SessionJson.Default.PaneAnswer);

    /// <summary>The pane by its id, so that what was looked at is what is changed.</summary>
    private async Task<(string Session, string Pane)> ToChangeAsync(ApiCall call)
    {
        var (session, pane) = Names(call);
        if (call.Caller.Agent is null) return (session, pane);
        var found = await services.Directory.PaneAsync(session, pane, call.Cancel);
        TerminalAccess.DemandChange(call, found);
        return (session, found.Id);
    }

    private static (string Session, string Pane) Names(ApiCall call)
    {
        var session = call.Path("session");
        TerminalAccess.Demand(call, session);
        return (session, call.Path("pane"));
    }
}
