using Orchestrator.Agents.Pipelines.Plans;
using Orchestrator.Agents.Pipelines.Runs;
using Orchestrator.Agents.Sessions;
using Orchestrator.TmuxAdapter;
using System.Diagnostics;
using Xunit;

namespace Orchestrator.Agents.Tests.Pipelines;

/// <summary>The pane of one attempt, on a tmux server of the test's own.</summary>
public sealed class StepPaneTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orc-step-");
    private TmuxServer _server = null!; // set before any test runs

    public async Task InitializeAsync() => _server = await TmuxServer.ConnectAsync(
        new TmuxServerOptions(At("socket"), At("pipes")) { PaneOptionNames = PipelineTags.All });

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        using (var kill = Process.Start("tmux", ["-S", At("socket"), "kill-server"])) await kill.WaitForExitAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_command_that_had_begun_is_not_begun_again_though_its_pane_was_closed_before_that_was_stored()
    {
        var step = Step("echo ran >> ran; exec sleep 1000");
        var found = await BindAsync(step);
        await HasRunAsync("ran\n");
        await _server.RunAsync(new TmuxAdapter.Protocol.TmuxCommand("kill-pane", "-t", found.Pane!.PaneId)); // as a person does

        var again = await BindAsync(step); // as the next daemon does: it does not know that the pane was ever there
        Assert.Null(again.Pane);
        Assert.Null(again.Problem); // lost, not refused
        Assert.Equal("ran\n", Read("ran"));
    }

    [Fact]
    public async Task A_pane_that_is_there_is_found_and_one_that_never_was_is_created()
    {
        var step = Step("echo ran >> ran; exec sleep 1000");
        var first = await BindAsync(step);
        await HasRunAsync("ran\n");
        var second = await BindAsync(step);
        Assert.Equal(first.Pane!.PaneId, second.Pane!.PaneId);
        var other = await BindAsync(step with { Attempt = 2, Begun = At("2.begun") });
        Assert.NotEqual(first.Pane.PaneId, other.Pane!.PaneId);
        await HasRunAsync("ran\nran\n");
    }

    [Fact]
    public async Task A_command_whose_mark_cannot_be_made_does_not_begin()
    {
        Directory.CreateDirectory(At("taken"));
        var found = await BindAsync(Step("echo ran >> ran") with { Begun = At("taken") });
        Assert.Equal(125, (await found.Pane!.WaitForExitAsync()).Code);
        Assert.Equal("", Read("ran"));
    }

    private async Task<StepFound> BindAsync(StepStart step)
    {
        using var output = new StepOutput(new Dictionary<string, string>(), _ => { }, TimeProvider.System);
        return await new StepPane(step, new OneAtATime(), TimeSpan.FromSeconds(1)).BindAsync(_server, wasSeen: false, output);
    }

    private StepStart Step(string run) => new(
        "demo-1", "demo", Plan(run), 1, new Dictionary<string, string>(), new Dictionary<string, string>(), At("1.log"), At("1.begun"), WasSeen: false, IsOver: false);

    private PanePlan Plan(string run)
    {
        var read = PipelineParser.Parse($"stages: {{one: {{run: \"{run}\"}}}}", "demo.yaml", _folder.FullName, 10, "demo");
        Assert.Empty(read.Problems);
        return read.Plan!.Stages[0].Panes[0];
    }

    private Task HasRunAsync(string expected) => Eventually.Holds(() =>
    {
        Assert.Equal(expected, Read("ran"));
        return Task.CompletedTask;
    });

    private string Read(string name) => File.Exists(At(name)) ? File.ReadAllText(At(name)) : "";

    private string At(string name) => Path.Combine(_folder.FullName, name);
}
