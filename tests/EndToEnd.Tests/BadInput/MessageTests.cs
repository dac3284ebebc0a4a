using System.Text;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.BadInput;

public sealed class MessageTests(TeamHome team) : IClassFixture<TeamHome>
{
    [Fact]
    public void Every_character_is_sent_and_only_what_is_text_reaches_the_terminal()
    {
        var all = string.Concat(Enumerable.Range(1, 255).Select(c => (char)c));
        Deliver("all\u001b[201~" + all + "\u001b[201~end");
        var ascii = string.Concat(Enumerable.Range(0x20, 0x5f).Select(c => (char)c));
        var latin = string.Concat(Enumerable.Range(0xa0, 0x60).Select(c => (char)c));
        Eventually.Holds(() => Assert.Contains("all[201~\t\n\n" + ascii + latin + "[201~end", Received(), StringComparison.Ordinal));
        Assert.DoesNotContain(Received(), c => char.IsControl(c) && c is not ('\n' or '\t'));
    }

    [Fact]
    public void A_message_of_a_mebibyte_arrives_whole()
    {
        var text = string.Concat(Enumerable.Range(0, 1 << 14).Select(n => $"line {n:00000} of many, {new string('é', 20)}\n"));
        while (Encoding.UTF8.GetByteCount(text) is var size and < 1 << 20) text += new string('x', Math.Min(79, (1 << 20) - size - 1)) + "\n";
        text = text[..^1] + "z";
        Assert.Equal(1 << 20, Encoding.UTF8.GetByteCount(text));
        Deliver(text);
        Eventually.Holds(() => Assert.Contains(text, Received(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_line_longer_than_a_terminal_takes_comes_as_a_file()
    {
        var text = "long" + new string('y', 100_000);
        Deliver(text);
        Eventually.Holds(() => Assert.Contains("too long for this terminal", Received(), StringComparison.Ordinal));
        var named = Received().Split('\n').Last(l => l.Contains("too long for this terminal", StringComparison.Ordinal)).Split("in: ")[^1];
        Assert.Contains(text, File.ReadAllText(named), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-x")]
    [InlineData("!date")]
    [InlineData("/exit")]
    [InlineData("--help")]
    [InlineData("--json")]
    [InlineData("[directive]")]
    [InlineData("@file")]
    [InlineData("$(touch x) `touch x` #(touch x) #{pane_id}; ~ \\n %1")]
    public void A_text_that_looks_like_something_else_is_a_text(string text)
    {
        _ = team.Home.Run("send", "shop:developer", "--wait=15", "--", text).Done;
        Eventually.Holds(() => Assert.Contains("\n" + text + "\n", Received(), StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFiles(team.Home.Path, "x", SearchOption.AllDirectories));
    }

    [Fact]
    public void What_is_no_message_is_refused_and_not_stored()
    {
        var before = Stored();
        team.Refused(2, "empty", "send", "shop:developer", "");
        team.Refused(2, "empty", "send", "shop:developer", " \n ");
        team.Refused(2, "empty", "send", "shop:developer", "\u001b\u0003");
        team.Refused(2, "0xff at offset 2", "send", "shop:developer", "--file", team.Write("wrong", [.. "ab"u8, 0xff]));
        team.Refused(2, "NUL at byte 1", "send", "shop:developer", "--file", team.Write("nul", "a\0b"u8.ToArray()));
        team.Refused(4, "1,048,577 bytes", "send", "shop:developer", "--file", team.Write("over", Enumerable.Repeat((byte)'a', (1 << 20) + 1).ToArray()));
        team.Refused(4, "16 MiB", "send", "shop:developer", "--file", team.Write("huge", new byte[17 << 20]));
        team.Refused(3, "none.txt", "send", "shop:developer", "--file", "none.txt");
        team.Refused(3, "no agent shop:nobody", "send", "shop:nobody", "hello");
        team.Refused(3, "no project elsewhere", "send", "elsewhere:developer", "hello");
        Assert.Equal(before, Stored());
    }

    [Fact]
    public void A_message_to_an_agent_that_takes_none_waits_for_it()
    {
        _ = team.Home.Run("pause", "shop:tester").Done;
        team.Refused(124, "it is queued", "send", "shop:tester", "for the paused one", "--wait=1");
        _ = team.Home.Run("continue", "shop:tester").Done;
        Eventually.Holds(() => Assert.Contains("for the paused one", team.Home.Received("tester"), StringComparison.Ordinal));

        _ = team.Home.Run("agent", "stop", "shop:tester").Done;
        Assert.Equal("queued", team.Home.Run("send", "shop:tester", "for the stopped one", "--json").Done.Json.GetProperty("message").GetProperty("state").GetString());
        _ = team.Home.Run("agent", "restart", "shop:tester").Done;
        Eventually.Holds(() => Assert.Equal(2, team.Home.Received("tester").Split("for the stopped one").Length));
    }

    private void Deliver(string text) => _ = team.Home.RunWith(Encoding.UTF8.GetBytes(text), "send", "shop:developer", "--file", "-", "--wait=30").Done;

    private string Received() => team.Home.Received("developer");

    private int Stored() => team.Home.Run("messages", "shop:developer", "--limit", "1000", "--json").Done.Json.GetProperty("messages").GetArrayLength();
}
