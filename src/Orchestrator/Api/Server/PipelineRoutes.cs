using Akka.Actor;
using Orchestrator.Agents;
using Orchestrator.Agents.Identity;
using Orchestrator.Agents.Pipelines.Plans;
using Orchestrator.Agents.Pipelines.Runs;
using Orchestrator.Api.Contracts;
using static Orchestrator.Agents.Pipelines.Runs.PipelinesMessages;

namespace Orchestrator.Api.Server;

/// <summary>Running, watching and ending pipelines. Everybody may look; project managers, the orchestrator and the user run them, and end what they ran.</summary>
internal sealed class PipelineRoutes(IActorRef pipelines, AgentWindows windows, int maxPanes, JournalSignal signal, ApiTimes times)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    internal async Task RunAsync(ApiCall call)
    {
        call.Demand(Operation.RunPipelines, call.Caller.Agent ?? AgentTarget.Orchestrator);
        var request = await call.ReadAsync(ApiJson.Default.RunPipelineRequest);
        if (!Path.IsPathRooted(request.Directory) || !Directory.Exists(request.Directory))
            throw ApiFault.Invalid($"The directory {request.Directory} does not exist.", "Name one that does: --dir DIRECTORY");
        var read = PipelineParser.Parse(request.Text, request.Source, Path.GetFullPath(request.Directory), maxPanes, request.Name);
        if (read.Plan is not { } plan)
            throw ApiFault.Invalid(string.Join('\n', read.Problems), "docs/pipelines.md has every field.");
        await windows.DemandTmuxAsync(call.Cancel);
        var accepted = await AskAsync<RunAccepted>(new RunPipeline(plan, call.Caller.Name, request.Key));
        await AnswerAsync(call, await StateAsync(accepted.Run));
    }

    internal async Task ListAsync(ApiCall call)
    {
        var all = await AskAsync<RunList>(new GetRuns());
        await call.AnswerAsync(new PipelinesAnswer([.. all.Runs.Select(run => DescribePipeline.Line(run, times.Now))]), ApiJson.Default.PipelinesAnswer);
    }

    internal async Task ShowAsync(ApiCall call) => await AnswerAsync(call, await StateAsync(await FindAsync(call)));

    /// <summary>How a run stands, at every change, until it is over; with <c>beat=true</c> also every second.</summary>
    internal async Task FollowAsync(ApiCall call)
    {
        var run = await FindAsync(call);
        var hasBeat = call.Query("beat") == "true";
        var shown = -1L;
        await call.BeginStreamAsync();
        while (true)
        {
            var next = signal.Next;
            var state = await StateAsync(run);
            if (state.Version != shown || hasBeat)
            {
                await call.StreamAsync(DescribePipeline.Run(state, times.Now), ApiJson.Default.PipelineAnswer);
                await call.FlushAsync();
            }
            if (!state.IsRunning) return;
            shown = state.Version;
            await (hasBeat ? Task.WhenAny(next, Task.Delay(Beat, times.Clock, call.Cancel)) : next).WaitAsync(call.Cancel);
        }
    }

    /// <summary>Ends a run, and answers when it is over or the time is.</summary>
    internal async Task CancelAsync(ApiCall call)
    {
        var run = await SummaryAsync(call);
        if (run.By != call.Caller.Name && !call.Caller.IsUserOrOrchestrator)
            throw ApiFault.Forbidden($"{call.Caller.Name} may not end {run.Id}: {run.By} ran it.", "Ask whoever ran it, or the user.");
        await AnswerAsync(call, await EndAsync(run.Id, call.Caller.Name, call.Cancel));
    }

    /// <summary>Ends every run that is under way, with its panes.</summary>
    internal async Task EndAllAsync()
    {
        var running = (await AskAsync<RunList>(new GetRuns())).Runs.Where(r => r.Status is RunStatus.Running);
        await Task.WhenAll(running.Select(r => EndAsync(r.Id, "daemon stop --with-agents", CancellationToken.None)));
    }

    /// <summary>Ends a run.</summary>
    /// <returns>How it stands when it is over, or when the time is.</returns>
    private async Task<PipelineState> EndAsync(string run, string by, CancellationToken cancellation)
    {
        var state = await AskAsync<PipelineState>(new ToRun(run, new PipelineMessages.CancelRun(by)));
        var limit = times.Now + times.Stop;
        while (state.IsRunning && times.Now < limit)
        {
            var next = signal.Next;
            state = await StateAsync(run);
            if (state.IsRunning) await Task.WhenAny(next, Task.Delay(Beat, times.Clock, cancellation)).WaitAsync(cancellation);
        }
        return state;
    }

    /// <summary>The run of that id; for a pipeline's name, its newest.</summary>
    private async Task<string> FindAsync(ApiCall call) => (await SummaryAsync(call)).Id;

    private async Task<RunSummary> SummaryAsync(ApiCall call)
    {
        var wanted = call.Path("run");
        var runs = (await AskAsync<RunList>(new GetRuns())).Runs;
        return runs.FirstOrDefault(r => r.Id == wanted) ?? runs.FirstOrDefault(r => r.Pipeline == wanted)
            ?? throw ApiFault.NotFound($"There is no run {wanted}.", "Those there are: orc pipeline list");
    }

    /// <summary>How a run stands once it has begun.</summary>
    private async Task<PipelineState> StateAsync(string run)
    {
        while (true)
        {
            var next = signal.Next;
            var state = await AskAsync<PipelineState>(new ToRun(run, new PipelineMessages.GetRun()));
            if (state.Plan is not null) return state;
            await next.WaitAsync(times.Show, times.Clock);
        }
    }

    private Task AnswerAsync(ApiCall call, PipelineState state) => call.AnswerAsync(DescribePipeline.Run(state, times.Now), ApiJson.Default.PipelineAnswer);

    private Task<T> AskAsync<T>(object message) => AgentGateway.AskAsync<T>(pipelines, message, times.Show);
}
