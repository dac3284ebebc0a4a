using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orchestrator.Agents;
using Orchestrator.Agents.Identity;
using Orchestrator.Api.Contracts;
using System.Globalization;

namespace Orchestrator.Api.Server;

/// <summary>Every route of the API, who may call it, and how failures are answered.</summary>
internal sealed class ApiServer(
    ApiAuthentication authentication,
    ProjectRoutes projects,
    AgentRoutes agents,
    MessageRoutes messages,
    CheckInRoutes checkIns,
    PermissionRoutes permissions,
    LimitRoutes limits,
    TaskRoutes tasks,
    MergeRoutes merges,
    ApplyRoutes apply,
    SpecRoutes specs,
    ScalingRoutes scaling,
    InsightRoutes insights,
    EventRoutes events,
    PipelineRoutes pipelines,
    StreamRoutes streams,
    SubscriptionRoutes subscriptions,
    DaemonRoutes daemon,
    SessionRoutes sessions,
    PaneRoutes panes,
    Action<string> logFault,
    CancellationToken stopping)
{
    internal void Map(IEndpointRouteBuilder app)
    {
        Get(app, "/v1/daemon", daemon.StatusAsync);
        Post(app, "/v1/daemon/stop", daemon.StopAsync);

        Get(app, "/v1/projects", projects.StatusAsync);
        Get(app, "/v1/projects/follow", projects.FollowAsync);
        Post(app, "/v1/projects", projects.LaunchAsync);
        Post(app, "/v1/resume", projects.ResumeAsync);
        Post(app, "/v1/projects/{project}/stop", projects.StopAsync);
        Delete(app, "/v1/projects/{project}", projects.RemoveAsync);

        Post(app, "/v1/projects/{project}/spec", specs.UpdateAsync);
        Post(app, "/v1/apply", apply.ApplyAsync);

        Post(app, "/v1/projects/{project}/agents", agents.AddAsync);
        Get(app, "/v1/agents/{target}", agents.ShowAsync);
        Get(app, "/v1/agents/{target}/explanation", agents.ExplainAsync);
        Post(app, "/v1/agents/{target}/restart", agents.RestartAsync);
        Post(app, "/v1/agents/{target}/stop", agents.StopAsync);
        Delete(app, "/v1/agents/{target}", agents.RemoveAsync);
        Post(app, "/v1/targets/{target}/pause", call => agents.PauseAsync(call, pause: true));
        Post(app, "/v1/targets/{target}/continue", call => agents.PauseAsync(call, pause: false));
        Post(app, "/v1/reports", agents.ReportAsync);
        app.MapPost("/v1/hooks", http => RunAsync(http, call => agents.HookAsync(call, ApiAuthentication.IncarnationOf(http))));

        Get(app, "/v1/messages", messages.ListAsync);
        Get(app, "/v1/messages/follow", messages.FollowAsync);
        Get(app, "/v1/messages/{id}", messages.ShowAsync);
        Post(app, "/v1/messages", messages.SendAsync);
        Post(app, "/v1/broadcasts", messages.BroadcastAsync);
        Post(app, "/v1/replies", messages.ReplyAsync);

        Get(app, "/v1/check-ins", checkIns.ListAsync);
        Post(app, "/v1/check-ins", checkIns.ScheduleAsync);
        Delete(app, "/v1/check-ins/{id}", checkIns.CancelAsync);

        Get(app, "/v1/permissions", permissions.ListAsync);
        Post(app, "/v1/permissions/explain", permissions.ExplainAsync);
        Post(app, "/v1/permissions/{id}", permissions.AnswerAsync);

        Get(app, "/v1/limits", limits.ListAsync);
        Delete(app, "/v1/limits/{name}", limits.ClearAsync);
        Get(app, "/v1/tasks", tasks.ListAsync);
        Post(app, "/v1/projects/{project}/dependencies", tasks.DependAsync);
        Post(app, "/v1/projects/{project}/tasks", tasks.AddAsync);
        Get(app, "/v1/projects/{project}/tasks/{id}", tasks.ShowAsync);
        Post(app, "/v1/projects/{project}/tasks/{id}/{action}", tasks.ActAsync);
        Get(app, "/v1/projects/{project}/merges", merges.ListAsync);
        Post(app, "/v1/projects/{project}/merges", merges.RequestAsync);
        Get(app, "/v1/projects/{project}/sync", merges.SyncAsync);
        Get(app, "/v1/worktrees", merges.WorktreesAsync);
        Post(app, "/v1/worktrees/gc", merges.CollectAsync);

        Get(app, "/v1/scaling", scaling.ListAsync);
        Get(app, "/v1/insights", insights.ListAsync);
        Post(app, "/v1/insights", insights.ShareAsync);

        Get(app, "/v1/events", events.StreamAsync);

        Get(app, "/v1/pipelines", pipelines.ListAsync);
        Post(app, "/v1/pipelines", pipelines.RunAsync);
        Get(app, "/v1/pipelines/{run}", pipelines.ShowAsync);
        Get(app, "/v1/pipelines/{run}/follow", pipelines.FollowAsync);
        Post(app, "/v1/pipelines/{run}/cancel", pipelines.CancelAsync);
        Get(app, "/v1/sessions/{session}/panes/{pane}/stream", streams.StreamAsync);
        Get(app, "/v1/sessions/{session}/panes/{pane}/tail", streams.TailAsync);
        Post(app, "/v1/sessions/{session}/panes/{pane}/watch", streams.WatchAsync);
        Post(app, "/v1/sessions/{session}/panes/{pane}/record", streams.RecordAsync);

        Get(app, "/v1/subscriptions", subscriptions.ListAsync);
        Get(app, "/v1/subscriptions/log", subscriptions.LogAsync);
        Post(app, "/v1/subscriptions", subscriptions.SubscribeAsync);
        Delete(app, "/v1/subscriptions/{id}", subscriptions.CancelAsync);

        MapSessions(app);
        MapPanes(app);
        app.MapFallback(http => RunAsync(http, _ => throw ApiFault.NotFound(
            $"There is no {http.Request.Method} {http.Request.Path}.", "The program and its daemon may be of different versions: orc daemon restart")));
    }

    private void MapSessions(IEndpointRouteBuilder app)
    {
        Get(app, "/v1/sessions", sessions.ListAsync);
        Post(app, "/v1/sessions", sessions.CreateAsync);
        Get(app, "/v1/sessions/{session}", sessions.ShowAsync);
        Delete(app, "/v1/sessions/{session}", sessions.KillAsync);
        Post(app, "/v1/sessions/{session}/sync", sessions.SyncAsync);
        Post(app, "/v1/sessions/{session}/layout", sessions.LayoutAsync);
    }

    private void MapPanes(IEndpointRouteBuilder app)
    {
        const string Pane = "/v1/sessions/{session}/panes/{pane}";
        Get(app, "/v1/panes", panes.ListAsync);
        Post(app, "/v1/sessions/{session}/panes", panes.CreateAsync);
        Get(app, Pane, panes.ShowAsync);
        Delete(app, Pane, panes.KillAsync);
        Get(app, Pane + "/running", panes.RunningAsync);
        Get(app, Pane + "/screen", panes.CaptureAsync);
        Get(app, Pane + "/metrics", panes.MetricsAsync);
        Post(app, Pane + "/exec", panes.ExecAsync);
        Post(app, Pane + "/wait", panes.WaitAsync);
        Post(app, Pane + "/keys", panes.KeysAsync);
        Post(app, Pane + "/signal", panes.SignalAsync);
        Post(app, Pane + "/search", panes.PatternAsync);
        Get(app, Pane + "/metadata", panes.MetadataAsync);
        Get(app, Pane + "/metadata/{key}", panes.GetMetadataAsync);
        Post(app, Pane + "/metadata/{key}", panes.SetMetadataAsync);
    }

    private void Get(IEndpointRouteBuilder app, string path, Func<ApiCall, Task> handle) => app.MapGet(path, http => RunAsync(http, handle));

    private void Post(IEndpointRouteBuilder app, string path, Func<ApiCall, Task> handle) => app.MapPost(path, http => RunAsync(http, handle));

    private void Delete(IEndpointRouteBuilder app, string path, Func<ApiCall, Task> handle) => app.MapDelete(path, http => RunAsync(http, handle));

    private async Task RunAsync(HttpContext http, Func<ApiCall, Task> handle)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        var call = new ApiCall(http, Caller.User, ending.Token);
        try
        {
            call = new ApiCall(http, await authentication.CallerAsync(http), ending.Token);
            await handle(call);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            http.Abort(); // a stream ends with its client, or with the daemon
        }
        catch (ApiFault fault)
        {
            await FailAsync(call, http, fault);
        }
        catch (Exception e) when (TerminalAccess.FaultOf(e) is { } fault)
        {
            await FailAsync(call, http, fault);
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            logFault(string.Create(CultureInfo.InvariantCulture, $"{http.Request.Method} {http.Request.Path} failed: {e}"));
            await FailAsync(call, http, ApiFault.Failed(e.Message, "See: orc daemon logs"));
        }
    }

    private static async Task FailAsync(ApiCall call, HttpContext http, ApiFault fault)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }
        await call.AnswerAsync(new ErrorAnswer(fault.Code, fault.Message, fault.Hint), ApiJson.Default.ErrorAnswer, fault.Status);
    }
}

