using Orchestrator.Agents.Pipelines.Plans;
using Orchestrator.Agents.Pipelines.Runs;
using Orchestrator.Runtime.Persistence;
using System.Text.Json;
using Xunit;
using static Orchestrator.Agents.Pipelines.Runs.PipelinesMessages;

namespace Orchestrator.Agents.Tests.Pipelines;

public sealed class PipelinesStateTests
{
    private PipelinesState _state = new();

    [Fact]
    public void Runs_of_a_pipeline_are_counted_and_run_one_at_a_time()
    {
        Assert.Equal("build-1", Run("build"));
        Assert.Equal("test-1", Run("test"));
        Assert.Contains("build-1", Refusal("build"), StringComparison.Ordinal);
        Tell(new RunOver("build-1", RunStatus.Failed));
        Assert.Equal("build-2", Run("build"));
    }

    [Fact]
    public void A_repeated_request_is_the_same_run_even_when_that_is_over()
    {
        Assert.Equal("build-1", Run("build", "k1"));
        Assert.Equal("build-1", Run("build", "k1"));
        Tell(new RunOver("build-1", RunStatus.Succeeded));
        Assert.Equal(("build-1", "build-2"), (Run("build", "k1"), Run("build", "k2")));
    }

    [Fact]
    public void More_runs_than_the_limit_are_refused()
    {
        foreach (var name in (string[])["a", "b", "c"]) Run(name);
        Assert.Contains("3 pipelines run", Refusal("d"), StringComparison.Ordinal);
        Tell(new RunOver("b-1", RunStatus.Cancelled));
        Assert.Equal("d-1", Run("d"));
    }

    [Fact]
    public void The_oldest_that_are_over_are_forgotten_and_their_numbers_are_not()
    {
        Assert.Equal("first-1", Run("first"));
        for (var i = 1; i <= 300; i++) Tell(new RunOver(Run("build"), RunStatus.Succeeded));
        Assert.Equal((200, "first-1", RunStatus.Running), (_state.Runs.Count, _state.Runs[0].Id, _state.Runs[0].Status));
        Assert.Equal("build-301", Run("build"));
    }

    [Fact]
    public void A_run_that_says_twice_that_it_is_over_is_over_once()
    {
        Tell(new RunOver(Run("build"), RunStatus.Succeeded));
        Assert.Empty(_state.Decide(new RunOver("build-1", RunStatus.Failed), 3, Some.Noon).Events);
    }

    [Fact]
    public void The_list_comes_back_from_its_snapshot_as_it_was()
    {
        Run("build", "k1");
        Tell(new RunOver("build-1", RunStatus.Succeeded));
        Run("test");
        var stored = JsonSerializer.Serialize(_state, EventJson.Options);
        _state = JsonSerializer.Deserialize<PipelinesState>(stored, EventJson.Options)!;
        Assert.Equal(stored, JsonSerializer.Serialize(_state, EventJson.Options));
        Assert.Equal(("build-1", "build-2"), (Run("build", "k1"), Run("build")));
    }

    private static RunPipeline Request(string name, string? key = null) =>
        new(PipelineParser.Parse("stages: {a: {run: x, ready: up, health: {test: y}}}", "x.yaml", "/", 10, name).Plan!, "user", key);

    private string Run(string name, string? key = null) => Assert.IsType<RunAccepted>(Tell(Request(name, key)).Reply).Run;

    private string Refusal(string name) => Assert.IsType<Rejected>(Tell(Request(name)).Rejection).Reason;

    private Decision Tell(ICommand command)
    {
        var decision = _state.Decide(command, 3, Some.Noon);
        foreach (var e in decision.Events) _state = _state.Apply(e);
        return decision;
    }
}
