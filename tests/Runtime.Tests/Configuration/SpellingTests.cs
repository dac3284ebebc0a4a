using Orchestrator.Runtime.Configuration;
using Xunit;

namespace Orchestrator.Runtime.Tests.Configuration;

public class SpellingTests
{
    private static readonly string[] Roles = ["developer", "tester", "test-runner", "reviewer"];

    [Theory]
    [InlineData("develper", "developer")]
    [InlineData("Tester", "tester")]
    [InlineData("testrunner", "test-runner")]
    public void A_misspelt_word_finds_the_one_that_was_meant(string word, string meant) =>
        Assert.Equal(meant, Spelling.Nearest(word, Roles));

    [Fact]
    public void A_different_word_finds_none()
    {
        Assert.Null(Spelling.Nearest("astronaut", Roles));
        Assert.Equal("May be written: developer, tester, test-runner, reviewer.", Spelling.Hint("astronaut", Roles));
    }
}