/// <summary>Tells who calls: by token an agent, without one the person who may open the socket.</summary>
internal sealed class ApiAuthentication(TokenIssuer tokens, AgentGateway agents)
{
    private const string Scheme = "Bearer ";

    /// <exception cref="ApiFault">The token is not that agent's, or an older incarnation's.</exception>
    internal async Task<Caller> CallerAsync(HttpContext http)
    {
        var authorization = http.Request.Headers.Authorization.ToString();
        var named = http.Request.Headers[Identity.TargetHeader].ToString();
        if (authorization.Length == 0 && named.Length == 0) return Caller.User;
        if (!authorization.StartsWith(Scheme, StringComparison.Ordinal)
            || !AgentTarget.TryParse(named, out var target, out _)
            || IncarnationOf(http) is not (> 0 and var incarnation)
            || !tokens.IsValid(authorization[Scheme.Length..], target, incarnation))
        {
            throw ApiFault.Forbidden(
                $"The token is not that of {(named.Length > 0 ? named : "any agent")}.",
                "An agent's identity comes from its environment: ORC_TARGET, ORC_INCARNATION, ORC_TOKEN. As a person: unset ORC_TOKEN");
        }
        if ((await agents.LookAsync()).Agents.GetValueOrDefault(target) is { } view && view.Incarnation > incarnation)
            throw ApiFault.Forbidden($"This is start {incarnation} of {target}, and start {view.Incarnation} has replaced it.", "End this process.");
        return new Caller(target);
    }

    /// <summary>Which incarnation the caller says to be; 0 when it says nothing.</summary>
    internal static int IncarnationOf(HttpContext http) =>
        int.TryParse(http.Request.Headers[Identity.IncarnationHeader].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
