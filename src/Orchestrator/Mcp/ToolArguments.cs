using Orchestrator.Commands.Shared;
using Orchestrator.Runtime.Configuration;
using System.Globalization;
using System.Text.Json;

namespace Orchestrator.Mcp;

/// <summary>What a tool was called with, checked against its parameters.</summary>
internal sealed class ToolArguments
{
    private readonly IReadOnlyDictionary<string, JsonElement> _values;

    private ToolArguments(IReadOnlyDictionary<string, JsonElement> values) => _values = values;

    /// <summary>Checks every argument; null counts as not there.</summary>
    /// <exception cref="CommandFailure">Some cannot be used: all mistakes at once, so that a model mends them in one go.</exception>
    internal static ToolArguments Check(McpTool tool, IEnumerable<KeyValuePair<string, JsonElement>>? arguments)
    {
        var given = (arguments ?? []).Where(a => a.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)).ToDictionary();
        var problems = given.Keys.Where(name => tool.Parameters.All(p => p.Name != name)).Select(name => Unknown(tool, name))
            .Concat(tool.Parameters.Select(p => given.TryGetValue(p.Name, out var value) ? Problem(p, value) : Missing(p)).OfType<string>())
            .ToList();
        return problems.Count == 0
            ? new ToolArguments(given)
            : throw CommandFailure.Usage(string.Join('\n', problems), $"Nothing was done. Call {tool.Name} again with arguments that fit its schema.");
    }

    internal string? Text(string name) => _values.TryGetValue(name, out var value) ? value.GetString() : null;

    /// <summary>A required text.</summary>
    internal string Needed(string name) => _values[name].GetString()!;

    internal int Number(string name, int otherwise) => _values.TryGetValue(name, out var value) ? (int)value.GetDouble() : otherwise;

    internal bool Switch(string name) => _values.TryGetValue(name, out var value) && value.GetBoolean();

    internal IReadOnlyList<string> Texts(string name) => _values.TryGetValue(name, out var value) ? [.. value.EnumerateArray().Select(item => item.GetString()!)] : [];

    /// <summary>The arguments but for the key, the same for the same request.</summary>
    internal string Fingerprint() => string.Join('\n', _values.Where(v => v.Key != ToolParameter.Key.Name).OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={v.Value.GetRawText()}"));

    private static string Unknown(McpTool tool, string name) => tool.Parameters.Count == 0
        ? $"There is no argument \"{name}\": {tool.Name} takes none."
        : $"There is no argument \"{name}\". {Spelling.Hint(name, [.. tool.Parameters.Select(p => p.Name)])}";

    private static string? Missing(ToolParameter parameter) => parameter.Required ? $"\"{parameter.Name}\" is missing: {parameter.Description}" : null;

    private static string? Problem(ToolParameter parameter, JsonElement value) => parameter.Kind switch
    {
        ToolValue.Text => TextProblem(parameter, value, $"\"{parameter.Name}\""),
        ToolValue.Number => value.ValueKind == JsonValueKind.Number && value.GetDouble() is var number && number == Math.Floor(number) && number >= parameter.Range.Min && number <= parameter.Range.Max
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"\"{parameter.Name}\" is {Show(value)}; a whole number from {parameter.Range.Min} to {parameter.Range.Max} is wanted."),
        ToolValue.Switch => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : $"\"{parameter.Name}\" is {Show(value)}; true or false is wanted.",
        ToolValue.Texts when value.ValueKind != JsonValueKind.Array => $"\"{parameter.Name}\" is {Show(value)}; an array of texts is wanted.",
        ToolValue.Texts when value.GetArrayLength() > parameter.Range.Max => $"\"{parameter.Name}\" has {value.GetArrayLength()} items; at most {parameter.Range.Max} are possible.",
        ToolValue.Texts => value.EnumerateArray().Select(item => TextProblem(parameter, item, $"An item of \"{parameter.Name}\"")).FirstOrDefault(problem => problem is not null),
        _ => throw new System.Diagnostics.UnreachableException($"Unknown kind {parameter.Kind}."),
    };

    private static string? TextProblem(ToolParameter parameter, JsonElement value, string what)
    {
        if (value.ValueKind != JsonValueKind.String) return $"{what} is {Show(value)}; a text is wanted.";
        if (Read(value) is not { } text) return $"{what} holds half of a character (a surrogate without its other).";
        if (parameter.OneOf.Count > 0 && !parameter.OneOf.Contains(text)) return $"{what} is {Show(value)}. {Spelling.Hint(text, [.. parameter.OneOf])}";
        if (string.IsNullOrWhiteSpace(text)) return $"{what} is empty.";
        if (text.Length > parameter.MaxLength)
            return string.Create(CultureInfo.InvariantCulture, $"{what} has {text.Length:N0} characters; at most {parameter.MaxLength:N0} are possible. Put long material into a file and name the file.");
        var nul = text.IndexOf('\0', StringComparison.Ordinal);
        return nul < 0 ? null : $"{what} holds a NUL at character {nul}.";
    }

    private static string? Read(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string Show(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= 60 ? text : text[..60] + "…";
    }
}
