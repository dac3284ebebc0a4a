using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.PermissionRequests;
using Xunit;

namespace Orchestrator.Agents.Tests.CodingAgents;

/// <summary>Dialogs as they were seen in tmux.</summary>
public sealed class DialogReaderTests
{
    private const string Claude = """
        ❯ run it
        ● Bash(touch a.txt && echo made)
          ⎿  Waiting…
        ────────────────────────────────────
         Bash command

           touch a.txt && echo made
           Run shell command

         Do you want to proceed?
         ❯ 1. Yes
           2. Yes, and always allow access to claude/ from this project
           3. No

         Esc to cancel · Tab to amend · ctrl+e to explain
        """;

    private const string Codex = """
        • Running echo made
          Would you like to run the following command?
          Reason: need it
          $ echo made
        › 1. Yes, proceed (y)
          2. Yes, and don't ask again for commands that start with `echo made` (p)
          3. No, and tell Codex what to do differently (esc)
          Press enter to confirm or esc to cancel
        """;

    private const string Gemini = """
        ╭──────────────────────────────────╮
        │ ? Shell  touch made.txt          │
        │ Allow execution of [Shell]?      │
        │                                  │
        │   1. Allow once                  │
        │ ● 2. Allow for this session      │
        │   3. No, suggest changes (esc)   │
        ╰──────────────────────────────────╯
        """;

    private const string Question = """
         ☐ Colour
        Which colour?
          1. Red
             r
        ❯ 2. Blue
             b
          3. Type something.
        Enter to select · Esc to cancel
        """;

    [Fact]
    public void The_question_and_the_options_are_read_without_their_frame()
    {
        var claude = DialogReader.Read(Lines(Claude));
        Assert.Equal("Bash command\ntouch a.txt && echo made\nRun shell command\nDo you want to proceed?", claude.Question);
        Assert.Equal([new("1", "Yes"), new("2", "Yes, and always allow access to claude/ from this project"), new("3", "No")], claude.Options);

        var gemini = DialogReader.Read(Lines(Gemini));
        Assert.Equal("? Shell  touch made.txt\nAllow execution of [Shell]?", gemini.Question);
        Assert.Equal(["Allow once", "Allow for this session", "No, suggest changes (esc)"], gemini.Options.Select(o => o.Label));

        Assert.Equal(["Red", "Blue", "Type something."], DialogReader.Read(Lines(Question)).Options.Select(o => o.Label));
        Assert.Equal(3, DialogReader.Read(Lines(Codex)).Options.Count);
    }

    [Fact]
    public void Moving_the_mark_makes_no_other_dialog()
    {
        var moved = Claude.Replace(" ❯ 1. Yes", "   1. Yes", StringComparison.Ordinal).Replace("   3. No", " ❯ 3. No", StringComparison.Ordinal);

        Assert.Equal(DialogReader.Read(Lines(Claude)), DialogReader.Read(Lines(moved)));
        Assert.Equal(("1", "3"), (DialogReader.MarkedKey(Lines(Claude)), DialogReader.MarkedKey(Lines(moved))));
        Assert.NotEqual(DialogReader.Read(Lines(Claude)), DialogReader.Read(Lines(Claude.Replace("a.txt", "b.txt", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("plain\ntext")]
    [InlineData("2. not\n3. from one")]
    [InlineData("")]
    public void What_has_no_numbered_options_has_none(string screen) => Assert.Empty(DialogReader.Read(Lines(screen)).Options);

    [Theory]
    [InlineData(Claude, true, null, "1")]
    [InlineData(Claude, false, null, "3")]
    [InlineData(Claude, true, "always allow", "2")]
    [InlineData(Claude, true, "yes", "1")]
    [InlineData(Codex, true, null, "1")]
    [InlineData(Codex, false, null, "3")]
    [InlineData(Gemini, true, null, "1")]
    [InlineData(Gemini, false, null, "3")]
    [InlineData(Question, true, "blue", "2")]
    [InlineData(Question, true, null, null)] // no option of it allows anything
    [InlineData(Claude, true, "o", null)] // more than one is meant
    [InlineData(Claude, true, "maybe", null)]
    public void An_answer_takes_the_one_option_that_its_label_means(string screen, bool allow, string? label, string? key) =>
        Assert.Equal(key, DialogAnswer.Choose(DialogReader.Read(Lines(screen)), allow, label)?.Key);

    private static string[] Lines(string screen) => screen.Split('\n');
}
