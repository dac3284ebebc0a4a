using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Orchestrator.Api.Server;

/// <summary>The server-sent events of a pane's stream, ready to be written.</summary>
internal static class StreamEvents
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static byte[] Started(string paneId, long offset, bool recorded) => Event("started", w =>
    {
        w.WriteString("pane_id", paneId);
        w.WriteNumber("offset", offset);
        w.WriteBoolean("recorded", recorded);
    });

    /// <summary>Bytes as they came, in Base64.</summary>
    internal static byte[] Raw(long offset, ReadOnlySpan<byte> bytes)
    {
        var head = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"data: {{\"event\":\"output\",\"offset\":{offset},\"data\":\""));
        var all = new byte[head.Length + Base64.GetMaxEncodedToUtf8Length(bytes.Length) + 4];
        head.CopyTo(all, 0);
        Base64.EncodeToUtf8(bytes, all.AsSpan(head.Length), out _, out var written);
        "\"}\n\n"u8.CopyTo(all.AsSpan(head.Length + written));
        return all.AsSpan(0, head.Length + written + 4).ToArray();
    }

    internal static byte[] Text(string text) => Event("output", w => w.WriteString("text", text));

    /// <param name="bytes">How many; -1 when nobody knows.</param>
    internal static byte[] Missed(long bytes) => Event("missed", w =>
    {
        if (bytes >= 0) w.WriteNumber("bytes", bytes);
        else w.WriteNull("bytes");
    });

    internal static byte[] Ended(string reason) => Event("ended", w => w.WriteString("reason", reason));

    private static byte[] Event(string name, Action<Utf8JsonWriter> fields)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        buffer.Write("data: "u8);
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            writer.WriteStartObject();
            writer.WriteString("event", name);
            fields(writer);
            writer.WriteEndObject();
        }

        buffer.Write("\n\n"u8);
        return buffer.WrittenSpan.ToArray();
    }
}
