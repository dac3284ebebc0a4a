using Akka.Actor;

namespace Akka.Serialization;

/// <summary>A serializer that names types itself, with manifests that stay the same when types are renamed.</summary>
public abstract class SerializerWithStringManifest : Serializer
{
    /// <summary>A serializer of a system.</summary>
    protected SerializerWithStringManifest(ExtendedActorSystem system) : base(system) { }

    /// <summary>Always: the manifest is stored with the bytes.</summary>
    public sealed override bool IncludeManifest => true;

    /// <summary>Reads bytes with the type's name as manifest.</summary>
    public sealed override object FromBinary(byte[] bytes, Type? type) => FromBinary(bytes, type is null ? "" : TypeNames.Qualified(type));

    /// <summary>The object of bytes.</summary>
    /// <param name="bytes">What <see cref="Serializer.ToBinary"/> made.</param>
    /// <param name="manifest">What <see cref="Manifest"/> said then.</param>
    public abstract object FromBinary(byte[] bytes, string manifest);

    /// <summary>What to store beside the bytes so that they can be read back.</summary>
    public abstract string Manifest(object o);
}
