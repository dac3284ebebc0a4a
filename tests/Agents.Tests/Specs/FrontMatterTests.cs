using Orchestrator.Agents.Specs;
using Xunit;

namespace Orchestrator.Agents.Tests.Specs;

public class FrontMatterTests
{
    private static SpecResult Read(string yaml) => SpecParser.Parse($"---\n{yaml}\n---\nGOAL: g\n", "spec.md");

    private static SpecSettings Settings(string yaml)
    {
        var result = Read(yaml);
        Assert.True(result.IsValid, string.Join('\n', result.Errors));
        return result.Spec.Settings;
    }

    [Fact]
    public void Every_key_is_read_with_its_line()
    {
        var settings = Settings("name: shop\nprofile: claude\nplan: max5\ncheck_in: 1h30m\nwindows:\n  server: npm run dev\n  logs:");
        Assert.Equal(new(new ProjectName("shop"), 2), settings.Name);
        Assert.Equal(new("claude", 3), settings.Profile);
        Assert.Equal(new("max5", 4), settings.Plan);
        Assert.Equal(new(TimeSpan.FromMinutes(90), 5), settings.CheckIn);
        Assert.Equal([new(new("server"), "npm run dev", 7), new(new("logs"), "", 8)], settings.Windows);
    }

    [Theory]
    [InlineData("team: developer, tester")]
    [InlineData("team: [developer, tester]")]
    [InlineData("team:\n- developer\n- tester")]
    [InlineData("team: {developer: 1, tester: 1}")]
    [InlineData("team:\n- role: developer\n- role: tester")]
    public void A_team_may_be_written_in_every_form_that_YAML_has_for_it(string yaml) =>
        Assert.Equal([("developer", 1), ("tester", 1)], Settings(yaml).Team.Select(r => (r.Role, r.Count)));

    [Fact]
    public void A_member_may_have_a_name_a_profile_and_an_interval_of_its_own()
    {
        var member = Assert.Single(Settings("team:\n- role: developer\n  name: frontend\n  profile: codex\n  check_in: 15\n  count: 2").Team);
        Assert.Equal(("developer", 2, new AgentName("frontend"), "codex", TimeSpan.FromMinutes(15), 3),
            (member.Role, member.Count, member.Name!.Value, member.Profile, member.CheckIn!.Value, member.Line));
    }

    [Theory]
    [InlineData("nam: shop", 2, "unknown key \"nam\"", "Did you mean \"name\"?")]
    [InlineData("plan: max5\nrole: x", 3, "unknown key \"role\"", "team")]
    [InlineData("name: My Shop", 2, "\"My Shop\" cannot be a project's name", "")]
    [InlineData("name: [a]", 2, "name is a list or a mapping", "name: value")]
    [InlineData("profile:", 2, "profile has no value", "leave it out")]
    [InlineData("check_in: soon", 2, "check_in is \"soon\"", "15m")]
    [InlineData("check_in: 0m", 2, "check_in is \"0m\"", "15m")]
    [InlineData("team: [developer:0]", 2, "no number from 1", "developer:2")]
    [InlineData("team: [developer:x]", 2, "no number from 1", "developer:2")]
    [InlineData("team:\n- name: bob", 3, "has no role", "role: developer")]
    [InlineData("team:\n- role: developer\n  rol: x", 4, "unknown key \"rol\"", "role")]
    [InlineData("windows: [a, b]", 2, "windows holds no", "server: npm run dev")]
    [InlineData("windows:\n  a b: ls", 3, "\"a b\" cannot be an agent's name", "")]
    [InlineData("- a\n- b", 2, "no \"key: value\" lines", "Keys: name")]
    [InlineData("name: shop\nplan: 'max5", 3, "no YAML", "Keys: name")]
    [InlineData("name: a\nname: b", 3, "no YAML", "Keys: name")]
    [InlineData("a: [[[[[[[[[[1]]]]]]]]]]", 2, "nested too deep", "Keys: name")]
    public void A_mistake_is_named_with_its_line_and_the_way_out(string yaml, int line, string message, string hint)
    {
        var error = Assert.Single(Read(yaml).Errors);
        Assert.Equal(line, error.Line);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(hint, error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_mistake_is_told_at_once()
    {
        var result = SpecParser.Parse("---\nnam: a\nchek_in: 5m\n---\nPROJECT: x\n", "spec.md");
        Assert.Equal([2, 3, 5], result.Errors.Select(e => e.Line));
    }

    [Fact]
    public void A_front_matter_without_an_end_is_an_error()
    {
        var errors = SpecParser.Parse("---\nname: shop\n\nGOAL: g\n", "spec.md").Errors;
        Assert.Equal("spec.md, line 1: The front matter that begins here has no end. Close it with a line \"---\".", errors[0].ToString());
    }

    [Fact]
    public void A_hundred_thousand_brackets_do_not_overflow_the_stack() =>
        Assert.False(Read("a: " + new string('[', 100_000)).IsValid);
}
