using System.Text;
using System.Text.Json;

namespace Orchestrator.Commands.Shared;

/// <summary>Where a command's answer goes: words and tables for people, or the envelope of one JSON object for programs.</summary>
internal sealed class Output(bool json, TextWriter standard, TextWriter error, bool colours, TimeProvider time)
{
    /// <summary>Whether a program reads.</summary>
    internal bool Json => json;

    /// <summary>For people only; a program's standard output holds nothing but JSON.</summary>
    internal TextWriter People => standard;

    /// <summary>Whether colours may be used on standard output.</summary>
    internal bool Colours => colours && !json;

    /// <summary>The process's own streams, with colours only on a terminal that has not forbidden them.</summary>
    internal static Output ForProcess(bool json)
    {
        var colours = !Console.IsOutputRedirected
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
        return new Output(json, OpenUtf8(Console.OpenStandardOutput()), OpenUtf8(Console.OpenStandardError()), colours, TimeProvider.System);
    }

    /// <summary>Answers with success: the envelope and the answer's own fields, or what <paramref name="people"/> writes.</summary>
    /// <param name="command">As typed, e.g. <c>agent add</c>.</param>
    /// <param name="answer">An object; its fields become the envelope's.</param>
    /// <param name="people">Writes the answer for a person.</param>
    internal int Success(string command, JsonElement answer, Action<TextWriter> people)
    {
        if (json)
            WriteLine(writer => WriteEnvelope(writer, "success", command, () => CopyFields(writer, answer)));
        else
            people(standard);
        standard.Flush();
        return ExitCode.Done;
    }

    /// <summary>One line of a stream, as it stands.</summary>
    internal void StreamLine(string line)
    {
        standard.WriteLine(line);
        standard.Flush();
    }

    /// <summary>One JSON object a line, with the envelope's fields first.</summary>
    internal void StreamObject(string command, JsonElement fields)
    {
        WriteLine(writer => WriteEnvelope(writer, "success", command, () => CopyFields(writer, fields)));
        standard.Flush();
    }

    /// <summary>Answers with failure: the message on standard error, and for a program the envelope too, with what fields there are all the same.</summary>
    internal int Failure(string command, CommandFailure failure, JsonElement fields = default)
    {
        if (json)
        {
            WriteLine(writer => WriteEnvelope(writer, "error", command, () =>
            {
                writer.WriteStartObject("error");
                writer.WriteString("code", failure.Code);
                writer.WriteString("message", failure.Message);
                if (failure.Hint is { } hint) writer.WriteString("hint", hint);
                writer.WriteEndObject();
                CopyFields(writer, fields);
            }));
            standard.Flush();
        }
        error.WriteLine($"orc {command}: {failure.Message}".Replace("orc : ", "orc: ", StringComparison.Ordinal));
        if (failure.Hint is { } way) error.WriteLine($"  {way}");
        error.Flush();
        return failure.Exit;
    }

    /// <summary>Says on standard error what goes on; nothing a program has to read.</summary>
    internal void Progress(string text)
    {
        error.WriteLine(text);
        error.Flush();
    }

    private static StreamWriter OpenUtf8(Stream stream) => new(stream, new UTF8Encoding(false), 4096) { AutoFlush = false };

    private static void CopyFields(Utf8JsonWriter writer, JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object) return;
        foreach (var field in answer.EnumerateObject())
            field.WriteTo(writer);
    }

    private void WriteEnvelope(Utf8JsonWriter writer, string status, string command, Action fields)
    {
        writer.WriteStartObject();
        writer.WriteString("status", status);
        writer.WriteString("command", command);
        writer.WriteString("timestamp", Api.UtcTimeConverter.Format(time.GetUtcNow()));
        fields();
        writer.WriteEndObject();
    }

    private void WriteLine(Action<Utf8JsonWriter> write)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            write(writer);
        standard.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
