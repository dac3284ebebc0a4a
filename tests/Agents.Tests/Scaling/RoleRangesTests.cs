using Orchestrator.Agents.Scaling;
using Orchestrator.Agents.Specs;
using Xunit;

namespace Orchestrator.Agents.Tests.Scaling;

public sealed class RoleRangesTests
{
    [Theory]
    [InlineData("developer:1-4, tester:2", "developer:1-4 tester:2")]
    [InlineData("Developer:0-1", "developer:0-1")]
    [InlineData("off", "")]
    public void Ranges_are_read_as_they_are_written(string text, string expected)
    {
        var ranges = RoleRanges.Parse(text, out var problem);

        Assert.Null(problem);
        Assert.Equal(expected, string.Join(' ', ranges));
    }

    [Theory]
    [InlineData("developer", "\"developer\" names no role with a number")]
    [InlineData("developer:4-1", "\"developer:4-1\" names no role with a number")]
    [InlineData("developer:0", "\"developer:0\" names no role with a number")]
    [InlineData("developer:1-9999", "names no role with a number")]
    [InlineData("develper:2", "There is no role \"develper\" for engineers.")]
    [InlineData("project-manager:2", "There is no role \"project-manager\" for engineers.")]
    [InlineData("tester:2 tester:3", "The role tester is named twice.")]
    public void What_is_no_range_is_refused_in_words(string text, string words)
    {
        Assert.Empty(RoleRanges.Parse(text, out var problem));
        Assert.Contains(words, problem!.Value.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_specs_front_matter_says_which_roles_grow_and_shrink()
    {
        Assert.Equal("developer:1-4 tester:2", Ranges("scaling: developer:1-4, tester:2"));
        Assert.Equal("developer:1-4 tester:2", Ranges("scaling: [\"developer:1-4\", tester:2]"));
        Assert.Equal("", Ranges("scaling: off"));
        Assert.Null(SpecParser.Parse("GOAL: g\n", "spec.md").Spec!.Settings.Scaling);

        var error = Assert.Single(SpecParser.Parse("---\nname: shop\nscaling: developer\n---\nGOAL: g\n", "spec.md").Errors);
        Assert.Equal(3, error.Line);
        Assert.Contains("developer:1-4", error.Hint, StringComparison.Ordinal);
    }

    private static string Ranges(string line) => string.Join(' ', SpecParser.Parse($"---\n{line}\n---\nGOAL: g\n", "spec.md").Spec!.Settings.Scaling!.Value);
}
