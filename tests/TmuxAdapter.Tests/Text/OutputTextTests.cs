using System.Text;
using Xunit;

namespace Orchestrator.TmuxAdapter.Tests.Text;

public sealed class OutputTextTests
{
    public static TheoryData<string, string> Vectors => new()
    {
        { "one\r\ntwo\r\n", "one\ntwo\n" },
        { "\e[1;31mred\e[0m and \e]8;;http://x\e\\link\e]8;;\a\r\n", "red and link\n" },
        { "\e]0;title\aa\e]2;other\e\\b\r\n", "ab\n" },
        { "\ePq#0;2;0\e\\c\e_apc\e\\d\e(Be\e=f\r\n", "cdef\n" },
        { "héé 😀 漢字\r\n", "héé 😀 漢字\n" },
        { "10%\r20%\r100%\r\n", "100%\n" },
        { "abcdef\rxy\r\n", "xycdef\n" },
        { "abcdef\rxy\e[K\r\n", "xy\n" },
        { "typo\b\bed\r\n", "tyed\n" },
        { "abc\b \b\r\n", "ab \n" },
        { "a\e[5Cb\r\n", "a     b\n" },
        { "abcdef\e[3D\e[2P\r\n", "abcf\n" },
        { "abcf\e[D\e[2@de\r\n", "abcdef\n" },
        { "a\0b\e[?25lc\u009bd\r\n", "abcd\n" },
        { "a\e[31\r\nmb\r\n", "a\nb\n" }, // a control inside a sequence is carried out at once
        { "\e]never ended\e[2Kstill read\r\n", "still read\n" },
        { "two\r\n\r\nlines\n", "two\n\nlines\n" },
        { "no end", "" },
    };

    [Theory, MemberData(nameof(Vectors))]
    public void Output_becomes_the_lines_that_were_on_the_screen_however_it_is_cut(string output, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(output);
        for (var size = 1; size <= bytes.Length; size++) Assert.Equal(expected, Decode(bytes.Chunk(size)));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Random_output_gives_the_same_lines_however_it_is_cut(int seed)
    {
        var random = new Random(seed);
        string[] parts = ["a", "word ", "漢", "\r", "\n", "\r\n", "\b", "\t", "\e[2K", "\e[K", "\e[2A", "\e[H", "\e[5;3H", "\e[3D", "\e[2P", "\e[4@", "\e[1049h", "\e[1049l", "\e[?1049h", "\e[?1049l",
            "\e[?2004h", "\e[?2004l", "\e[31m", "\e]0;t\a", "\e", "\e7", "\e8", "\eM", "\u009b", "😀"];
        for (var round = 0; round < 300; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 60).Select(_ => parts[random.Next(parts.Length)])));
            if (round % 3 == 0) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var whole = Record([bytes]);
            Assert.Equal(whole, Record(bytes.Chunk(1)));
            Assert.Equal(whole, Record(bytes.Chunk(random.Next(1, 20))));
        }
    }

    [Fact]
    public void A_line_without_end_is_kept_within_bounds_and_nothing_is_lost()
    {
        var text = new string('x', 1_000_000);
        var plain = new LineLengths();
        var reader = new OutputText(plain);
        for (var i = 0; i < text.Length; i += 1000) reader.Read(Encoding.ASCII.GetBytes(text.Substring(i, 1000)));
        Assert.True(plain.Longest <= OutputText.MostCharacters);
        Assert.InRange(reader.CurrentLength, 1, OutputText.MostCharacters);
    }

    [Fact]
    public void A_prompt_without_end_of_line_is_given_when_output_pauses_and_the_rest_of_it_later()
    {
        var plain = new PlainText();
        var reader = new OutputText(plain);
        reader.Read("Password: "u8);
        Assert.Equal("", plain.Take());
        reader.Flush();
        Assert.Equal("Password: ", plain.Take());
        reader.Read("ok\r\nnext"u8);
        reader.Flush();
        Assert.Equal("ok\nnext", plain.Take());
    }

    [Fact]
    public void A_bell_is_told_from_the_end_of_a_title()
    {
        var heard = new Heard();
        new OutputText(heard).Read("\e]0;one\aa\ab\e]2;two\e\\"u8);
        Assert.Equal((1, "one|two|"), (heard.Bells, heard.Titles));
    }

    private static string Decode(IEnumerable<byte[]> chunks)
    {
        var plain = new PlainText();
        var reader = new OutputText(plain);
        foreach (var chunk in chunks) reader.Read(chunk);
        return plain.Take();
    }

    private static string Record(IEnumerable<byte[]> chunks)
    {
        var all = new Everything();
        var reader = new OutputText(all);
        foreach (var chunk in chunks) reader.Read(chunk);
        reader.Flush();
        return all.Said.ToString();
    }

    private sealed class Everything : IOutputLines
    {
        public StringBuilder Said { get; } = new();

        public void OnLine(ReadOnlySpan<char> text, LinePlace place) => Said.Append(text).Append('|').Append(place).Append('\n');

        public void OnMove(long row) => Said.Append("move ").Append(row).Append('\n');

        public void OnReset(bool isAlternate) => Said.Append("reset ").Append(isAlternate).Append('\n');
    }

    private sealed class LineLengths : IOutputLines
    {
        public int Longest { get; private set; }

        public void OnLine(ReadOnlySpan<char> text, LinePlace place) => Longest = Math.Max(Longest, text.Length);
    }

    private sealed class Heard : IOutputLines
    {
        public int Bells { get; private set; }

        public string Titles { get; private set; } = "";

        public void OnLine(ReadOnlySpan<char> text, LinePlace place)
        {
        }

        public void OnBell() => Bells++;

        public void OnTitle(string title) => Titles += title + "|";
    }
}
