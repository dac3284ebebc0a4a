using Akka.Actor;

namespace Akka.Serialization;

/// <summary>Turns messages of some types into bytes and back.</summary>
public abstract class Serializer
{
    /// <summary>The system it works for.</summary>
    protected readonly ExtendedActorSystem system;

    private int? _identifier;

    /// <summary>A serializer of a system.</summary>
    protected Serializer(ExtendedActorSystem system) => this.system = system;

    /// <summary>The number that is stored with the bytes; it never changes. Read from <c>akka.actor.serialization-identifiers</c> unless overridden.</summary>
    /// <exception cref="ArgumentException">It is neither overridden nor configured.</exception>
    public virtual int Identifier => _identifier ??= SerializerIdentifierHelper.GetSerializerIdentifierFromConfig(GetType(), system);

    /// <summary>Whether the name of the type must be stored with the bytes.</summary>
    public abstract bool IncludeManifest { get; }

    /// <summary>The bytes of an object.</summary>
    public abstract byte[] ToBinary(object obj);

    /// <summary>The object of bytes.</summary>
    /// <param name="bytes">What <see cref="ToBinary"/> made.</param>
    /// <param name="type">The type stored with it; null when none was.</param>
    public abstract object FromBinary(byte[] bytes, Type? type);

    /// <summary>The object of bytes, as a known type.</summary>
    public T FromBinary<T>(byte[] bytes) => (T)FromBinary(bytes, typeof(T));

    /// <summary>The bytes of an object; references to actors in it get an address.</summary>
    public byte[] ToBinaryWithAddress(Address address, object obj) => Serialization.WithTransport(system, address, () => ToBinary(obj));
}
