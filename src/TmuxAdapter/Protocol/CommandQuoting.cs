using System.Buffers;

namespace Orchestrator.TmuxAdapter.Protocol;

/// <summary>Quotes bytes for tmux's command parser, so that it reads back exactly those bytes.</summary>
/// <remarks>Inside double quotes tmux 3.3a still expands <c>$NAME</c>, a leading <c>~</c> and backslashes, and a raw byte of
/// 0x80 or more that is no UTF-8 ends the argument; all of these, and control characters, are written as <c>\ooo</c>.</remarks>
public static class CommandQuoting
{
    private static readonly SearchValues<byte> _plain = SearchValues.Create(
        [.. Enumerable.Range(0x20, 0x5F).Where(b => b is not ('"' or '$' or '\\' or '~')).Select(b => (byte)b)]);

    /// <summary>Writes one argument, quoted.</summary>
    /// <param name="argument">Any bytes but NUL, which no tmux command can carry.</param>
    /// <param name="output">Where to write.</param>
    /// <exception cref="ArgumentException">The argument holds a NUL.</exception>
    public static void Write(ReadOnlySpan<byte> argument, IBufferWriter<byte> output)
    {
        if (argument.Contains((byte)0))
            throw new ArgumentException("A tmux command cannot carry the byte NUL: remove it from the text.", nameof(argument));

        output.Write("\""u8);
        while (!argument.IsEmpty)
        {
            var plain = argument.IndexOfAnyExcept(_plain);
            if (plain < 0) plain = argument.Length;
            output.Write(argument[..plain]);
            argument = argument[plain..];

            var escaped = argument.IndexOfAny(_plain);
            if (escaped < 0) escaped = argument.Length;
            WriteOctal(argument[..escaped], output);
            argument = argument[escaped..];
        }

        output.Write("\""u8);
    }

    private static void WriteOctal(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        if (bytes.IsEmpty) return;
        var target = output.GetSpan(bytes.Length * 4);
        for (var i = 0; i < bytes.Length; i++)
        {
            target[i * 4] = (byte)'\\';
            target[(i * 4) + 1] = (byte)('0' + (bytes[i] >> 6));
            target[(i * 4) + 2] = (byte)('0' + ((bytes[i] >> 3) & 7));
            target[(i * 4) + 3] = (byte)('0' + (bytes[i] & 7));
        }

        output.Advance(bytes.Length * 4);
    }
}
