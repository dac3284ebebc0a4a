using Orchestrator.Commands.Messages;
using Orchestrator.Commands.Shared;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Orchestrator.Tests.Commands;

public sealed class SharedTests
{
    [Theory]
    [InlineData("30s", 60, 30)]
    [InlineData("1h30m", 60, 5400)]
    [InlineData("15", 60, 900)]
    [InlineData("15", 1, 15)]
    public void A_duration_has_units_or_counts_what_its_option_says(string text, int bareSeconds, int seconds)
    {
        Assert.True(Durations.TryParse(text, TimeSpan.FromSeconds(bareSeconds), out var duration));
        Assert.Equal(seconds, duration.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-5m")]
    [InlineData("5x")]
    [InlineData("20000d")]
    public void No_duration_is_made_of_anything_else(string text) => Assert.False(Durations.TryParse(text, TimeSpan.FromMinutes(1), out _));

    [Theory]
    [InlineData("send shop hi --wait", "send shop hi --wait=1m")]
    [InlineData("send shop --wait hi", "send shop --wait=1m hi")]
    [InlineData("send shop hi --wait 5s", "send shop hi --wait 5s")]
    [InlineData("send shop hi --wait=5s", "send shop hi --wait=5s")]
    [InlineData("send shop -- --wait", "send shop -- --wait")]
    [InlineData("status --wait", "status --wait")]
    public void A_bare_wait_leaves_the_next_word_to_the_text(string line, string expected) =>
        Assert.Equal(expected.Split(' '), SendCommand.WithWaitLimit(line.Split(' ')));

    [Fact]
    public void The_envelope_has_status_command_and_time_before_the_answers_fields()
    {
        var (output, standard, _) = Program(json: true);
        using var answer = JsonDocument.Parse("""{"project":{"name":"shop"}}""");
        Assert.Equal(0, output.Success("agent add", answer.RootElement, _ => throw new InvalidOperationException("for people only")));
        Assert.Equal("""{"status":"success","command":"agent add","timestamp":"2026-11-20T21:00:00.000Z","project":{"name":"shop"}}""", standard.ToString().TrimEnd());
    }

    [Theory]
    [InlineData("invalid", 2)]
    [InlineData("not_found", 3)]
    [InlineData("refused", 4)]
    [InlineData("unreachable", 5)]
    [InlineData("timed_out", 124)]
    [InlineData("failed", 1)]
    [InlineData("unavailable", 1)]
    public void A_failures_code_decides_the_exit_code_and_stands_in_the_envelope(string code, int exit)
    {
        var (output, standard, error) = Program(json: true);
        Assert.Equal(exit, output.Failure("send", new CommandFailure(code, "No such agent.", "See: orc status")));
        var told = JsonDocument.Parse(standard.ToString()).RootElement.GetProperty("error");
        Assert.Equal((code, "No such agent.", "See: orc status"), (told.GetProperty("code").GetString(), told.GetProperty("message").GetString(), told.GetProperty("hint").GetString()));
        Assert.StartsWith("orc send: No such agent.", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_is_not_utf8_is_refused_with_the_place_of_the_first_wrong_byte()
    {
        byte[] bytes = [.. "grüße "u8, 0xC3, 0x28];
        var failure = Assert.Throws<CommandFailure>(() => Utf8Text.Decode(bytes, "notes.md"));
        Assert.Equal(2, failure.Exit);
        Assert.Contains("0xc3 at offset 8", failure.Message, StringComparison.Ordinal);
        Assert.Equal("ok", Utf8Text.Decode([.. Encoding.UTF8.Preamble, .. "ok"u8], "x"));
    }

    [Fact]
    public void A_nul_in_a_text_is_refused_with_its_place()
    {
        var failure = Assert.Throws<CommandFailure>(() => Invocation.TextOf(["ü\0b"], null));
        Assert.Contains("byte 2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_agents_wrote_cannot_move_a_persons_cursor()
    {
        using var answer = JsonDocument.Parse("""{"text":"a\u001b[2Jb\u009bc\nd"}""");
        Assert.Equal("a\ufffd[2Jb\ufffdc d", answer.RootElement.Text("text"));
    }

    [Fact]
    public void Columns_are_aligned_by_what_a_terminal_shows()
    {
        var table = new Table("NAME", "STATE");
        table.Add("日本", "ready");
        table.Add("ab", new Table.Cell("failed", Tint.Bad));
        var plain = new StringWriter();
        table.Write(plain, colours: false);
        Assert.Equal(["NAME  STATE", "日本  ready", "ab    failed"], plain.ToString().TrimEnd().ReplaceLineEndings("\n").Split('\n'));
        var coloured = new StringWriter();
        table.Write(coloured, colours: true);
        Assert.Contains("\e[31mfailed\e[0m", coloured.ToString(), StringComparison.Ordinal);
    }

    private static (Output Output, StringWriter Standard, StringWriter Error) Program(bool json)
    {
        var (standard, error) = (new StringWriter(), new StringWriter());
        return (new Output(json, standard, error, colours: false, new Evening()), standard, error);
    }

    private sealed class Evening : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 20, 21, 0, 0, TimeSpan.Zero);
    }
}
