using Akka.Actor;
using Akka.Serialization;
using System.Runtime.Serialization;
using System.Text.Json;

namespace Orchestrator.Runtime.Persistence;

/// <summary>Stores events and snapshots as JSON under their <see cref="EventNameAttribute"/>. The same on both engines.</summary>
public sealed class EventSerializer(ExtendedActorSystem system, EventNames names) : SerializerWithStringManifest(system)
{
    /// <summary>Our number in the journal's <c>identifier</c> column. Never to change.</summary>
    public const int Id = 7411;

    /// <inheritdoc/>
    public override int Identifier => Id;

    /// <inheritdoc/>
    public override string Manifest(object o)
    {
        ArgumentNullException.ThrowIfNull(o);
        return names.NameOf(o.GetType());
    }

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj)
    {
        ArgumentNullException.ThrowIfNull(obj);
        return JsonSerializer.SerializeToUtf8Bytes(obj, obj.GetType(), EventJson.Options);
    }

    /// <inheritdoc/>
    /// <exception cref="SerializationException">A newer version wrote it, or its bytes are damaged.</exception>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        var type = names.TypeOf(manifest)
            ?? throw new SerializationException($"The journal holds a \"{manifest}\", which this version does not know: a newer one wrote it.");
        try
        {
            return JsonSerializer.Deserialize(bytes, type, EventJson.Options)
                ?? throw new SerializationException($"A stored \"{manifest}\" is empty.");
        }
        catch (JsonException e)
        {
            throw new SerializationException($"A stored \"{manifest}\" is damaged: {e.Message}", e);
        }
    }
}
