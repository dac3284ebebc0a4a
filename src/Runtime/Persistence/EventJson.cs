using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orchestrator.Runtime.Persistence;

/// <summary>The JSON of stored events: snake_case, no null fields, enums as words.</summary>
public static class EventJson
{
    /// <summary>Shared by the journal and whatever reads it.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        IgnoreReadOnlyProperties = true, // what is computed is not stored
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };
}
