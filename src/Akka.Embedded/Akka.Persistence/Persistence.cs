using Akka.Actor;
using Akka.Configuration;

namespace Akka.Persistence;

/// <summary>The extension id of Akka.Persistence.</summary>
public class Persistence : ExtensionIdProvider<PersistenceExtension>
{
    /// <summary>The only one there is.</summary>
    public static Persistence Instance { get; } = new();

    /// <summary>The defaults of Akka.Persistence and its plugins.</summary>
    public static Config DefaultConfig() => ConfigurationFactory.FromResource<Persistence>("Akka.Persistence.persistence.conf");

    /// <inheritdoc />
    public override PersistenceExtension CreateExtension(ExtendedActorSystem system) => new(system);
}
