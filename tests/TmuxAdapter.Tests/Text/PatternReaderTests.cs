using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace Orchestrator.TmuxAdapter.Tests.Text;

public sealed class PatternReaderTests
{
    public static TheoryData<string, string, string[]> Vectors => new()
    {
        { "DONE-\\d+", "x DONE-1 y DONE-42\r\nDONE-7\r\n", ["DONE-1", "DONE-42", "DONE-7"] },
        { "error", "\e[31mer\e[0mror\r\n", ["error"] },
        { "größe 😀", "die größe 😀!\r\n", ["größe 😀"] },
        { "^b$", "a\r\nb\r\nbb\r\n", ["b"] },
        { "start[\\s\\S]*?end", "start\r\nmiddle\r\nend start end\r\n", ["start\nmiddle\nend", "start end"] },
        { "a\\s+b", "a\r\nb\r\na b\r\n", ["a\nb", "a b"] },
        { "one\\n", "one\r\ntwo\r\none\r\n", ["one\n", "one\n"] },
        { "x*", "axxb\r\n", ["xx"] },
        { "(?<=id )\\d+", "id 7\r\nno 8\r\n", ["7"] }, // needs backtracking
        { "(\\w+) \\1", "the the\r\n", ["the the"] },
        { "same", "same\r\nsame\r\nsame same\r\n", ["same", "same", "same", "same"] },
        { "FAIL", "10% FAIL\r20% FAIL\r30% FAIL\r\nFAIL\r\n", ["FAIL", "FAIL"] }, // a progress line written over, then another line
        { "FAIL", "1 FAIL\r2 fine\r3 FAIL\r\n", ["FAIL", "FAIL"] }, // it was gone in between
        { "\\d%", "1%\r2%\r2%\r\n", ["1%", "2%"] },
        // A region redrawn by going up: the same once, a new line below once more.
        { "ERR \\d", "ERR 1\r\nok\r\n\e[2AERR 1\r\nok\r\nERR 1\r\n", ["ERR 1", "ERR 1"] },
        { "ERR", "ERR\r\n~~\r\n\e[1A\e[2KERR\r\n~~\r\n", ["ERR", "ERR"] }, // above the region, an equal line is new
        // The alternate screen, painted anew each time.
        { "ERR", "\e[?1049h\e[H\e[2JERR\r\nx\r\n\e[HERR\r\ny\r\n\e[HERR\r\nz\r\n\e[?1049l", ["ERR"] },
        { "ERR", "\e[?1049h\e[HERR\r\nx\r\n\e[HERR\r\nERR\r\n\e[HERR\r\nERR\r\n\e[?1049l", ["ERR", "ERR"] },
        { "ERR", "\e[?1049h\e[1;1Ha\e[2;1HERR\e[1;1HERR\e[2;1Ha \e[?1049l", ["ERR"] }, // scrolled up by one
        { "ERR", "\e[?1049h\e[HERR\r\nx\r\n\e[Hfine\r\nx\r\n\e[HERR\r\nx\r\n\e[?1049l", ["ERR", "ERR"] }, // it was gone for a pass
        { "ERR", "\e[?1049hERR\r\n\e[?1049lERR\r\n\e[?1049hERR\r\n\e[?1049l", ["ERR", "ERR", "ERR"] },
        { "ERR", "ERR\r\n$ \e[?2004hmake\r\n\e[?2004l\r\e[H\e[2JERR\r\n", ["ERR", "ERR"] }, // a new command's output is new
    };

    [Theory, MemberData(nameof(Vectors))]
    public void Each_occurrence_is_found_once_however_the_output_is_cut(string pattern, string output, string[] expected)
    {
        var bytes = Encoding.UTF8.GetBytes(output);
        for (var size = 1; size <= bytes.Length; size++) Assert.Equal(expected, Find(pattern, bytes.Chunk(size)));
    }

    [Theory, InlineData(11), InlineData(12), InlineData(13)]
    public void Random_flowing_output_gives_what_the_expression_finds_in_its_lines(int seed)
    {
        var random = new Random(seed);
        string[] parts = ["DONE-", "1", "23", " ", "\r\n", "\e[32m", "é", "DONE"];
        foreach (var pattern in new[] { "DONE-\\d+", "\\d+|é+", "DONE$", "(?<=1)DONE" })
        {
            var output = string.Concat(Enumerable.Range(0, 2000).Select(_ => parts[random.Next(parts.Length)])) + "\r\n";
            var plain = output.Replace("\e[32m", "", StringComparison.Ordinal).Split("\r\n");
            var expected = plain.SelectMany(line => Regex.Matches(line, pattern).Select(m => m.Value));
            var bytes = Encoding.UTF8.GetBytes(output);
            Assert.Equal(expected, Find(pattern, Cut(bytes, random)));
        }
    }

    [Fact]
    public void A_prompt_is_found_when_output_pauses_and_not_again_when_its_line_goes_on()
    {
        var (reader, found) = Reader("Password:|ok");
        reader.Read("Password:"u8);
        Assert.Empty(found);
        reader.Flush();
        Assert.Equal(["Password:"], found);
        reader.Read(" ok\r\n"u8);
        Assert.Equal(["Password:", "ok"], found);
    }

