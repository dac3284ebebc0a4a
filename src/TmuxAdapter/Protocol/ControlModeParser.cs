using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Orchestrator.TmuxAdapter.Protocol;

/// <summary>Turns the bytes of a control-mode connection into messages. See CONTROL MODE in tmux(1).</summary>
/// <remarks>The caller owns the buffer. The parser takes whole lines from it and remembers only the block it is in.</remarks>
/// <param name="maxLineBytes">The longest line accepted, in bytes.</param>
public sealed class ControlModeParser(int maxLineBytes = 64 << 20)
{
    private readonly List<string> _lines = [];
    private byte[]? _guard; // "TIME NUMBER FLAGS" of the block we are in
    private int _searched;  // leading bytes of the caller's buffer known to hold no line end

    /// <summary>Reads the next message, if the buffer holds all of it.</summary>
    /// <param name="buffer">The unread bytes; on return, without the lines that were taken. What is left must stand
    /// at the beginning of the next call's buffer.</param>
    /// <param name="message">The message read.</param>
    /// <exception cref="ControlModeException">A line is malformed, or longer than the limit.</exception>
    public bool TryRead(ref ReadOnlySpan<byte> buffer, [NotNullWhen(true)] out ControlModeMessage? message)
    {
        message = null;
        while (message is null && TryTakeLine(ref buffer, out var line))
            message = _guard is null ? ReadOutsideBlock(line) : ReadInsideBlock(line);
        return message is not null;
    }

    private bool TryTakeLine(ref ReadOnlySpan<byte> buffer, out ReadOnlySpan<byte> line)
    {
        line = default;
        var end = buffer[_searched..].IndexOf((byte)'\n');
        if (end < 0)
        {
            _searched = buffer.Length;
            return buffer.Length <= maxLineBytes ? false : throw new ControlModeException($"Line longer than {maxLineBytes} bytes.");
        }

        end += _searched;
        _searched = 0;
        line = buffer[..end];
        buffer = buffer[(end + 1)..];
        return true;
    }

    private ControlModeMessage? ReadOutsideBlock(ReadOnlySpan<byte> line)
    {
        var rest = line;
        var word = TakeWord(ref rest);
        if (word is not [(byte)'%', .. var name]) return new ControlModeMessage.LooseText(Encoding.UTF8.GetString(line));
        if (name.SequenceEqual("begin"u8))
        {
            _guard = rest.ToArray();
            return null;
        }

        if (name.SequenceEqual("output"u8))
            return new ControlModeMessage.Output(Encoding.ASCII.GetString(TakeWord(ref rest)), Unescape(rest));

        return new ControlModeMessage.Notification(Encoding.ASCII.GetString(name), Encoding.UTF8.GetString(rest));
    }

    // Only the guard that opened the block closes it: a command may print "%end 1 2 3".
    private ControlModeMessage.Reply? ReadInsideBlock(ReadOnlySpan<byte> line)
    {
        var rest = line;
        var word = TakeWord(ref rest);
        var isError = word.SequenceEqual("%error"u8);
        if ((isError || word.SequenceEqual("%end"u8)) && rest.SequenceEqual(_guard))
            return CloseBlock(isError);

        _lines.Add(Encoding.UTF8.GetString(line));
        return null;
    }

    private ControlModeMessage.Reply CloseBlock(bool isError)
    {
        ReadOnlySpan<byte> guard = _guard;
        TakeWord(ref guard); // the time, in seconds since 1970: not used
        var digits = TakeWord(ref guard);
        if (!Utf8Parser.TryParse(digits, out long number, out var read) || read != digits.Length)
            throw new ControlModeException($"Guard without a command number: {Encoding.UTF8.GetString(_guard!)}");

        var reply = new ControlModeMessage.Reply(number, guard.SequenceEqual("1"u8), isError, _lines.Count == 0 ? [] : _lines.ToArray());
        _guard = null;
        _lines.Clear();
        return reply;
    }

    /// <summary>Undoes tmux's escapes: a control character or backslash comes as <c>\</c> and three octal digits.</summary>
    private static ReadOnlyMemory<byte> Unescape(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[text.Length];
        var written = 0;
        while (!text.IsEmpty)
        {
            var plain = text.IndexOf((byte)'\\');
            if (plain < 0) plain = text.Length;
            text[..plain].CopyTo(bytes.AsSpan(written));
            written += plain;
            text = text[plain..];
            if (text.IsEmpty) break;
            bytes[written++] = ParseOctal(text[1..]);
            text = text[4..];
        }

        return bytes.AsMemory(0, written);
    }

    private static byte ParseOctal(ReadOnlySpan<byte> text) =>
        text is [>= (byte)'0' and <= (byte)'3' and var a, >= (byte)'0' and <= (byte)'7' and var b, >= (byte)'0' and <= (byte)'7' and var c, ..]
            ? (byte)(((a - '0') << 6) | ((b - '0') << 3) | (c - '0'))
            : throw new ControlModeException("Backslash without three octal digits.");

    private static ReadOnlySpan<byte> TakeWord(ref ReadOnlySpan<byte> rest)
    {
        var space = rest.IndexOf((byte)' ');
        var word = space < 0 ? rest : rest[..space];
        rest = space < 0 ? default : rest[(space + 1)..];
        return word;
    }
}
