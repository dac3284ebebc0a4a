using Akka.Actor;

namespace Akka.Serialization;

/// <summary>Passes byte arrays through as they are.</summary>
public class ByteArraySerializer : Serializer
{
    /// <summary>A serializer of a system.</summary>
    public ByteArraySerializer(ExtendedActorSystem system) : base(system) { }

    /// <inheritdoc />
    public override bool IncludeManifest => false;

    /// <inheritdoc />
    /// <exception cref="NotSupportedException">The object is no byte array.</exception>
    public override byte[] ToBinary(object obj) => obj switch
    {
        null => null!,
        byte[] bytes => bytes,
        _ => throw new NotSupportedException($"{GetType().Name} takes byte arrays, not {obj.GetType()}."),
    };

    /// <inheritdoc />
    public override object FromBinary(byte[] bytes, Type? type) => bytes;
}
