using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Mcp;

/// <summary>The JSON schema of a tool's input; what <see cref="ToolArguments"/> checks, written down for the model.</summary>
internal static class ToolSchema
{
    internal static JsonElement Of(IReadOnlyList<ToolParameter> parameters)
    {
        var properties = new JsonObject();
        foreach (var parameter in parameters)
            properties[parameter.Name] = Property(parameter);
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (parameters.Any(p => p.Required))
            schema["required"] = new JsonArray([.. parameters.Where(p => p.Required).Select(p => (JsonNode)p.Name)]);
        return JsonSerializer.SerializeToElement(schema);
    }

    private static JsonObject Property(ToolParameter parameter)
    {
        var property = parameter.Kind switch
        {
            ToolValue.Text => Text(parameter),
            ToolValue.Number => new JsonObject { ["type"] = "integer", ["minimum"] = parameter.Range.Min, ["maximum"] = parameter.Range.Max },
            ToolValue.Switch => new JsonObject { ["type"] = "boolean" },
            ToolValue.Texts => new JsonObject { ["type"] = "array", ["items"] = Text(parameter), ["maxItems"] = parameter.Range.Max },
            _ => throw new System.Diagnostics.UnreachableException($"Unknown kind {parameter.Kind}."),
        };
        property["description"] = parameter.Description;
        return property;
    }

    private static JsonObject Text(ToolParameter parameter)
    {
        var text = new JsonObject { ["type"] = "string" };
        if (parameter.OneOf.Count > 0)
            text["enum"] = new JsonArray([.. parameter.OneOf.Select(value => (JsonNode)value)]);
        else
            (text["minLength"], text["maxLength"]) = (1, parameter.MaxLength);
        return text;
    }
}
