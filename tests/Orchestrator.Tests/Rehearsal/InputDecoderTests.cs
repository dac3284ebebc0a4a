using Orchestrator.Rehearsal.Input;
using System.Text;
using Xunit;

namespace Orchestrator.Tests.Rehearsal;

public sealed class InputDecoderTests
{
    public static TheoryData<string, string[]> Vectors => new()
    {
        { "abc", ["typed abc"] },
        { "a日b", ["typed a日b"] },
        { "hi\r", ["typed hi", "Enter"] },
        { "a\rb\r", ["typed a", "Enter", "typed b", "Enter"] },
        { "\n", ["NewLine"] },
        { "\e\r", ["NewLine"] },
        { "\x7f\x15\x03\x04\t", ["Backspace", "ClearLine", "Interrupt", "EndOfInput", "Other"] },
        { "\e[A\eOB\e[1;5C", ["Up", "Down", "Other"] },
        { "\e[200~one\r\ntwo\t\e[31m\e[201~\r", ["pasted one\r\ntwo\t\e[31m", "Enter"] },
        { "\e[200~\e[201~x", ["pasted ", "typed x"] },
        { "\e[200~a\e[201\e[201~\e[200~b\e[201~", ["pasted a\e[201", "pasted b"] },
        { "\e[201~x", ["Other", "typed x"] },
        { "\e\e[A", ["Escape", "Up"] },
    };

    [Theory, MemberData(nameof(Vectors))]
    public void The_same_bytes_give_the_same_input_however_they_are_cut(string wire, string[] expected)
    {
        var bytes = Encoding.UTF8.GetBytes(wire);
        for (var cut = 0; cut <= bytes.Length; cut++)
            Assert.Equal(expected, Decode(bytes[..cut], bytes[cut..]));
        Assert.Equal(expected, Decode([.. bytes.Select(one => new[] { one })]));
    }

    [Fact]
    public void A_lone_Escape_is_the_key_only_once_nothing_follows()
    {
        var decoder = new InputDecoder();

        Assert.Empty(decoder.Read("\e"u8));
        Assert.True(decoder.IsUndecided);
        Assert.Equal([new TerminalInput.Pressed(TerminalKey.Escape)], decoder.Flush());
        Assert.Empty(decoder.Flush());
    }

    [Fact]
    public void A_paste_keeps_every_byte()
    {
        byte[] text = [.. Enumerable.Range(0, 256).Select(value => (byte)value), 0x1B, (byte)'['];
        byte[] wire = [.. "\e[200~"u8, .. text, .. "\e[201~"u8];

        var pasted = Assert.IsType<TerminalInput.Pasted>(Assert.Single(new InputDecoder().Read(wire)));

        Assert.Equal(text, pasted.Text);
    }

    private static string[] Decode(params byte[][] chunks)
    {
        var decoder = new InputDecoder();
        var shown = new List<string>();
        var typed = new List<byte>();
        foreach (var input in chunks.SelectMany(chunk => decoder.Read(chunk)))
        {
            if (input is TerminalInput.Typed more)
            {
                typed.AddRange(more.Text);
                continue;
            }
            EndTyped(typed, shown);
            shown.Add(input is TerminalInput.Pasted pasted ? "pasted " + Encoding.UTF8.GetString(pasted.Text) : ((TerminalInput.Pressed)input).Key.ToString());
        }
        EndTyped(typed, shown);
        return [.. shown];
    }

    private static void EndTyped(List<byte> typed, List<string> shown)
    {
        if (typed.Count > 0)
            shown.Add("typed " + Encoding.UTF8.GetString([.. typed]));
        typed.Clear();
    }
}
