using Orchestrator.Commands.Shared;
using System.Globalization;
using System.Text.Json;

namespace Orchestrator.Commands.Messages;

/// <summary>Messages as a person reads them.</summary>
internal static class MessageText
{
    private const int MaxLines = 12;

    internal static void Write(TextWriter to, JsonElement message, bool colours)
    {
        var receipt = message.Text("receipt");
        var at = message.Time("queued_at")?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        to.WriteLine(
            $"{Paint.Text(message.Text("id"), Tint.Bold, colours)}  {at}  {message.Text("from")} → {message.Text("to")}  {Paint.Text(receipt, Paint.OfState(receipt), colours)}"
            + (message.Text("in_reply_to") is { Length: > 0 } answered ? $"  answers {answered}" : "")
            + (message.Text("reason") is { Length: > 0 } reason ? $"  ({reason})" : ""));
        if (!message.TryGetProperty("text", out var text) || text.GetString() is not { } body) return;
        var lines = body.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        foreach (var line in lines.Take(MaxLines))
            to.WriteLine("    " + JsonAnswers.Printable(line));
        if (lines.Length > MaxLines)
            to.WriteLine($"    … {lines.Length - MaxLines} more lines; --json has them all");
    }
}
