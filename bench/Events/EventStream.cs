using System.Buffers.Text;
using System.Text;

namespace Orchestrator.Benchmarks.Events;

/// <summary>Reads the bytes out of a stream of server-sent events.</summary>
internal static class EventStream
{
    private static readonly byte[] _field = "\"data\":\""u8.ToArray();

    /// <summary>Reads to the end, or until enough has come.</summary>
    /// <param name="events">The events.</param>
    /// <param name="onStarted">Called with the first event: what is written from now on comes.</param>
    /// <param name="onOutput">Called with the bytes of each event; returns whether more is wanted.</param>
    public static async Task ReadAsync(Stream events, Action onStarted, Func<ReadOnlyMemory<byte>, bool> onOutput)
    {
        var (buffer, filled) = (new byte[1 << 18], 0);
        while (await events.ReadAsync(buffer.AsMemory(filled)) is > 0 and var read)
        {
            filled += read;
            var taken = 0;
            while (buffer.AsSpan(taken, filled - taken).IndexOf((byte)'\n') is >= 0 and var length)
            {
                var line = buffer.AsMemory(taken, length);
                taken += length + 1;
                if (line.Span.IndexOf(_field) is >= 0 and var at)
                {
                    var coded = line[(at + _field.Length)..line.Span.LastIndexOf((byte)'"')];
                    var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(coded.Length)];
                    Base64.DecodeFromUtf8(coded.Span, bytes, out _, out var count);
                    if (!onOutput(bytes.AsMemory(0, count))) return;
                }
                else if (line.Span.IndexOf("\"missed\""u8) >= 0)
                {
                    throw new InvalidOperationException($"The stream missed something: {Encoding.UTF8.GetString(line.Span)}");
                }
                else if (line.Span.IndexOf("\"started\""u8) >= 0)
                {
                    onStarted();
                }
            }

            buffer.AsSpan(taken, filled - taken).CopyTo(buffer);
            filled -= taken;
        }
    }
}
