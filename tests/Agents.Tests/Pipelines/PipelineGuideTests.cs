using Orchestrator.Agents.Pipelines.Plans;
using Xunit;

namespace Orchestrator.Agents.Tests.Pipelines;

/// <summary>The guide says what the reader of files does.</summary>
public sealed class PipelineGuideTests
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "pipelines.md"));

    [Fact]
    public void Its_example_is_a_pipeline()
    {
        var yaml = Guide.Split("```yaml\n")[1].Split("```")[0];
        var read = PipelineParser.Parse(yaml, "shop.yaml", "/", 10);
        Assert.True(read.Plan is not null, string.Join('\n', read.Problems));
        Assert.Equal(["test", "database", "deploy", "report"], read.Plan!.Stages.Select(s => s.Name));
    }

    [Theory]
    [InlineData("xyzzyxyzzy: 1\nstages: {a: {run: x}}")]
    [InlineData("stages: {a: {run: x, xyzzyxyzzy: 1}}")]
    [InlineData("stages: {a: {panes: {p: {run: x, xyzzyxyzzy: 1}}}}")]
    [InlineData("stages: {a: {run: x, success: {xyzzyxyzzy: 1}}}")]
    [InlineData("stages: {a: {run: x, health: {test: y, xyzzyxyzzy: 1}}}")]
    public void Every_field_that_may_be_written_stands_in_it(string yaml)
    {
        var hint = Assert.Single(PipelineParser.Parse(yaml, "x.yaml", "/", 10).Problems).Hint;
        var fields = hint.Split("May be written: ")[1].TrimEnd('.').Split(", ");
        Assert.All(fields, field => Assert.Matches($"[`{{ ]{field}[`:, ]", Guide));
    }
}
