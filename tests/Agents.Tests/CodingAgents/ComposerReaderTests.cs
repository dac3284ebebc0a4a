using Orchestrator.Agents.CodingAgents;
using System.Text.RegularExpressions;
using Xunit;

namespace Orchestrator.Agents.Tests.CodingAgents;

/// <summary>Composers as they were seen in tmux: the line in escape sequences, and where the cursor was.</summary>
public sealed class ComposerReaderTests
{
    private const string Claude = "^\\s*❯(\\s|$)", Codex = "^›(\\s|$)", Gemini = "^ [>*!]( |$)", Qwen = "^\\s*>( |$)";

    [Theory]
    [InlineData(Claude, "\u001b[39m❯\u00a0\u001b[7m \u001b[0m", 2)]
    [InlineData(Claude, "❯", 2)] // blanks at a line's end are cut off
    [InlineData(Claude, "\u001b[39m❯\u00a0\u001b[7mT\u001b[0m\u001b[2mry \"fix lint errors\"\u001b[0m", 2)]
    [InlineData(Codex, "\u001b[1m›\u001b[0m \u001b[2mAsk Codex to do anything\u001b[0m", 2)]
    [InlineData(Gemini, " > \u001b[7m \u001b[0m\u001b[38;5;246m Type your message or @path/to/file\u001b[39m", 3)]
    [InlineData(Qwen, "\u001b[38;5;183m> \u001b[4m\u001b[39mR\u001b[0m\u001b[38;5;103m\u001b[49mead it again", 2)] // its own proposal, and its cursor underlined
    public void A_hint_and_the_drawn_cursor_are_no_draft(string prompt, string line, int column) =>
        Assert.Equal(ComposerState.Empty, Read(prompt, line, column));

    [Theory]
    [InlineData(Claude, "\u001b[39m❯\u00a0half a thought\u001b[7m \u001b[0m", 16)]
    [InlineData(Claude, "\u001b[39m❯\u00a0half a thought", 2)] // the cursor was put back to its beginning
    [InlineData(Codex, "\u001b[1m›\u001b[0m half", 6)]
    [InlineData(Gemini, " > half", 5)]
    [InlineData(Qwen, "\u001b[38;5;183m> \u001b[39mhal\u001b[4mf\u001b[0m", 2)]
    [InlineData(Claude, "❯   ", 5)]
    public void What_somebody_typed_is_a_draft(string prompt, string line, int column) =>
        Assert.Equal(ComposerState.Draft, Read(prompt, line, column));

    [Fact]
    public void A_draft_may_have_several_lines() =>
        Assert.Equal(ComposerState.Draft, ComposerReader.Read(Of(Claude), ["────", "❯ half a thought", "  and more", "────"], 2, 10, "  and more").State);

    [Theory]
    [InlineData("❯ [shop:tester#18 from user]", "[shop:tester#18 from user]")] // left by Claude Code 2.1.197, the cursor before it
    [InlineData("❯", "")] // and its first line taken out
    public void What_stands_below_the_cursor_is_part_of_a_draft(string first, string text)
    {
        var composer = ComposerReader.Read(Of(Claude), ["────", first, "  This is message number 14.", "────", "  ? for shortcuts"], 1, 2, first);

        Assert.Equal((ComposerState.Draft, text, "  This is message number 14."), (composer.State, composer.Text, composer.Below));
    }

    [Fact]
    public void What_stands_below_a_composer_is_no_draft() =>
        Assert.Equal(Composer.Empty with { IsFramed = true }, ComposerReader.Read(Of(Codex), ["›", "", "  gpt-5 · 100% context left"], 0, 2, "›"));

    [Theory]
    [InlineData("a message", "", "")] // an Enter that became a line feed
    [InlineData("a message", "", "  its last line")]
    public void A_draft_may_have_empty_lines(string first, string second, string third) =>
        Assert.Equal(ComposerState.Draft, ComposerReader.Read(Of(Claude), ["❯ " + first, second, third], 2, third.Length == 0 ? 2 : third.Length, third).State);

    [Theory]
    [InlineData("❯ first prompt", "● an answer", "  below it")] // what was said before is no draft
    [InlineData("❯ first prompt", "", "")]
    [InlineData("plain", "  text", "  text")]
    public void Without_the_prompts_sign_right_above_nothing_is_known(string first, string second, string third) =>
        Assert.Equal(ComposerState.Unknown, ComposerReader.Read(Of(Claude), [first, second, third], 2, 6, third).State);

    [Fact]
    public void Without_a_sign_or_a_line_nothing_is_known()
    {
        Assert.Equal(ComposerState.Unknown, ComposerReader.Read(null, ["❯ x"], 0, 3, "❯ x").State);
        Assert.Equal(ComposerState.Unknown, ComposerReader.Read(Of(Claude), ["❯ x"], 7, 0, "").State);
        Assert.Equal(ComposerState.Unknown, ComposerReader.Read(Of(Claude), ["❯ x"], 0, 0, "❯ x").State);
    }

    [Theory]
    [InlineData("the last of many words", "the last of many words", true)]
    [InlineData("first\n  the last of\n  many words", "first\nthe last of many words ", true)] // wrapped and trimmed
    [InlineData("[Pasted text #1 +50 lines]", "whatever was pasted", true)]
    [InlineData("something of a person's", "the last of many words", false)]
    [InlineData("", "", false)]
    public void A_draft_is_known_as_ours_by_its_end_or_as_a_paste_that_is_not_shown(string draft, string text, bool ours) =>
        Assert.Equal(ours, new Composer(ComposerState.Draft, draft).Holds(text, [new Regex("\\[Pasted text #\\d+")]));

    [Theory]
    [InlineData("some and the last of many words", true)]
    [InlineData("and the last of many words", true)]
    [InlineData("[Pasted text #1 +54 lines] ", true)]
    [InlineData("[Pasted text #1 +54 lines] and a person's", false)]
    [InlineData("look at [Pasted text #1 +54 lines]", false)]
    [InlineData("some and the last of many words, no: few", false)]
    public void Only_our_text_alone_may_be_submitted_later(string draft, bool isOnly) =>
        Assert.Equal(isOnly, new Composer(ComposerState.Draft, draft).IsOnly("some and the last of many words", [new Regex("\\[Pasted text #\\d+")]));

    [Fact]
    public void A_drafts_text_is_read_up_to_the_cursor() =>
        Assert.Equal("half a thought\n  and more", ComposerReader.Read(Of(Claude), ["────", "❯ half a thought", "  and more", "────"], 2, 10, "  and more").Text);

    private static ComposerState Read(string prompt, string line, int column) =>
        ComposerReader.Read(Of(prompt), [Regex.Replace(line, "\u001b\\[[0-9;]*m", "").TrimEnd(' ', '\u00a0')], 0, column, line).State;

    private static Regex Of(string prompt) => new(prompt, RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    [Theory] // OpenCode 1.18 hides its cursor at the screen's end while its window has no focus
    [InlineData(1, 5, ComposerState.Empty)]
    [InlineData(1, 9, ComposerState.Draft)]
    [InlineData(3, 60, ComposerState.Unknown)]
    public void A_cursor_outside_of_a_frame_tells_nothing_of_the_composer(int row, int column, object state)
    {
        string[] lines = ["  ┃", column == 9 ? "  ┃  text" : "  ┃", "  ╹▀▀▀▀▀▀▀", "  /work  1.18.33"];
        Assert.Equal(state, ComposerReader.Read(new System.Text.RegularExpressions.Regex("^\\s*┃  "), lines, row, column, lines[row]).State);
    }
}
