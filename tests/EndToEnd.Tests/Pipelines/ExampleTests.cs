using Xunit;

namespace Orchestrator.EndToEnd.Tests.Pipelines;

/// <summary>The pipelines that users start from.</summary>
public sealed class ExampleTests(PipelineHome home) : IClassFixture<PipelineHome>
{
    [Fact]
    public async Task The_build_opens_and_closes_its_panes_never_more_than_six_and_its_monitor_and_logger_stay()
    {
        using var watch = home.Orc.Start("pipeline", "run", Example("build"), "--watch");
        var reading = watch.StandardOutput.ReadToEndAsync();
        var most = 0;
        while (!watch.WaitForExit(20)) most = Math.Max(most, home.PanesOf("build"));
        var output = await reading;
        Assert.True(watch.ExitCode == 0, output);
        Assert.InRange(most, 4, 6);
        Assert.Equal(2, home.PanesOf("build"));
        foreach (var permanent in (string[])["watch.monitor", "watch.logger"])
            Assert.Equal("running", home.Pane("build", permanent).GetProperty("state").GetString());
        Assert.Contains("pane deploy.deploy: succeeded", output, StringComparison.Ordinal);

        var second = home.Orc.Run("pipeline", "run", Example("build"), "--watch", "--json").Done.Lines;
        Assert.Equal("build-2", second[^1].GetProperty("id").GetString());
        Assert.Equal(2, home.PanesOf("build")); // the first run's went when the second began
    }

    [Fact]
    public void Each_service_waits_for_the_one_before_and_all_end_with_the_run()
    {
        var run = home.Orc.Run("pipeline", "run", Example("services"), "--watch", "--json").Done.Lines[^1].GetProperty("run");
        DateTimeOffset Began(string stage) => PipelineHome.PaneOf(run, $"{stage}.{stage}").GetProperty("started_at").GetDateTimeOffset();
        Assert.True(Began("database") < Began("api") && Began("api") < Began("front-end") && Began("front-end") < Began("smoke-test"));
        Assert.Equal("", home.Orc.Tmux("list-panes", "-s", "-t", "=services"));
    }

    [Fact]
    public void A_failing_test_starts_the_report_and_publishes_nothing()
    {
        var finished = home.Orc.Run("pipeline", "run", Example("ci"), "--watch", "--json");
        Assert.Equal(1, finished.Exit);
        var run = finished.Lines[^1].GetProperty("run");
        Assert.Equal(("failed", "skipped", "succeeded", "succeeded"), (
            PipelineHome.StageOf(run, "test"), PipelineHome.StageOf(run, "publish"), PipelineHome.StageOf(run, "report"), PipelineHome.StageOf(run, "clean-up")));
        Assert.Equal(2, PipelineHome.PaneOf(run, "test.integration").GetProperty("attempt").GetInt32());
        var report = home.Orc.Tmux("capture-pane", "-p", "-t", PipelineHome.PaneOf(run, "report.report").GetProperty("pane_id").GetString()!);
        Assert.Contains("not ok 2 - the basket is empty", report, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_failed_test_wrote_chooses_the_next_step()
    {
        var run = home.Orc.Run("pipeline", "run", Example("debug"), "--watch", "--json").Done.Lines[^1].GetProperty("run");
        Assert.Equal(("failed", "succeeded", "skipped", "skipped", "succeeded"), (
            PipelineHome.StageOf(run, "test"), PipelineHome.StageOf(run, "write-configuration"), PipelineHome.StageOf(run, "free-the-disk"),
            PipelineHome.StageOf(run, "ask-a-person"), PipelineHome.StageOf(run, "deploy")));
    }

    private static string Example(string name) => Path.Combine(AppContext.BaseDirectory, "examples", "pipelines", name + ".yaml");
}