    [Fact]
    public void A_shells_line_editor_and_typed_lines_are_echo_and_their_output_is_not()
    {
        var found = new List<string>();
        Assert.True(OutputPattern.TryParse("DONE", out var pattern, out _));
        var patterns = new PatternReader(pattern, m => found.Add(m.Line), ignoreEcho: true);
        var reader = new OutputText(patterns);
        reader.Read("\e[?2004h$ echo DONE\r\n\e[?2004l\rDONE by bash\r\n\e[?2004h$ "u8);
        Assert.Equal(["DONE by bash"], found);
        reader.Read("\e[?2004l\r"u8);
        patterns.OnInput("echo DONE by dash\r");
        reader.Read("# echo DONE by dash\r\nDONE by dash\r\n"u8);
        Assert.Equal(["DONE by bash", "DONE by dash"], found);
        reader.Read("\e[?25l\e[?2004hDONE by a program that draws\r\n"u8); // it asks for bracketed pastes, and hides the cursor
        reader.Read("\e[?2004h\e[?25lDONE too\r\n"u8);
        Assert.Equal("DONE too", found[^1]);
    }

    [Fact]
    public void One_that_begins_in_the_middle_of_a_line_sees_only_what_comes()
    {
        var found = new List<string>();
        Assert.True(OutputPattern.TryParse("ab", out var pattern, out _));
        var patterns = new PatternReader(pattern, m => found.Add(m.Text));
        patterns.Begin(0, 3);
        var reader = new OutputText(patterns);
        reader.Read("ab ab\r\nab\r\n"u8);
        Assert.Equal(["ab", "ab"], found);
    }

    [Theory]
    [InlineData("a(b", 3)]
    [InlineData("[z-a]", 4)]
    [InlineData("x{2,1}", 6)]
    public void An_expression_that_cannot_be_read_is_refused_with_its_place(string text, int position)
    {
        Assert.False(OutputPattern.TryParse(text, out _, out var problem));
        Assert.Contains($"position {position.ToString(CultureInfo.InvariantCulture)}", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_catastrophic_expression_runs_in_linear_time_or_is_ended()
    {
        var line = Encoding.ASCII.GetBytes(new string('a', 5000) + "!\r\n");
        Assert.True(OutputPattern.TryParse("(a+)+$", out var linear, out _));
        Assert.Null(linear.Warning);
        new OutputText(new PatternReader(linear, _ => Assert.Fail("It ends with !"))).Read(line);

        Assert.True(OutputPattern.TryParse("(?=a)(a+)+$", out var backtracking, out _));
        Assert.Contains("backtracking", backtracking.Warning, StringComparison.Ordinal);
        Assert.Throws<PatternTooSlowException>(() => new OutputText(new PatternReader(backtracking, _ => { })).Read(line));
    }

    [Fact]
    public void An_expression_that_takes_long_in_the_middle_of_a_line_still_gives_each_occurrence_once() =>
        Assert.Equal(["b", "b", "aaa!"], Find("(a+)+!|b", [Encoding.ASCII.GetBytes($"b {new string('a', 60)}? b aaa!\r\n")]));

    [Fact]
    public void A_line_that_comes_in_parts_is_one_occurrence_and_a_prompt_is_one_once_it_rests()
    {
        var found = new List<string>();
        Assert.True(OutputPattern.TryParse("id-\\d+|ready|login: ?", out var pattern, out _));
        var text = new OutputText(new PatternReader(pattern, match => found.Add(match.Text)));
        Write("id-92", pause: true);
        Assert.Empty(found);
        Write("24 of the log\r\n");
        Assert.Equal(["id-9224"], found);
        Write("ready", pause: true); // which nothing makes longer
        Assert.Equal(["id-9224", "ready"], found);
        Write("\r\nid-1", pause: true);
        text.Rest();
        Assert.Equal("id-1", found[^1]);
        Write("\r\nid-2", pause: true);
        Write("\rnothing\r\n"); // written over
        Assert.Equal("id-2", found[^1]);
        Write("id-3", pause: true);
        Write("\e[5A"); // left
        Assert.Equal(["id-9224", "ready", "id-1", "id-2", "id-3"], found);
        text.Rest();
        Assert.Equal(5, found.Count);

        void Write(string output, bool pause = false)
        {
            text.Read(Encoding.ASCII.GetBytes(output));
            if (pause) text.Flush();
        }
    }

    private static IEnumerable<byte[]> Cut(byte[] bytes, Random random)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var size = Math.Min(random.Next(1, 40), bytes.Length - at);
            yield return bytes[at..(at + size)];
            at += size;
        }
    }

    private static List<string> Find(string pattern, IEnumerable<byte[]> chunks)
    {
        var (reader, found) = Reader(pattern);
        foreach (var chunk in chunks) reader.Read(chunk);
        reader.Flush();
        return found;
    }

    private static (OutputText Reader, List<string> Found) Reader(string text)
    {
        Assert.True(OutputPattern.TryParse(text, out var pattern, out var problem), problem);
        var found = new List<string>();
        return (new OutputText(new PatternReader(pattern, m => found.Add(m.Text))), found);
    }
}
