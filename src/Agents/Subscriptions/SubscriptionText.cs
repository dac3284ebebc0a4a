using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orchestrator.Agents.Subscriptions;

/// <summary>A firing in words: as JSON and variables for programs, as a sentence for agents.</summary>
public static class SubscriptionText
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A kind as it is written on the command line.</summary>
    public static string WordOf<T>(T kind)
        where T : struct, Enum => kind.ToString().ToLowerInvariant();

    /// <summary>The event as one JSON object.</summary>
    public static byte[] ToJson(Subscription s, Firing f) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            Id = IdOf(s, f),
            Subscription = s.Id,
            Type = WordOf(s.Kind),
            Time = f.At.UtcDateTime,
            s.Pane.Session,
            Pane = s.Pane.Name,
            s.Pane.PaneId,
            s.Pattern,
            f.Occurrence.Match,
            f.Occurrence.Line,
            f.Occurrence.ExitCode,
            f.Occurrence.Signal,
            f.Occurrence.Reason,
            Firing = f.Number,
        },
        Json);

    /// <summary>The event as environment variables, <c>ORC_EVENT_…</c>; those it has nothing for are empty.</summary>
    public static IReadOnlyDictionary<string, string> Variables(Subscription s, Firing f) => new Dictionary<string, string>
    {
        ["ORC_EVENT_ID"] = IdOf(s, f),
        ["ORC_EVENT_SUBSCRIPTION"] = s.Id,
        ["ORC_EVENT_TYPE"] = WordOf(s.Kind),
        ["ORC_EVENT_TIME"] = f.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["ORC_EVENT_SESSION"] = s.Pane.Session,
        ["ORC_EVENT_PANE"] = s.Pane.Name,
        ["ORC_EVENT_PANE_ID"] = s.Pane.PaneId,
        ["ORC_EVENT_MATCH"] = f.Occurrence.Match?.Replace("\0", "", StringComparison.Ordinal) ?? "",
        ["ORC_EVENT_LINE"] = f.Occurrence.Line?.Replace("\0", "", StringComparison.Ordinal) ?? "",
        ["ORC_EVENT_EXIT_CODE"] = f.Occurrence.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "",
        ["ORC_EVENT_SIGNAL"] = f.Occurrence.Signal?.ToString(CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>One line for a person or an agent.</summary>
    public static string Describe(Subscription s, Firing f) => $"[{IdOf(s, f)}: {WordOf(s.Kind)} in pane {s.Pane.Name} of session {s.Pane.Session}"
        + ((f.Occurrence.Line ?? f.Occurrence.Match) is { Length: > 0 } text ? $": {text}" : "")
        + (f.Occurrence.ExitCode is { } code ? string.Create(CultureInfo.InvariantCulture, $": exit code {code}") : "")
        + (f.Occurrence.Signal is { } signal ? string.Create(CultureInfo.InvariantCulture, $": signal {signal}") : "") + "]";

    private static string IdOf(Subscription s, Firing f) => string.Create(CultureInfo.InvariantCulture, $"{s.Id}/{f.Number}");
}
