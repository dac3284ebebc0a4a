using Xunit;

namespace Orchestrator.Agents.Tests.Ids;

public class AgentTargetTests
{
    [Theory]
    [InlineData("shop:developer", "shop:developer")]
    [InlineData("shop", "shop:project-manager")]
    [InlineData("orchestrator", "orchestrator")]
    public void What_is_written_names_one_agent(string text, string canonical)
    {
        var target = AgentTarget.Parse(text);
        Assert.Equal(canonical, target.ToString());
        Assert.Equal(target, AgentTarget.Parse(canonical));
    }

    [Fact]
    public void The_orchestrator_has_neither_project_nor_name()
    {
        var target = AgentTarget.Parse("orchestrator");
        Assert.True(target.IsOrchestrator);
        Assert.Null(target.Project);
        Assert.Null(target.Agent);
        Assert.False(AgentTarget.Parse("shop").IsOrchestrator);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a:b:c")]
    [InlineData(":")]
    [InlineData("shop:")]
    [InlineData(":developer")]
    [InlineData("shop:0")]
    [InlineData("orchestrator:developer")]
    [InlineData("shop:orchestrator")]
    [InlineData("shop:dev eloper")]
    [InlineData("%7")]
    public void Anything_else_is_refused_with_what_to_write(string text)
    {
        Assert.False(AgentTarget.TryParse(text, out _, out var problem));
        Assert.Contains("Write ", problem, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => AgentTarget.Parse(text));
    }
}
