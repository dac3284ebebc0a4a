using System.Globalization;
using System.Text.Json;

namespace Orchestrator.Agents.Teams.Refining;

/// <summary>
/// Checks JSON against the part of JSON Schema that we write schemas with: <c>type</c>, <c>properties</c>, <c>required</c>, <c>additionalProperties: false</c>,
/// <c>items</c>, <c>enum</c> of texts, and the limits of items, lengths and numbers. Pure.
/// </summary>
internal static class JsonSchema
{
    /// <summary>Every way in which a value differs from a schema, each with its place; none when it holds.</summary>
    internal static IReadOnlyList<string> Problems(JsonElement schema, JsonElement value, string place = "answer")
    {
        if (schema.TryGetProperty("type", out var type) && !IsOf(type.GetString()!, value))
            return [$"{place} is {Kind(value)}, not {type.GetString()}"];
        return value.ValueKind switch
        {
            JsonValueKind.Object => [.. OfObject(schema, value, place)],
            JsonValueKind.Array => [.. OfArray(schema, value, place)],
            JsonValueKind.String => [.. OfText(schema, value.GetString()!, place)],
            JsonValueKind.Number => [.. Between(schema, "minimum", "maximum", value.GetDouble(), place)],
            _ => [],
        };
    }

    private static IEnumerable<string> OfObject(JsonElement schema, JsonElement value, string place)
    {
        var properties = schema.TryGetProperty("properties", out var listed) ? listed : default;
        foreach (var name in Texts(schema, "required").Where(name => !value.TryGetProperty(name, out _)))
            yield return $"{place} has no \"{name}\"";
        foreach (var member in value.EnumerateObject())
        {
            if (properties.ValueKind is JsonValueKind.Object && properties.TryGetProperty(member.Name, out var own))
            {
                foreach (var problem in Problems(own, member.Value, $"{place}.{member.Name}")) yield return problem;
            }
            else if (schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind is JsonValueKind.False)
            {
                yield return $"{place} has an unknown {SafeName.Quote(member.Name)}";
            }
        }
    }

    private static IEnumerable<string> OfArray(JsonElement schema, JsonElement value, string place)
    {
        foreach (var problem in Between(schema, "minItems", "maxItems", value.GetArrayLength(), place + "'s number of items")) yield return problem;
        if (!schema.TryGetProperty("items", out var items)) yield break;
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            foreach (var problem in Problems(items, item, string.Create(CultureInfo.InvariantCulture, $"{place}[{index++}]"))) yield return problem;
        }
    }

    private static IEnumerable<string> OfText(JsonElement schema, string value, string place)
    {
        if (schema.TryGetProperty("enum", out _) && !Texts(schema, "enum").Contains(value))
            yield return $"{place} is {SafeName.Quote(value)}, which is none of {string.Join(", ", Texts(schema, "enum"))}";
        foreach (var problem in Between(schema, "minLength", "maxLength", value.Length, place + "'s length")) yield return problem;
    }

    private static IEnumerable<string> Between(JsonElement schema, string least, string most, double value, string place)
    {
        if (schema.TryGetProperty(least, out var min) && value < min.GetDouble())
            yield return string.Create(CultureInfo.InvariantCulture, $"{place} is {value}, less than {min.GetDouble()}");
        if (schema.TryGetProperty(most, out var max) && value > max.GetDouble())
            yield return string.Create(CultureInfo.InvariantCulture, $"{place} is {value}, more than {max.GetDouble()}");
    }

    private static IEnumerable<string> Texts(JsonElement schema, string name) => schema.TryGetProperty(name, out var list) ? list.EnumerateArray().Select(t => t.GetString()!) : [];

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "integer" => value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out _),
        _ => Kind(value) == type,
    };

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "null",
    };
}
