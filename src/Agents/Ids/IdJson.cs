using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orchestrator.Agents;

/// <summary>Names and targets stand in JSON as the text a person writes.</summary>
public abstract class IdJson<T>(Func<string, T> parse) : JsonConverter<T>
    where T : struct
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">It is no text, or no name of this kind.</exception>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.String) throw new JsonException($"A {typeof(T).Name} is a text.");
        try
        {
            return parse(reader.GetString()!);
        }
        catch (FormatException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }
}

/// <summary>See <see cref="IdJson{T}"/>.</summary>
public sealed class ProjectNameJson() : IdJson<ProjectName>(text => new ProjectName(text));

/// <summary>See <see cref="IdJson{T}"/>.</summary>
public sealed class AgentNameJson() : IdJson<AgentName>(text => new AgentName(text));

/// <summary>See <see cref="IdJson{T}"/>.</summary>
public sealed class AgentTargetJson() : IdJson<AgentTarget>(AgentTarget.Parse);
