using Orchestrator.Agents.Specs;
using Xunit;

namespace Orchestrator.Agents.Tests.Specs;

public class SpecParserTests
{
    private static Spec Parse(string text)
    {
        var result = SpecParser.Parse(text, "spec.md");
        Assert.True(result.IsValid, string.Join('\n', result.Errors));
        return result.Spec;
    }

    private static SpecError Error(string text) => Assert.Single(SpecParser.Parse(text, "spec.md").Errors);

    public static TheoryData<string> Forms =>
    [
        "PROJECT: Shop\nGOAL: Sell\nCONSTRAINTS:\n- no deps\n- one DB\nDELIVERABLES:\n1. basket\n2. checkout\nSUCCESS CRITERIA:\n- tests pass",
        "Project: Shop\n\nGoal: Sell\n\nConstraints:\n* no deps\n* one DB\n\nDeliverables:\n1) basket\n2) checkout\n\nSuccess criteria: tests pass",
        "**PROJECT:** Shop\n**GOAL:** Sell\n\n**CONSTRAINTS:**\n- no deps\n- one DB\n\n**Deliverables**:\n- basket\n- checkout\n\n**Success Criteria**\n- tests pass",
        "# Project: Shop\n## Goal\nSell\n## CONSTRAINTS\n- no deps\n- one DB\n## Deliverables:\n- basket\n- checkout\n## Success Criteria\n- tests pass\n",
        "# PROJECT\nShop\n\n# 1. Goal\nSell\n\n# 2. Constraints\n- no deps\n- one DB\n\n# 3. Deliverables\n### Now\n- basket\n### Later\n- checkout\n\n# 🎯 Acceptance Criteria\n- tests pass",
        "PROJECT: Shop\r\nGOAL: Sell\r\nCONSTRAINTS:\r\n- no\r\n  deps\r\n- one DB\r\nDELIVERABLES:\r\n- [ ] basket\r\n- [x] checkout\r\nSUCCESS CRITERIA:\r\n- tests pass\r\n",
        "\uFEFFPROJECT: Shop\nGOAL: Sell\n---\nCONSTRAINTS:\n- no deps\n- one DB\nBACKGROUND:\n- not a constraint\n\nDELIVERABLES:\n- basket\n- checkout\n\nSUCCESS CRITERIA:\n- tests pass",
        "Project\n=======\nShop\n\nGoal\n----\nSell\n\nConstraints\n----\n- no deps\n- one DB\n\nDeliverables\n---\n- basket\n- checkout\n\nSuccess criteria\n---\ntests\npass",
    ];

    [Theory, MemberData(nameof(Forms))]
    public void Labels_and_headings_of_every_form_say_the_same(string text)
    {
        var spec = Parse(text);
        Assert.Equal("Shop", spec.Project);
        Assert.Equal("Shop", spec.Title);
        Assert.Equal("Sell", spec.Goal);
        Assert.Equal(["no deps", "one DB"], spec.Constraints);
        Assert.Equal(["basket", "checkout"], spec.Deliverables);
        Assert.Equal(["tests pass"], spec.SuccessCriteria);
    }

