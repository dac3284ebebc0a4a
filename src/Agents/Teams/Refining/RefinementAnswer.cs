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

    /// <summary>Reads an answer: the first JSON object in it, since agents write a sentence or a fence around it.</summary>
    internal static RefinementAnswer Read(string answer, int most)
    {
        if (Object(answer) is not { } found)
            return new RefinementAnswer(null, "", "the answer holds no JSON object");
        using var schema = JsonDocument.Parse(Schema(most));
        using (found)
        {
            var root = found.RootElement;
            if (JsonSchema.Problems(schema.RootElement, root) is [_, ..] problems)
                return new RefinementAnswer(null, "", string.Join("; ", problems.Take(3)));
            List<RoleRequest> team = [.. root.GetProperty("team").EnumerateArray().Select(e => new RoleRequest(e.GetProperty("role").GetString()!, e.GetProperty("count").GetInt32(), "--refine", 0) { Reason = Clean(e, "reason") })];
            return team.Sum(r => r.Count) > most
                ? new RefinementAnswer(null, "", $"the answer has {team.Sum(r => r.Count)} agents besides the project manager, and {most} are allowed")
                : new RefinementAnswer(team, Clean(root, "reason"));
        }
    }

    private static JsonObject Text() => new() { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = MostText };

    private static string Clean(JsonElement from, string name) => Messaging.PlainText.Clean(from.GetProperty(name).GetString()!).Text.ReplaceLineEndings(" ").Trim();

    private static JsonDocument? Object(string text)
    {
        for (var at = text.IndexOf('{', StringComparison.Ordinal); at >= 0; at = text.IndexOf('{', at + 1))
        {
            var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(text[at..]));
            try
            {
                if (JsonDocument.TryParseValue(ref reader, out var found)) return found;
            }
            catch (JsonException)
            {
                // A brace of a sentence; the next may begin the object.
            }
        }
        return null;
    }
}
