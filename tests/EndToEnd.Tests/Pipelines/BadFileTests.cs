using Xunit;

namespace Orchestrator.EndToEnd.Tests.Pipelines;

public sealed class BadFileTests : IDisposable
{
    private readonly PipelineHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_file_that_is_no_pipeline_is_refused_with_its_lines_and_starts_nothing()
    {
        var file = _home.Write("bad", "stages:\n  a: {run: x, needs: b}\n  b: {run: x, needs: a}\n  c: {run: x, colour: red}\n");
        var finished = _home.Orc.Run("pipeline", "run", file, "--json");
        Assert.Equal(2, finished.Exit);
        var error = finished.Json.GetProperty("error");
        Assert.Equal("invalid", error.GetProperty("code").GetString());
        Assert.Contains("line 3, column 22: Stages need each other in a circle: a → b → a.", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("line 4, column 15: Stage \"c\" has an unknown field \"colour\".", error.GetProperty("message").GetString(), StringComparison.Ordinal);

        Assert.Equal(2, _home.Orc.RunWith([0xff, 0xfe, 0, 1], "pipeline", "run", "-").Exit);
        Assert.Equal(3, _home.Orc.Run("pipeline", "run", "no-such.yaml").Exit);
        Assert.Equal("stopped", _home.Orc.Run("daemon", "status", "--json").Done.Json.GetProperty("state").GetString());
    }

    [Fact]
    public void Without_tmux_nothing_is_taken_in()
    {
        var finished = _home.Orc.Run("pipeline", "run", _home.Write("plain", "stages: {a: {run: x}}"), "--json", "--set", "orchestrator.tmux.command=/no/such/tmux");
        Assert.Equal(1, finished.Exit);
        Assert.Contains("/no/such/tmux", finished.Json.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty(_home.Orc.Run("pipeline", "list", "--json").Done.Json.GetProperty("runs").EnumerateArray());
    }
}
