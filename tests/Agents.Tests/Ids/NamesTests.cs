using Xunit;

namespace Orchestrator.Agents.Tests.Ids;

public class NamesTests
{
    [Theory]
    [InlineData("shop")]
    [InlineData("2048-game")]
    [InlineData("web_shop-2")]
    [InlineData("a")]
    public void A_safe_name_is_taken_as_it_is(string text) => Assert.Equal(text, ProjectName.Parse(text).Value);

    [Theory]
    [InlineData("Web Shop", "\"W\" is not allowed", "web-shop")]
    [InlineData("web shop", "a space is not allowed", "web-shop")]
    [InlineData("shop:dev", "\":\" is not allowed", "shop-dev")]
    [InlineData("shop.v2", "\".\" is not allowed", "shop-v2")]
    [InlineData("it's", "\"'\" is not allowed", "its")]
    [InlineData("$(touch /tmp/x)", "\"$\" is not allowed", "touch-tmp-x")]
    [InlineData("`id`;ls", "\"`\" is not allowed", "id-ls")]
    [InlineData("a\nb", "\"\\u000a\" is not allowed", "a-b")]
    [InlineData("a\u001b[2J", "\"\\u001b\" is not allowed", "a-2j")]
    [InlineData("café", "\"é\" is not allowed", "cafe")]
    [InlineData("日本語", "\"日\" is not allowed", "my-project")]
    [InlineData("🚀launch", "\"🚀\" is not allowed", "launch")]
    [InlineData("-shop", "begins with \"-\"", "shop")]
    [InlineData("../etc", "\".\" is not allowed", "etc")]
    [InlineData("", "it is empty", "my-project")]
    [InlineData("orchestrator", "it is reserved", "my-project")]
    public void A_name_that_tmux_or_a_shell_could_misread_is_refused_with_a_proposal(string text, string why, string proposal)
    {
        Assert.False(ProjectName.TryParse(text, out _, out var problem));
        Assert.Contains(why, problem, StringComparison.Ordinal);
        Assert.EndsWith($"Write \"{proposal}\".", problem, StringComparison.Ordinal);
        Assert.True(ProjectName.TryParse(proposal, out _, out _));
    }

    [Fact]
    public void A_name_may_have_forty_characters_and_no_more()
    {
        Assert.True(ProjectName.TryParse(new string('a', 40), out _, out _));
        Assert.False(ProjectName.TryParse(new string('a', 41), out _, out var problem));
        Assert.Contains("it has 41 characters, 40 are allowed", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_shows_no_control_character_and_not_the_whole_of_a_long_name()
    {
        Assert.False(ProjectName.TryParse("\u001b]0;x\u0007" + new string('z', 10_000), out _, out var problem));
        Assert.DoesNotContain(problem, char.IsControl);
        Assert.True(problem.Length < 300, problem);
    }

    [Theory]
    [InlineData("Café: the Web-Shop!", "cafe-the-web-shop")]
    [InlineData("  Ångström's__lab ", "angstroms__lab")]
    [InlineData("a/b\\c", "a-b-c")]
    [InlineData("\ud800lone", "lone")]
    public void A_title_becomes_a_safe_name(string title, string expected)
    {
        Assert.True(ProjectName.TryFrom(title, out var name));
        Assert.Equal(expected, name.Value);
    }

    [Theory]
    [InlineData("日本語")]
    [InlineData("...")]
    [InlineData("Orchestrator")]
    public void A_title_of_which_no_name_can_be_made_is_refused(string title) => Assert.False(ProjectName.TryFrom(title, out _));

    [Theory]
    [InlineData("2", "agent-2")]
    [InlineData("Dev 1", "dev-1")]
    [InlineData("orchestrator", "developer")]
    [InlineData("", "developer")]
    public void An_agent_is_not_named_like_a_window_index_or_the_orchestrator(string text, string proposal)
    {
        Assert.False(AgentName.TryParse(text, out _, out var problem));
        Assert.EndsWith($"Write \"{proposal}\".", problem, StringComparison.Ordinal);
    }
}
