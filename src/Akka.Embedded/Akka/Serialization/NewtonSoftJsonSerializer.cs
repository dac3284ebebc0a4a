using Akka.Actor;
using Akka.Configuration;
using Newtonsoft.Json;
using System.Text;

namespace Akka.Serialization;

/// <summary>JSON with type names: for any object that has no serializer of its own.</summary>
public class NewtonSoftJsonSerializer : Serializer
{
    private readonly JsonSerializer _serializer;

    /// <summary>A serializer with the default settings.</summary>
    public NewtonSoftJsonSerializer(ExtendedActorSystem system) : this(system, NewtonSoftJsonSerializerSettings.Default) { }

    /// <summary>A serializer with the settings of a section of the configuration.</summary>
    public NewtonSoftJsonSerializer(ExtendedActorSystem system, Config config) : this(system, NewtonSoftJsonSerializerSettings.Create(config)) { }

    /// <summary>A serializer with given settings.</summary>
    public NewtonSoftJsonSerializer(ExtendedActorSystem system, NewtonSoftJsonSerializerSettings settings) : base(system)
    {
        Settings = new JsonSerializerSettings
        {
            TypeNameHandling = settings.EncodeTypeNames ? TypeNameHandling.All : TypeNameHandling.None,
            PreserveReferencesHandling = settings.PreserveObjectReferences ? PreserveReferencesHandling.Objects : PreserveReferencesHandling.None,
            NullValueHandling = NullValueHandling.Ignore,
            DefaultValueHandling = DefaultValueHandling.Ignore,
            MissingMemberHandling = MissingMemberHandling.Ignore,
            ObjectCreationHandling = ObjectCreationHandling.Replace,
            ConstructorHandling = ConstructorHandling.AllowNonPublicDefaultConstructor,
            ContractResolver = new PrivateSetterContractResolver(),
        };
        foreach (var converter in settings.Converters)
            Settings.Converters.Add(Create(converter, system));
        Settings.Converters.Add(new SurrogateConverter(system));
        if (system?.Settings.Setup.Get<NewtonSoftJsonSerializerSetup>() is { HasValue: true } setup)
            setup.Value.ApplySettings(Settings);
        _serializer = JsonSerializer.Create(Settings);
    }

    /// <summary>The settings of Newtonsoft.Json.</summary>
    public JsonSerializerSettings Settings { get; }

    /// <summary>Newtonsoft.Json's serializer itself.</summary>
    public object Serializer => _serializer;

    /// <summary>No: the JSON names its types itself.</summary>
    public override bool IncludeManifest => false;

    /// <inheritdoc />
    public override byte[] ToBinary(object obj)
    {
        using var text = new StringWriter(new StringBuilder(256), System.Globalization.CultureInfo.InvariantCulture);
        using var writer = new JsonTextWriter(text) { Formatting = Formatting.None, ArrayPool = JsonBuffers.Instance };
        _serializer.Serialize(writer, obj, null);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <inheritdoc />
    public override object FromBinary(byte[] bytes, Type? type)
    {
        using var reader = new JsonTextReader(new StringReader(Encoding.UTF8.GetString(bytes))) { ArrayPool = JsonBuffers.Instance };
        return SurrogateConverter.Restore(_serializer.Deserialize(reader, type), system, type)!;
    }

    private static JsonConverter Create(Type converter, ExtendedActorSystem? system) =>
        converter.GetConstructor([typeof(ExtendedActorSystem)]) is { } withSystem
            ? (JsonConverter)withSystem.Invoke([system])
            : (JsonConverter)Activator.CreateInstance(converter)!;
}

/// <summary>Buffers for reading and writing JSON, used again and again.</summary>
internal sealed class JsonBuffers : IArrayPool<char>
{
    public static readonly JsonBuffers Instance = new();

    public char[] Rent(int minimumLength) => System.Buffers.ArrayPool<char>.Shared.Rent(minimumLength);

    public void Return(char[]? array)
    {
        if (array is not null)
            System.Buffers.ArrayPool<char>.Shared.Return(array);
    }
}
