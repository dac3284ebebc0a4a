using Akka.Actor;
using Akka.Util;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using System.Globalization;

namespace Akka.Serialization;

/// <summary>
/// Writes references to actors and the like as their surrogates, and those numbers whose type JSON would lose as text with a letter:
/// <c>{"$":"I42"}</c> for int, F for float, M for decimal. That is Akka.NET's form, so that each engine reads the other's rows.
/// </summary>
internal sealed class SurrogateConverter(ExtendedActorSystem system) : JsonConverter
{
    private const string NumberKey = "$";

    public override bool CanConvert(Type objectType) =>
        objectType == typeof(int) || objectType == typeof(float) || objectType == typeof(decimal) || objectType == typeof(object)
        || typeof(ISurrogated).IsAssignableFrom(objectType);

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer)
    {
        var number = value switch
        {
            int whole => "I" + whole.ToString(NumberFormatInfo.InvariantInfo),
            float single => "F" + single.ToString(NumberFormatInfo.InvariantInfo),
            decimal exact => "M" + exact.ToString(NumberFormatInfo.InvariantInfo),
            _ => null,
        };
        if (number is not null)
        {
            writer.WriteStartObject();
            writer.WritePropertyName(NumberKey);
            writer.WriteValue(number);
            writer.WriteEndObject();
        }
        else if (value is ISurrogated surrogated)
            serializer.Serialize(writer, surrogated.ToSurrogate(system));
        else
            serializer.Serialize(writer, value);
    }

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer) =>
        Restore(serializer.Deserialize(reader), system, objectType);

    /// <summary>The object that a surrogate or a number in text stands for; anything else as it is.</summary>
    public static object? Restore(object? read, ExtendedActorSystem system, Type? wanted) => read switch
    {
        JObject json when json[NumberKey] is { } number => Number((string)number!),
        JObject json => json.ToObject(wanted ?? typeof(object), JsonSerializer.CreateDefault()),
        ISurrogate surrogate => surrogate.FromSurrogate(system),
        long whole when wanted == typeof(int) => checked((int)whole),
        long or double when wanted == typeof(float) => Convert.ToSingle(read, CultureInfo.InvariantCulture),
        long or double when wanted == typeof(decimal) => Convert.ToDecimal(read, CultureInfo.InvariantCulture),
        _ => read,
    };

    private static object Number(string text) => text[0] switch
    {
        'I' => int.Parse(text.AsSpan(1), NumberFormatInfo.InvariantInfo),
        'F' => float.Parse(text.AsSpan(1), NumberFormatInfo.InvariantInfo),
        'M' => decimal.Parse(text.AsSpan(1), NumberFormatInfo.InvariantInfo),
        _ => throw new System.Runtime.Serialization.SerializationException($"\"{text}\" is no number: it must begin with I, F or M."),
    };
}
