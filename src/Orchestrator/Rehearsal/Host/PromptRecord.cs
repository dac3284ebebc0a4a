using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Orchestrator.Rehearsal.Host;

/// <summary>Writes what the agent got, byte for byte, as JSON lines that outlive it: the proof for tests of delivery.</summary>
/// <param name="path">Appended to, made when it is not there; several agents may share it. Null records nothing.</param>
/// <param name="identity">Fields of every line.</param>
/// <param name="clock">For each line's time.</param>
internal sealed class PromptRecord(string? path, RecordIdentity identity, TimeProvider clock)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly int _file = path is null ? -1 : Open(path);

    /// <summary>Writes one line and waits until the disk has it.</summary>
    /// <exception cref="IOException">It could not be written, wholly or in part.</exception>
    public unsafe void Write(RehearsalEffect.Record entry)
    {
        if (_file < 0)
            return;
        var line = Format(entry);
        fixed (byte* pointer = line)
        {
            // One write: lines of several agents in one file never mix.
            if (LibC.Write(_file, pointer, (nuint)line.Length) != line.Length || LibC.Sync(_file) != 0)
                throw new IOException($"{path} could not be written: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    private byte[] Format(RehearsalEffect.Record entry)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, Readable))
        {
            json.WriteStartObject();
            json.WriteString("event", entry.Kind.ToString().ToLowerInvariant());
            json.WriteString("time", clock.GetUtcNow().UtcDateTime);
            json.WriteString("agent", identity.Agent);
            json.WriteNumber("incarnation", identity.Incarnation);
            json.WriteNumber("pid", Environment.ProcessId);
            json.WriteString("session_id", identity.SessionId);
            if (entry.Prompt > 0)
                json.WriteNumber("number", entry.Prompt);
            if (entry.Detail.Length > 0)
                json.WriteString("detail", entry.Detail);
            if (entry.Bytes.Length > 0)
                WriteText(json, entry.Bytes);
            json.WriteEndObject();
        }
        memory.WriteByte((byte)'\n');
        return memory.ToArray();
    }

    /// <summary>The text, its length in bytes, and the bytes themselves where they are no UTF-8.</summary>
    private static void WriteText(Utf8JsonWriter json, byte[] bytes)
    {
        json.WriteNumber("length", bytes.Length);
        try
        {
            json.WriteString("prompt", Strict.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            json.WriteString("prompt", Encoding.UTF8.GetString(bytes));
            json.WriteBase64String("base64", bytes);
        }
    }

    private static int Open(string path)
    {
        // .NET's own append mode writes at an offset of its own, over the lines of others.
        using (File.Open(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite))
        {
        }
        var file = LibC.Open(path, LibC.WriteOnly | LibC.Append | LibC.CloseOnExec);
        return file >= 0 ? file : throw new IOException($"{path} could not be opened: {Marshal.GetLastPInvokeErrorMessage()}.");
    }
}

/// <summary>Who writes a record.</summary>
internal sealed record RecordIdentity(string Agent, int Incarnation, string SessionId);
