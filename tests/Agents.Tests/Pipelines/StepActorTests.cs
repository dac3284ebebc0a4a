using Akka.Actor;
using Orchestrator.Agents.Pipelines.Plans;
using Orchestrator.Agents.Pipelines.Runs;
using Orchestrator.Agents.Sessions;
using Orchestrator.Agents.Terminals;
using Orchestrator.Agents.Tests.Lifecycle;
using Xunit;
using static Orchestrator.Agents.Pipelines.Runs.PipelineMessages;

namespace Orchestrator.Agents.Tests.Pipelines;

/// <summary>What a run is told of one attempt's pane.</summary>
public sealed class StepActorTests : AgentTestKit, IAsyncLifetime
{
    private TmuxOfTheTest _tmux = null!; // set before any test runs

    public async Task InitializeAsync() => _tmux = await TmuxOfTheTest.StartAsync([.. PaneTags.All, .. PipelineTags.All]);

    public async Task DisposeAsync() => await _tmux.DisposeAsync();

    [Fact]
    public void A_service_that_is_ready_before_its_pane_is_known_is_told_as_ready_all_the_same()
    {
        var read = PipelineParser.Parse("stages: {db: {run: exec sleep 1000, ready: up}}", "demo.yaml", _tmux.Folder, 10, "demo");
        var pane = read.Plan!.Stages[0].Panes[0];
        var start = new StepStart(
            "demo-1", "demo", pane, 1, StepPatterns.Of(pane, read.Plan), new Dictionary<string, string>(), _tmux.At("1.log"), _tmux.At("1.begun"), WasSeen: false, IsOver: false);
        var services = new PipelineServices(TestActor, new Dictionary<string, string>(), _tmux.At("runs"), TimeSpan.FromSeconds(1), TimeProvider.System);
        var child = StepActor.Props(start, services, new OneAtATime());
        var step = Sys.ActorOf(Props.Create(() => new TmuxOfTheTest.Parent(child, TestActor)));
        ExpectMsg<TmuxMessages.GetServer>();

        step.Tell(new StepMessages.PatternSeen(StepPatterns.Ready), TestActor); // its output is read as soon as there is any: before tmux has answered
        step.Tell(new TmuxMessages.Connected(_tmux.Server), TestActor);

        ExpectMsg<NoteRunning>(TimeSpan.FromSeconds(15)); // a run takes no word of readiness before this one
        ExpectMsg<NoteReady>();
    }
}
