using System.Text;
using System.Text.Json;

namespace Orchestrator.Commands.Shared;

/// <summary>Reads an answer's fields for people; what is missing is empty, since an older daemon may not send it.</summary>
internal static class JsonAnswers
{
    /// <summary>A field as text safe for a terminal: without control characters. Empty when it is not there.</summary>
    internal static string Text(this JsonElement from, string field) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(field, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => Printable(value.GetString()!),
                JsonValueKind.Null => "",
                _ => value.GetRawText(),
            }
            : "";

    internal static DateTimeOffset? Time(this JsonElement from, string field) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(field, out var value)
        && value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var time) ? time : null;

    internal static JsonElement? Object(this JsonElement from, string field) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    internal static IEnumerable<JsonElement> Items(this JsonElement from, string field) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray() : [];

    /// <summary>A text without characters that would move a terminal's cursor or worse; line feeds and tabs become blanks.</summary>
    internal static string Printable(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\x1f') && !text.AsSpan().ContainsAnyInRange('\x7f', '\x9f')) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
            clean.Append(c is '\n' or '\t' ? ' ' : char.IsControl(c) ? '\ufffd' : c);
        return clean.ToString();
    }
}
