using Akka.Actor;
using Akka.Configuration;

namespace Akka.Persistence;

/// <summary>The settings that hold for all persistent actors.</summary>
public sealed class PersistenceSettings : Settings
{
    /// <summary>Reads <c>akka.persistence</c>.</summary>
    /// <param name="system">The system.</param>
    /// <param name="config">The section.</param>
    public PersistenceSettings(ActorSystem system, Config config) : base(system, config) => Internal = new InternalSettings(config);

    /// <summary>Settings for tests of Akka.Persistence itself.</summary>
    public InternalSettings Internal { get; }

    /// <summary>Settings for tests of Akka.Persistence itself.</summary>
    public sealed class InternalSettings
    {
        /// <summary>Reads the section.</summary>
        public InternalSettings(Config config) => PublishPluginCommands = config.GetBoolean("publish-plugin-commands");

        /// <summary>Whether journals and snapshot stores publish what they are asked on the event stream.</summary>
        public bool PublishPluginCommands { get; }
    }
}
