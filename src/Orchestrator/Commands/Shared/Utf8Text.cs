using System.Text;
using System.Text.Unicode;

namespace Orchestrator.Commands.Shared;

/// <summary>Text from files, read strictly: what is not UTF-8 is refused, never altered.</summary>
internal static class Utf8Text
{
    /// <summary>More is refused before it is sent; the daemon's own limit is far below.</summary>
    internal const int MaxBytes = 16 * 1024 * 1024;

    /// <param name="file">A path, or <c>-</c> for standard input.</param>
    /// <exception cref="CommandFailure">It cannot be read, is too big, or is not UTF-8.</exception>
    internal static string Read(string file)
    {
        try
        {
            using var stream = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
            return Decode(ReadAll(stream, file), file == "-" ? "Standard input" : file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw CommandFailure.NotFound($"There is no file {file}.");
        }
        catch (UnauthorizedAccessException)
        {
            throw CommandFailure.Failed(Directory.Exists(file) ? $"{file} is a directory." : $"{file} may not be read.");
        }
    }

    /// <summary>Decodes UTF-8, without a byte order mark.</summary>
    /// <exception cref="CommandFailure">It is not UTF-8; the message names the first wrong byte and where it is.</exception>
    internal static string Decode(ReadOnlySpan<byte> bytes, string source)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[3..];
        if (!Utf8.IsValid(bytes))
        {
            var offset = FirstInvalid(bytes);
            throw CommandFailure.Usage(
                $"{source} is not UTF-8: the byte 0x{bytes[offset]:x2} at offset {offset} cannot stand there.",
                "Convert it, e.g. by: iconv -f latin1 -t utf-8");
        }
        return Encoding.UTF8.GetString(bytes);
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var offset = 0;
        while (Rune.DecodeFromUtf8(bytes[offset..], out _, out var length) == System.Buffers.OperationStatus.Done)
            offset += length;
        return offset;
    }

    private static byte[] ReadAll(Stream stream, string name)
    {
        using var all = new MemoryStream();
        var buffer = new byte[81920];
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            all.Write(buffer, 0, read);
            if (all.Length > MaxBytes)
                throw CommandFailure.Refused($"{name} has more than {MaxBytes / 1024 / 1024} MiB.", "Put long material into a file of the project and name it in the message.");
        }
        return all.ToArray();
    }
}
