using System.Globalization;
using System.Text;

namespace Orchestrator.Agents.Specs;

/// <summary>Reads a spec from a file.</summary>
public static class SpecReader
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads and parses a spec. Never reads more than one byte over the limit.</summary>
    /// <param name="path">A file, or anything that can be read to an end; relative to the current directory.</param>
    /// <param name="maxBytes">The largest size that is read (<c>orchestrator.limits.spec-size</c>).</param>
    public static SpecResult Read(string path, long maxBytes)
    {
        if (Directory.Exists(path))
            return Failed(path, "The spec is a directory, not a file.", "Name the Markdown file in it.");
        byte[] bytes;
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            if (stream.CanSeek && stream.Length > maxBytes)
                return TooLarge(path, stream.Length, maxBytes);
            bytes = ReadAtMost(stream, maxBytes + 1);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Failed(path, "The spec does not exist.", "Name a Markdown file that does.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Failed(path, $"The spec cannot be read: {e.Message}", "Make it readable or name another file.");
        }
        return bytes.LongLength > maxBytes ? TooLarge(path, null, maxBytes) : Decode(path, bytes);
    }

    private static SpecResult Decode(string path, byte[] bytes)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            return Failed(path, "The spec is UTF-16 text.", "Save it as UTF-8.");
        var nul = Array.IndexOf(bytes, (byte)0);
        if (nul >= 0)
            return Binary(path, bytes, nul, "a NUL byte");
        try
        {
            var text = Utf8.GetString(bytes);
            return SpecParser.Parse(text, path);
        }
        catch (DecoderFallbackException e)
        {
            return Binary(path, bytes, Math.Max(0, e.Index), "no UTF-8");
        }
    }

    private static byte[] ReadAtMost(Stream stream, long limit)
    {
        using var read = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int count;
        while (read.Length < limit && (count = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, limit - read.Length))) > 0)
            read.Write(buffer, 0, count);
        return read.ToArray();
    }

    private static SpecResult Binary(string path, byte[] bytes, int at, string what)
    {
        var line = 1 + bytes.AsSpan(0, Math.Min(at, bytes.Length)).Count((byte)'\n');
        return SpecResult.Failed(new SpecError(path, line, $"The spec is not text: byte {at + 1} is {what}.", "Write the spec as Markdown in UTF-8."));
    }

    private static SpecResult TooLarge(string path, long? size, long limit)
    {
        var has = size is { } s ? $"has {s.ToString("N0", CultureInfo.InvariantCulture)} bytes" : "is too large";
        return Failed(path, $"The spec {has}; at most {limit.ToString("N0", CultureInfo.InvariantCulture)} bytes are read.",
            "Move long material into files of the project, or raise orchestrator.limits.spec-size.");
    }

    private static SpecResult Failed(string path, string message, string hint) =>
        SpecResult.Failed(new SpecError(path, 0, message, hint));
}
