using Orchestrator.Rehearsal.Scripts;
using Xunit;

namespace Orchestrator.Tests.Rehearsal;

public sealed class ScriptParserTests
{
    public static TheoryData<string, object> Steps => new()
    {
        { "say two  blanks", new Step.Say("two  blanks") },
        { "work 1h30m", new Step.Work(TimeSpan.FromMinutes(90)) },
        { "work 2", new Step.Work(TimeSpan.FromSeconds(2)) },
        { "quiet 500ms", new Step.Quiet(TimeSpan.FromMilliseconds(500)) },
        { "ask rm -rf x", new Step.Ask("rm -rf x") },
        { "run a | b", new Step.Run("a | b") },
        { "crash 42", new Step.Crash(42) },
        { "signal TERM", new Step.Signal(15) },
        { "signal", new Step.Signal(9) },
        { "hang", new Step.Hang(null) },
        { "flood 2MB", new Step.Flood(2_000_000) },
        { "ignore 5s", new Step.Ignore(TimeSpan.FromSeconds(5)) },
        { "limit 10m", new Step.Limit(TimeSpan.FromMinutes(10)) },
        { "exit 3", new Step.Exit(3) },
    };

    [Theory, MemberData(nameof(Steps))]
    public void A_step_is_read_from_its_line(string line, object step) => Assert.Equal(step, StepParser.Parse("  " + line));

    [Theory]
    [InlineData("  say early", "script:1: A step stands before the first \"when\".")]
    [InlineData("# note\n\nwhen x\n  wrk 2s", "script:4: Unknown step \"wrk\". Steps are say, work")]
    [InlineData("when x\n  work fast", "script:2: \"fast\" is no duration")]
    [InlineData("when x\n  crash 300", "script:2: \"300\" is no number from 0 to 255.")]
    [InlineData("when x\n  flood 3 apples", "script:2: \"3 apples\" is no size")]
    [InlineData("when x\n  run", "script:2: \"run\" needs a command line")]
    [InlineData("when (", "script:1: Invalid pattern")]
    [InlineData("when", "script:1: \"when\" needs a regular expression")]
    [InlineData("when time=no x", "script:1: \"time=no\" wants a number from 1.")]
    [InlineData("if x", "script:1: \"if\" is neither start, when nor otherwise")]
    public void A_mistake_is_named_with_its_line(string script, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => ScriptParser.Parse(script, "script", 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_first_rule_that_matches_says_what_is_done()
    {
        var script = ScriptParser.Parse("when ^Goal: (\\w+)$\n  say {1}\nwhen Goal\n  say other\notherwise\n  say none", "script", 1);

        Assert.Equal([new Step.Say("{1}")], script.TurnFor("Brief\nGoal: shop\nMore").Steps);
        Assert.Equal("shop", script.TurnFor("Brief\nGoal: shop\nMore").Groups["1"]);
        Assert.Equal([new Step.Say("other")], script.TurnFor("My Goal").Steps);
        Assert.Equal([new Step.Say("none")], script.TurnFor("x").Steps);
    }

    [Theory]
    // The second rule does not see the prompt that the first one took, so its second time is the third prompt.
    [InlineData(1, new[] { 7, 9, 8 })]
    [InlineData(2, new[] { 9, 9, 9 })]
    public void A_rule_may_be_for_one_incarnation_and_one_time_only(int incarnation, int[] exitCodes)
    {
        var script = ScriptParser.Parse("when incarnation=1 time=1 go\n  crash 7\nwhen incarnation=1 time=2 .\n  crash 8\notherwise\n  crash 9", "script", incarnation);

        var done = new[] { "go", "x", "x" }.Select(prompt => ((Step.Crash)script.TurnFor(prompt).Steps[0]).ExitCode).ToArray();

        Assert.Equal(exitCodes, done);
    }

    [Fact]
    public void What_is_done_at_the_start_may_be_for_one_incarnation_only()
    {
        const string Script = "start\n  say up\nstart incarnation=2\n  say again";

        Assert.Equal([new Step.Say("up")], ScriptParser.Parse(Script, "script", 1).Start);
        Assert.Equal([new Step.Say("up"), new Step.Say("again")], ScriptParser.Parse(Script, "script", 2).Start);
    }

    [Theory]
    [InlineData("[shop:dev#1 brief]\nYou are dev.", "read my brief")]
    [InlineData("[shop:dev#2 check-in]\nHow is it going?", "nothing new")]
    public void A_brief_and_a_check_in_are_answered_by_a_report(string prompt, string report)
    {
        Assert.Contains(report, Assert.Single(RehearsalScript.BuiltIn(reports: true).TurnFor(prompt).Steps.OfType<Step.Run>()).Command, StringComparison.Ordinal);
        Assert.Empty(RehearsalScript.BuiltIn(reports: false).TurnFor(prompt).Steps.OfType<Step.Run>());
    }

    [Fact]
    public void A_line_that_begins_with_a_slash_but_no_verb_is_no_command() => Assert.Empty(StepParser.ParseCommands("/usr/bin/env\n / work 2s\nsee /work"));
}
