using Akka.Actor;

namespace Akka.Serialization;

/// <summary>Writes null as no bytes at all.</summary>
public class NullSerializer : Serializer
{
    /// <summary>A serializer of a system.</summary>
    public NullSerializer(ExtendedActorSystem system) : base(system) { }

    /// <inheritdoc />
    public override int Identifier => 0;

    /// <inheritdoc />
    public override bool IncludeManifest => false;

    /// <inheritdoc />
    public override byte[] ToBinary(object obj) => [];

    /// <inheritdoc />
    public override object FromBinary(byte[] bytes, Type? type) => null!;
}
