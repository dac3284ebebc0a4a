using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Agents.CodingAgents;

/// <summary>Adds what is missing to JSON.</summary>
internal static class JsonMerge
{
    private static readonly JsonSerializerOptions _readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Sets the keys that are not there, in objects within objects as well. What is there stays, whatever it is.</summary>
    /// <param name="into">What is changed.</param>
    /// <param name="what">What it is to have.</param>
    /// <param name="append">Whether a list that is there gets the elements as well.</param>
    /// <returns>Whether anything was added.</returns>
    public static bool AddMissing(JsonObject into, JsonObject what, bool append = false)
    {
        var added = false;
        foreach (var (key, value) in what)
        {
            if (!into.TryGetPropertyValue(key, out var there))
            {
                into[key] = value?.DeepClone();
                added = true;
            }
            else if (there is JsonObject inner && value is JsonObject more)
            {
                added |= AddMissing(inner, more, append);
            }
            else if (append && there is JsonArray list && value is JsonArray elements)
            {
                foreach (var element in elements) list.Add(element?.DeepClone());
                added |= elements.Count > 0;
            }
        }

        return added;
    }

    /// <summary>The object with its keys and texts filled.</summary>
    public static JsonObject Fill(JsonObject what, Func<string, string> fill) =>
        new(what.Select(item => KeyValuePair.Create(fill(item.Key), FillNode(item.Value, fill))));

    /// <summary>As a person would write it.</summary>
    public static string Text(JsonObject json) => json.ToJsonString(_readable) + "\n";

    /// <summary>Reads an object that is not written back where it was: comments and trailing commas are let go.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static JsonObject ParseLoosely(string text)
    {
        var parsed = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        return Parse(parsed?.ToJsonString() ?? "");
    }

    /// <summary>Reads an object strictly: comments and a key given twice are refused, since writing it would lose them.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static JsonObject Parse(string text)
    {
        try
        {
            var parsed = JsonNode.Parse(text) as JsonObject ?? throw new JsonException("It is no JSON object.");
            LookAt(parsed);
            return parsed;
        }
        catch (ArgumentException twice)
        {
            throw new JsonException(twice.Message, twice);
        }
    }

    /// <summary>A key given twice shows only when its object is looked at.</summary>
    private static void LookAt(JsonNode? node)
    {
        if (node is JsonObject inner)
            foreach (var (_, value) in inner) LookAt(value);
        else if (node is JsonArray list)
            foreach (var value in list) LookAt(value);
    }

    private static JsonNode? FillNode(JsonNode? node, Func<string, string> fill) => node switch
    {
        JsonObject inner => Fill(inner, fill),
        JsonArray list => new JsonArray([.. list.Select(item => FillNode(item, fill))]),
        JsonValue value when value.GetValueKind() is JsonValueKind.String => JsonValue.Create(fill(value.GetValue<string>())),
        _ => node?.DeepClone(),
    };
}
