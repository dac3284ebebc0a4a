using Xunit;

namespace Orchestrator.EndToEnd.Tests.Pipelines;

public sealed class StopTests : IDisposable
{
    private readonly PipelineHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_daemon_that_is_stopped_with_its_agents_ends_pipelines_and_their_panes()
    {
        var id = _home.Begin("stack", """
            stages:
              db: {run: "echo db >> marks; echo up; while :; do sleep 1; done", ready: up}
              work: {needs: db, run: "echo work >> marks; sleep 600; echo end >> marks"}
            """);
        _home.HasMark("work");
        _ = _home.Orc.Run("daemon", "stop").Done;
        Assert.Equal(2, _home.PanesOf("stack")); // without it they go on

        _ = _home.Orc.Run("daemon", "start").Done;
        _ = _home.Orc.Run("daemon", "stop", "--with-agents").Done;
        Assert.Equal("", _home.Orc.Tmux("list-panes", "-a", "-F", "#{@orc_pipeline}").Replace("\n", "", StringComparison.Ordinal));
        Assert.Equal("cancelled", _home.Show(id).GetProperty("state").GetString());
        Assert.Equal(["db", "work"], _home.Marks());
    }
}
