using Akka.Actor;

namespace Akka.Serialization;

/// <summary>Looks up serializers' identifiers.</summary>
public static class SerializerIdentifierHelper
{
    private const string Path = "akka.actor.serialization-identifiers";

    /// <summary>The identifier that the configuration gives a type of serializer.</summary>
    /// <exception cref="ArgumentException">It gives none.</exception>
    public static int GetSerializerIdentifierFromConfig(Type type, ExtendedActorSystem system)
    {
        var entries = system.Settings.Config.GetConfig(Path)?.AsEnumerable() ?? [];
        foreach (var (name, identifier) in entries)
        {
            if (Type.GetType(name) == type)
                return identifier.GetInt();
        }
        throw new ArgumentException($"{type.FullName} has no identifier: override Identifier, or set {Path}.\"{TypeNames.Qualified(type)}\".");
    }
}
