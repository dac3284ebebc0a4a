namespace Akka.Persistence.Hosting;

/// <summary>Which plugins are set up.</summary>
public enum PersistenceMode
{
    /// <summary>Journal and snapshot store.</summary>
    Both,

    /// <summary>The journal alone.</summary>
    Journal,

    /// <summary>The snapshot store alone.</summary>
    SnapshotStore,
}
