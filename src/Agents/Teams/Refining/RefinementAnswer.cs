using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Agents.Teams.Refining;

/// <summary>What an agent answers when it is asked for a better team.</summary>
/// <param name="Team">The roles that it wants, each with its reason; null when the answer cannot be used.</param>
/// <param name="Reason">Why this team.</param>
/// <param name="Problem">Why the answer cannot be used.</param>
internal sealed record RefinementAnswer(IReadOnlyList<RoleRequest>? Team, string Reason, string? Problem = null)
{
    private const int MostText = 500;

    /// <summary>What an answer has to be: shown to the agent, and held against what it writes.</summary>
    /// <param name="most">The number of agents that are allowed, the project manager apart.</param>
    internal static string Schema(int most) => new JsonObject
    {
        ["type"] = "object",
        ["required"] = new JsonArray("team", "reason"),
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["reason"] = Text(),
            ["team"] = new JsonObject
            {
                ["type"] = "array",
                ["minItems"] = 1,
                ["maxItems"] = most,
                ["items"] = new JsonObject
                {
                    ["type"] = "object",
                    ["required"] = new JsonArray("role", "count", "reason"),
                    ["additionalProperties"] = false,
                    ["properties"] = new JsonObject
                    {
                        ["role"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. Roles.TeamKeys.Where(k => k != Roles.ProjectManager.Key).Select(k => (JsonNode)k)]) },
                        ["count"] = new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = most },
                        ["reason"] = Text(),
                    },
                },
            },
        },
    }.ToJsonString();

    /// <summary>Reads an answer: the first JSON object in it that fits, since agents write a sentence or a fence around it, and some CLIs their prompt before it.</summary>
    internal static RefinementAnswer Read(string answer, int most)
    {
        using var schema = JsonDocument.Parse(Schema(most));
        var last = new RefinementAnswer(null, "", "the answer holds no JSON object");
        foreach (var found in Objects(answer))
        {
            using (found) last = ReadOne(schema.RootElement, found.RootElement, most);
            if (last.Team is not null) break;
        }
        return last;
    }

    private static RefinementAnswer ReadOne(JsonElement schema, JsonElement root, int most)
    {
        try
        {
            return Read(schema, root, most);
        }
        catch (InvalidOperationException)
        {
            return new RefinementAnswer(null, "", "a text of the answer holds half of a character");
        }
    }

    private static RefinementAnswer Read(JsonElement schema, JsonElement root, int most)
    {
        if (JsonSchema.Problems(schema, root) is [_, ..] problems)
            return new RefinementAnswer(null, "", string.Join("; ", problems.Take(3)));
        List<RoleRequest> team = [.. root.GetProperty("team").EnumerateArray().Select(e => new RoleRequest(e.GetProperty("role").GetString()!, e.GetProperty("count").GetInt32(), "--refine", 0) { Reason = Clean(e, "reason") })];
        return team.Sum(r => r.Count) > most
            ? new RefinementAnswer(null, "", $"the answer has {team.Sum(r => r.Count)} agents besides the project manager, and {most} are allowed")
            : new RefinementAnswer(team, Clean(root, "reason"));
    }

    private static JsonObject Text() => new() { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = MostText };

    private static string Clean(JsonElement from, string name) => Messaging.PlainText.Clean(from.GetProperty(name).GetString()!).Text.ReplaceLineEndings(" ").Trim();

    private static IEnumerable<JsonDocument> Objects(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var at = Array.IndexOf(bytes, (byte)'{'); at >= 0; at = Array.IndexOf(bytes, (byte)'{', at))
        {
            var (found, length) = Object(bytes.AsSpan(at));
            at += Math.Max(1, length);
            if (found is not null) yield return found;
        }
    }

    /// <summary>The object at the beginning and how long it is; none where the brace is one of a sentence.</summary>
    private static (JsonDocument? Found, int Length) Object(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text);
        try
        {
            return JsonDocument.TryParseValue(ref reader, out var found) ? (found, (int)reader.BytesConsumed) : (null, 0);
        }
        catch (JsonException)
        {
            return (null, 0);
        }
    }
}