    [Fact]
    public void Free_Markdown_has_its_goal_below_the_title()
    {
        var spec = Parse("# Faster search\n\nMake search answer in 50 ms.\n\nToday it needs 2 s.\n\n## Ideas\n- an index\n");
        Assert.Equal("Faster search", spec.Title);
        Assert.Equal("Make search answer in 50 ms.\n\nToday it needs 2 s.", spec.Goal);
        Assert.Null(spec.Project);
        Assert.Empty(spec.Deliverables);
        Assert.Contains("an index", spec.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void An_overview_is_the_goal_where_no_goal_stands()
    {
        Assert.Equal("Sell", Parse("PROJECT: x\n## Overview\nSell\n").Goal);
        Assert.Equal("Buy", Parse("## Overview\nSell\n## Goal\nBuy\n").Goal);
    }

    [Fact]
    public void A_label_inside_code_or_a_comment_is_none()
    {
        var spec = Parse("GOAL: Sell\n\n```\nGOAL: code\n# Deliverables\n```\n<!--\nDELIVERABLES:\n- no\n-->\n");
        Assert.StartsWith("Sell", spec.Goal, StringComparison.Ordinal);
        Assert.Contains("GOAL: code", spec.Goal, StringComparison.Ordinal);
        Assert.Empty(spec.Deliverables);
    }

    [Fact]
    public void What_is_nested_in_an_entry_belongs_to_it() =>
        Assert.Equal(["A runbook:\n  1. build\n  2. look", "Tests"], Parse("GOAL: g\nDELIVERABLES:\n- A runbook:\n  1. build\n  2. look\n- Tests\n").Deliverables);

    [Theory]
    [InlineData("", 0, "empty")]
    [InlineData("  \r\n\t\n", 0, "empty")]
    [InlineData("PROJECT: Shop\nDELIVERABLES:\n- basket\n", 1, "no goal")]
    [InlineData("\n\n# Shop\n\n## Deliverables\n- basket\n", 3, "no goal")]
    [InlineData("just some words\n", 1, "no goal")]
    [InlineData("PROJECT: Shop\n\nGOAL:\nDELIVERABLES:\n- basket\n", 3, "goal is empty")]
    [InlineData("# Shop\nintro\n## Goal\n\n## Deliverables\n- basket\n", 3, "goal is empty")]
    [InlineData("---\nname: shop\n---\nPROJECT: Shop\n", 4, "no goal")]
    public void Without_a_goal_there_is_no_spec_and_the_error_says_what_to_write(string text, int line, string message)
    {
        var error = Error(text);
        Assert.Equal(line, error.Line);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("\"GOAL: …\"", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void No_control_character_is_left_to_reach_a_terminal_as_a_key()
    {
        var all = string.Concat(Enumerable.Range(0, 0xA0).Select(i => (char)i));
        var spec = Parse($"PROJECT: a\u0003b\nGOAL: g\u001b[201~\u0004{all}\nCONSTRAINTS:\n- c\u001b\n");
        foreach (var text in new[] { spec.Project!, spec.Title, spec.Goal, spec.Body, spec.Constraints[0] })
            Assert.DoesNotContain(text, c => char.IsControl(c) && c is not ('\n' or '\t'));
        Assert.Contains("Line 1: ^C removed", spec.Notes);
        Assert.Contains("Line 2: ESC removed", spec.Notes);
        Assert.Contains("more control characters removed", spec.Notes[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('>')]
    [InlineData('[')]
    [InlineData('*')]
    [InlineData('`')]
    [InlineData('<')]
    public void A_megabyte_of_one_character_is_read_or_refused_but_never_hangs(char c)
    {
        var started = TimeProvider.System.GetTimestamp();
        var result = SpecParser.Parse("GOAL: g\n\n" + new string(c, 1 << 20), "spec.md");
        Assert.True(result.IsValid || result.Errors.Count == 1);
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("web-shop.md", "Web Shop", 4, 4, 3)]
    [InlineData("staging-network.md", "Staging network", 3, 3, 2)]
    [InlineData("command-line-guide.md", "A guide to the command line", 1, 2, 1)]
    public void The_examples_parse(string file, string title, int constraints, int deliverables, int criteria)
    {
        var result = SpecReader.Read(Path.Combine(AppContext.BaseDirectory, "examples", file), 1 << 20);
        Assert.True(result.IsValid, string.Join('\n', result.Errors));
        Assert.Equal(title, result.Spec.Title);
        Assert.Equal((constraints, deliverables, criteria),
            (result.Spec.Constraints.Count, result.Spec.Deliverables.Count, result.Spec.SuccessCriteria.Count));
    }
}
