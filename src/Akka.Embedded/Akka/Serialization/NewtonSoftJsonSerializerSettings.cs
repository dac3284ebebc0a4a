using Akka.Configuration;
using Newtonsoft.Json;

namespace Akka.Serialization;

/// <summary>What the JSON serializer's section of the configuration says.</summary>
public sealed class NewtonSoftJsonSerializerSettings
{
    /// <summary>Type names on, object references on, no further converters.</summary>
    public static readonly NewtonSoftJsonSerializerSettings Default = new(true, true, []);

    private NewtonSoftJsonSerializerSettings(bool encodeTypeNames, bool preserveObjectReferences, IEnumerable<Type> converters)
    {
        EncodeTypeNames = encodeTypeNames;
        PreserveObjectReferences = preserveObjectReferences;
        Converters = converters;
    }

    /// <summary>Whether <c>$type</c> is written.</summary>
    public bool EncodeTypeNames { get; }

    /// <summary>Whether two references to one object stay one object.</summary>
    public bool PreserveObjectReferences { get; }

    /// <summary>Types derived from <see cref="JsonConverter"/>, made without arguments or with the system as argument.</summary>
    public IEnumerable<Type> Converters { get; }

    /// <summary>Reads the section.</summary>
    /// <exception cref="ConfigurationException">The section is missing or empty.</exception>
    /// <exception cref="ArgumentException">A converter is no type, or not a JSON converter.</exception>
    public static NewtonSoftJsonSerializerSettings Create(Config config)
    {
        if (config.IsNullOrEmpty())
            throw ConfigurationException.NullOrEmptyConfig<NewtonSoftJsonSerializerSettings>();
        return new NewtonSoftJsonSerializerSettings(
            config.GetBoolean("encode-type-names", true),
            config.GetBoolean("preserve-object-references", true),
            [.. config.GetStringList("converters").Select(Converter)]);
    }

    private static Type Converter(string name)
    {
        var type = Type.GetType(name, throwOnError: false) ?? throw new ArgumentException($"The JSON converter \"{name}\" is no type that can be found.");
        return typeof(JsonConverter).IsAssignableFrom(type) ? type : throw new ArgumentException($"{type} is not derived from {typeof(JsonConverter)}.");
    }
}
