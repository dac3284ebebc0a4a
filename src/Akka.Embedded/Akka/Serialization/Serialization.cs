using Akka.Actor;
using System.Collections.Concurrent;
using System.Runtime.Serialization;

namespace Akka.Serialization;

/// <summary>The serializers of one system: which is for which type, and which has which identifier.</summary>
public class Serialization
{
    [ThreadStatic]
    private static Information? _transport;

    private readonly SerializerBindings _bindings = new();
    private readonly ConcurrentDictionary<int, Serializer> _byIdentifier = new();
    private readonly ConcurrentDictionary<string, Serializer> _byName = new(StringComparer.Ordinal);
    private readonly NullSerializer _nullSerializer;

    /// <summary>Makes the serializers that the configuration and the <see cref="SerializationSetup"/> name.</summary>
    /// <exception cref="Configuration.ConfigurationException">A binding names a serializer, or a serializer a type, that there is not.</exception>
    public Serialization(ExtendedActorSystem system)
    {
        System = system;
        _nullSerializer = new NullSerializer(system);
        AddSerializer("null", _nullSerializer);
        SerializationLoader.Load(system, this, _byName);
    }

    /// <summary>The system.</summary>
    public ExtendedActorSystem System { get; }

    /// <summary>What is being serialized for, on this thread; null when for nobody in particular.</summary>
    public static Information? GetCurrentTransportInformation() => _transport;

    /// <summary>Runs a function with references to actors written as those of an address.</summary>
    public static T WithTransport<T>(ActorSystem system, Address address, Func<T> action) =>
        WithInformation(new Information(address, system), action, static run => run());

    /// <summary>Runs a function with references to actors written as the system's own.</summary>
    public static T WithTransport<T>(ExtendedActorSystem system, Func<T> action) =>
        WithInformation(system.Provider.SerializationInformation, action, static run => run());

    /// <inheritdoc cref="WithTransport{T}(ExtendedActorSystem, Func{T})" />
    public static T WithTransport<TState, T>(ExtendedActorSystem system, TState state, Func<TState, T> action) =>
        WithInformation(system.Provider.SerializationInformation, state, action);

    /// <summary>What to store beside the bytes: the serializer's manifest, the type's name, or nothing.</summary>
    public static string ManifestFor(Serializer s, object msg) => s switch
    {
        SerializerWithStringManifest named => named.Manifest(msg),
        { IncludeManifest: true } => TypeNames.Qualified(msg.GetType()),
        _ => "",
    };

    /// <summary>The path of an actor as it is stored.</summary>
    public static string SerializedActorPath(IActorRef actorRef)
    {
        if (actorRef is null || Equals(actorRef, ActorRefs.NoSender))
            return "";
        return _transport is { Address: { } address }
            ? actorRef.Path.ToSerializationFormatWithAddress(address)
            : actorRef.Path.ToSerializationFormat();
    }

    /// <summary>Adds a serializer that can be found by its identifier.</summary>
    public void AddSerializer(Serializer serializer) => _byIdentifier[serializer.Identifier] = serializer;

    /// <summary>Adds a serializer that can be found by its identifier and by a name.</summary>
    public void AddSerializer(string name, Serializer serializer)
    {
        AddSerializer(serializer);
        _byName[name] = serializer;
    }

    /// <summary>Binds a serializer to a type and all that derive from it or implement it.</summary>
    public void AddSerializationMap(Type type, Serializer serializer) => _bindings.Add(type, serializer);

    /// <summary>The bytes of an object.</summary>
    public byte[] Serialize(object o) => WithTransport(System, () => FindSerializerFor(o).ToBinary(o));

    /// <summary>The object of bytes.</summary>
    /// <exception cref="SerializationException">No serializer has the identifier.</exception>
    public object Deserialize(byte[] bytes, int serializerId, Type? type) =>
        WithTransport(System, () => Identified(serializerId, type?.FullName).FromBinary(bytes, type));

    /// <summary>The object of bytes.</summary>
    /// <param name="bytes">What was stored.</param>
    /// <param name="serializerId">The serializer's identifier.</param>
    /// <param name="manifest">What <see cref="ManifestFor"/> said when it was stored.</param>
    /// <exception cref="SerializationException">No serializer has the identifier, or the type of the manifest is gone.</exception>
    public object Deserialize(byte[] bytes, int serializerId, string manifest)
    {
        var serializer = Identified(serializerId, manifest);
        return WithTransport(System, () => serializer is SerializerWithStringManifest named
            ? named.FromBinary(bytes, manifest)
            : serializer.FromBinary(bytes, string.IsNullOrEmpty(manifest) ? null : TypeOf(manifest, serializerId)));
    }

    /// <summary>The actor of a stored path; dead letters when it is gone.</summary>
    public IActorRef DeserializeActorRef(string path) => System.Provider.ResolveActorRef(path);

    /// <summary>The serializer for an object.</summary>
    /// <param name="obj">The object; null has one too.</param>
    /// <param name="defaultSerializerName">The serializer when nothing but System.Object's binding fits.</param>
    public Serializer FindSerializerFor(object? obj, string? defaultSerializerName = null) =>
        obj is null ? _nullSerializer : FindSerializerForType(obj.GetType(), defaultSerializerName);

    /// <summary>The serializer for a type: that bound to it, else to the nearest base type or interface.</summary>
    /// <exception cref="SerializationException">None is bound.</exception>
    public Serializer FindSerializerForType(Type objectType, string? defaultSerializerName = null)
    {
        var found = _bindings.Find(objectType, out var isForAnyObject);
        if (isForAnyObject && defaultSerializerName is not null && _byName.TryGetValue(defaultSerializerName, out var named))
            return named;
        return found ?? throw new SerializationException($"No serializer is bound to {objectType}: see akka.actor.serialization-bindings.");
    }

    private Serializer Identified(int identifier, string? manifest) => _byIdentifier.TryGetValue(identifier, out var serializer)
        ? serializer
        : throw new SerializationException($"No serializer has the identifier {identifier} (manifest \"{manifest}\"): see akka.actor.serializers.");

    private static Type TypeOf(string manifest, int identifier) => Type.GetType(manifest, throwOnError: false)
        ?? throw new SerializationException($"The type \"{manifest}\", stored by serializer {identifier}, can't be found.");

    private static T WithInformation<TState, T>(Information information, TState state, Func<TState, T> action)
    {
        var before = _transport;
        _transport = information;
        try
        {
            return action(state);
        }
        finally
        {
            _transport = before;
        }
    }
}
