namespace Akka.Persistence;

/// <summary>Who a persistent actor is, and where its events are.</summary>
public interface IPersistentIdentity
{
    /// <summary>The name its events are stored under: the same in every incarnation, another's never.</summary>
    string PersistenceId { get; }

    /// <summary>The path of its journal's configuration; null or empty for the default.</summary>
    string JournalPluginId { get; }

    /// <summary>The path of its snapshot store's configuration; null or empty for the default.</summary>
    string SnapshotPluginId { get; }
}
