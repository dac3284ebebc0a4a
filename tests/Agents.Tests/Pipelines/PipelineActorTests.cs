using Akka.Actor;
using Orchestrator.Agents.Pipelines.Plans;
using Orchestrator.Agents.Pipelines.Runs;
using Orchestrator.Agents.Terminals;
using Orchestrator.Agents.Tests.Lifecycle;
using Xunit;
using static Orchestrator.Agents.Pipelines.Runs.PipelineMessages;

namespace Orchestrator.Agents.Tests.Pipelines;

/// <summary>A run with real panes, in virtual time.</summary>
public sealed class PipelineActorTests : AgentTestKit, IAsyncLifetime
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(15);

    private TmuxOfTheTest _tmux = null!; // set before any test runs

    public async Task InitializeAsync() => _tmux = await TmuxOfTheTest.StartAsync([.. PaneTags.All, .. PipelineTags.All]);

    public async Task DisposeAsync() => await _tmux.DisposeAsync();

    [Fact]
    public async Task A_time_limit_ends_an_attempt_a_retry_waits_for_its_delay_and_a_restart_of_the_daemon_changes_neither()
    {
        var run = Start(begin: """
            stages:
              one: {run: "echo $ORC_ATTEMPT >> ran; exec sleep 1000", timeout: 20m, retries: 1, retry-delay: 10m}
            """);
        await UntilAsync(run, s => s.Steps["one.one"].Status is StepStatus.Running);
        await RanAsync("1");
        Assert.InRange(await AdvanceUntilAsync(run, s => s.Steps["one.one"].Status is StepStatus.Queued), TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(21));
        await UntilAsync(run, s => s.OpenPanes == 0);
        Assert.DoesNotContain(await _tmux.Server.ListPanesAsync(), p => p.SessionName == "demo");

        await KillAsync(run); // as the daemon is
        run = Start();
        Assert.InRange(await AdvanceUntilAsync(run, s => s.Steps["one.one"] is { Status: StepStatus.Starting or StepStatus.Running, Attempt: 2 }), TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(11));
        var pane = (await UntilAsync(run, s => s.Steps["one.one"].Status is StepStatus.Running)).Steps["one.one"].PaneId;
        await RanAsync("1", "2");
        await KillAsync(run);
        run = Start();
        Assert.InRange(await AdvanceUntilAsync(run, s => s.Steps["one.one"].Status is StepStatus.Failed), TimeSpan.FromMinutes(19), TimeSpan.FromMinutes(21));
        var end = await UntilAsync(run, s => !s.IsRunning);
        Assert.Equal((RunStatus.Failed, pane, "Not done after 20m."), (end.Status, end.Steps["one.one"].PaneId, end.Steps["one.one"].Reason));
        await RanAsync("1", "2");
    }

    [Fact]
    public async Task A_pane_that_a_person_closes_is_lost_and_the_rest_goes_on()
    {
        var run = Start(begin: """
            stages:
              one: {run: exec sleep 1000}
              other: {run: exec sleep 1000}
              after: {needs: one, run: "true"}
            """);
        await UntilAsync(run, s => s.Steps["one.one"].Status is StepStatus.Running && s.Steps["other.other"].Status is StepStatus.Running);
        await _tmux.Server.RunAsync(new TmuxAdapter.Protocol.TmuxCommand("kill-pane", "-t", (await StateAsync(run)).Steps["one.one"].PaneId!));
        var state = await UntilAsync(run, s => s.Steps["one.one"].Status is StepStatus.Failed && s.Stages["after"].IsOver);
        Assert.StartsWith("Lost:", state.Steps["one.one"].Reason, StringComparison.Ordinal);
        Assert.Equal((StageStatus.Skipped, StepStatus.Running), (state.Stages["after"].Status, state.Steps["other.other"].Status));
        run.Tell(new CancelRun("user"), ActorRefs.NoSender);
        await UntilAsync(run, s => s is { IsRunning: false, Status: RunStatus.Cancelled });
    }

    /// <param name="begin">The file, when it is not yet known.</param>
    private IActorRef Start(string? begin = null)
    {
        var owner = Sys.ActorOf(Props.Create(() => new TmuxOfTheTest.Owner(_tmux.Server)));
        var services = new PipelineServices(owner, new Dictionary<string, string>(), _tmux.At("runs"), TimeSpan.FromSeconds(1), TimeProvider.System);
        var child = PipelineActor.Props("demo-1", services);
        var run = Sys.ActorOf(Props.Create(() => new TmuxOfTheTest.Parent(child, TestActor)));
        if (begin is null) return run;
        var read = PipelineParser.Parse(begin, "demo.yaml", _tmux.Folder, 10, "demo");
        Assert.Empty(read.Problems);
        run.Tell(new BeginRun(read.Plan!, "user"), ActorRefs.NoSender);
        return run;
    }

    // A pane runs before its shell has done anything, and hours of virtual time can pass between.
    private Task RanAsync(params string[] attempts) => Eventually.Holds(async () => Assert.Equal(attempts, await File.ReadAllLinesAsync(_tmux.At("ran"))));

    private static Task<PipelineState> StateAsync(IActorRef run) => run.Ask<PipelineState>(new GetRun());

    private static async Task<PipelineState> UntilAsync(IActorRef run, Func<PipelineState, bool> holds)
    {
        PipelineState? state = null;
        await Eventually.Holds(async () => Assert.True((state = await StateAsync(run)).Plan is not null && holds(state), $"{string.Join(", ", state.Steps.Select(s => $"{s.Key} {s.Value.Status}"))}"));
        return state!;
    }

    /// <returns>How much virtual time it took.</returns>
    private async Task<TimeSpan> AdvanceUntilAsync(IActorRef run, Func<PipelineState, bool> holds)
    {
        var from = Clock.Now;
        while (await StateAsync(run) is var state && !(state.Plan is not null && holds(state)))
        {
            Assert.True(Clock.Now - from < TimeSpan.FromHours(2), "It never comes.");
            Clock.Advance(Step);
        }

        return Clock.Now - from;
    }
}
