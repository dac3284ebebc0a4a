using FsCheck;
using FsCheck.Fluent;
using Orchestrator.TmuxAdapter.Protocol;
using System.Text;
using Xunit;
using static Orchestrator.TmuxAdapter.Protocol.ControlModeMessage;

namespace Orchestrator.TmuxAdapter.Tests.Protocol;

public sealed class ControlModeParserTests
{
    /// <summary>What tmux 3.3a really sent (Latin-1, one char a byte), and what we make of it.</summary>
    public static TheoryData<string, string[]> Vectors => new()
    {
        { "%begin 9 267 1\n%end 9 267 1\n", ["reply 267 ours"] },
        { "%begin 9 267 1\na\nb\n%end 9 267 1\n", ["reply 267 ours: a|b"] },
        { "%begin 9 267 1\n\n%end 9 267 1\n", ["reply 267 ours: "] },
        { "%begin 9 269 0\nhooked\n%end 9 269 0\n", ["reply 269 not ours: hooked"] },
        { "%begin 9 277 1\nparse error: x\n%error 9 277 1\n", ["error 277 ours: parse error: x"] },
        { "%begin 9 278 1\n%end 1 2 3\n%end 9 278 1\n", ["reply 278 ours: %end 1 2 3"] },
        { "%begin 9 278 1\n%error 9 278 0\n%window-add @1\n%end 9 278 1\n", ["reply 278 ours: %error 9 278 0|%window-add @1"] },
        { "%output %1 \u00e3\u0081\n%output %1 \u0082\\015\\012\n", ["output %1: E381", "output %1: 820D0A"] },
        { "%output %1 a\\134\u007f b\n", ["output %1: 615C7F2062"] },
        { "%output %1 \n", ["output %1: "] },
        { "%window-renamed @1 my window\n%sessions-changed\n", ["window-renamed: @1 my window", "sessions-changed: "] },
        { "/nonexist: No such file or directory\n%begin 9 3 1\nno buffer\n%error 9 3 1\n", ["loose: /nonexist: No such file or directory", "error 3 ours: no buffer"] },
        { "\n%exit server exited unexpectedly\n", ["loose: ", "exit: server exited unexpectedly"] },
        { "%exit", [] },
    };

    [Theory, MemberData(nameof(Vectors))]
    public void The_same_bytes_give_the_same_messages_however_they_are_cut(string wire, string[] expected)
    {
        foreach (var chunks in EveryCut(Encoding.Latin1.GetBytes(wire)))
            Assert.Equal(expected, Parse(chunks));
    }

    [Fact]
    public void A_recorded_session_gives_the_same_messages_however_it_is_cut()
    {
        var wire = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Protocol", "session-3.3a.txt"));
        var expected = Parse([wire]);
        Assert.Equal(31, expected.Count);
        Assert.Equal(21, expected.Count(message => message.StartsWith("reply ", StringComparison.Ordinal)));
        Assert.Contains("error 282 ours: can't find pane: %99", expected);
        Assert.Contains("loose: /nonexist: No such file or directory", expected);
        Assert.Equal("exit: ", expected[^1]);
        foreach (var chunks in EveryCut(wire)) Assert.Equal(expected, Parse(chunks));
    }

    [Fact]
    public void Random_bytes_give_the_same_messages_or_the_same_refusal_however_they_are_cut()
    {
        // Pieces of the grammar among random bytes, so that the deeper states are reached.
        var piece = Gen.OneOf(
            Gen.Elements("%begin 1 2 1\n", "%end 1 2 1\n", "%error 1 2 1\n", "%begin x y z\n", "%end x y z\n", "%output %1 \\0", "%output ", "\\134", "\n", "%", " ")
                .Select(Encoding.Latin1.GetBytes),
            Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf());
        var input = piece.ListOf().Select(pieces => pieces.SelectMany(bytes => bytes).ToArray());
        Prop.ForAll(input.ToArbitrary(), Gen.Choose(1, 7).ToArbitrary(), (bytes, size) =>
            Assert.Equal(ParseOrRefuse([bytes]), ParseOrRefuse([.. bytes.Chunk(size)]))).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_line_over_the_limit_is_refused_before_it_ends() =>
        Assert.Throws<ControlModeException>(() => Parse([new byte[65]], maxLineBytes: 64));

    [Theory]
    [InlineData("%output %1 \\08\n")]
    [InlineData("%output %1 \\777\n")]
    [InlineData("%output %1 \\1\n")]
    [InlineData("%begin 9 x 1\n%end 9 x 1\n")]
    [InlineData("%begin 9 12x 1\n%end 9 12x 1\n")]
    [InlineData("%begin\n%end\n")]
    public void A_malformed_line_is_refused(string wire) =>
        Assert.Throws<ControlModeException>(() => Parse([Encoding.Latin1.GetBytes(wire)]));

    /// <summary>Whole; cut in two at every place; and one byte at a time.</summary>
    private static IEnumerable<byte[][]> EveryCut(byte[] bytes) =>
        [[bytes], .. Enumerable.Range(1, bytes.Length - 1).Select(i => new[] { bytes[..i], bytes[i..] }), bytes.Chunk(1).ToArray()];

    private static List<string> ParseOrRefuse(byte[][] chunks)
    {
        var seen = new List<string>();
        try
        {
            Parse(chunks, 1024, seen);
        }
        catch (ControlModeException e)
        {
            seen.Add($"refused: {e.Message}");
        }

        return seen;
    }

    private static List<string> Parse(byte[][] chunks, int maxLineBytes = 1024)
    {
        var seen = new List<string>();
        Parse(chunks, maxLineBytes, seen);
        return seen;
    }

    private static void Parse(byte[][] chunks, int maxLineBytes, List<string> seen)
    {
        var parser = new ControlModeParser(maxLineBytes);
        byte[] kept = [];
        foreach (var chunk in chunks)
        {
            ReadOnlySpan<byte> unread = (byte[])[.. kept, .. chunk];
            while (parser.TryRead(ref unread, out var message)) seen.Add(Describe(message));
            kept = unread.ToArray();
        }
    }

    private static string Describe(ControlModeMessage message) => message switch
    {
        Reply r => $"{(r.IsError ? "error" : "reply")} {r.Number} {(r.IsOurs ? "ours" : "not ours")}"
            + (r.Lines.Count == 0 ? "" : $": {string.Join('|', r.Lines)}"),
        Output o => $"output {o.Pane}: {Convert.ToHexString(o.Bytes.Span)}",
        Notification n => $"{n.Name}: {n.Arguments}",
        LooseText t => $"loose: {t.Line}",
        _ => throw new ArgumentOutOfRangeException(nameof(message)),
    };
}
