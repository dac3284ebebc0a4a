using Akka.Hosting;
using Akka.Persistence.Hosting;
using Akka.Persistence.Sql.Hosting;
using Orchestrator.Runtime.Journal;
using Orchestrator.Runtime.Persistence;

namespace Orchestrator.Runtime.Hosting;

/// <summary>Wires the journal and the serializer of our events into an actor system.</summary>
public static class RuntimeHosting
{
    private const string Provider = "SQLite.MS"; // linq2db's name for Microsoft.Data.Sqlite

    /// <summary>Stores events and snapshots in a SQLite file, in Akka.Persistence.Sql's tables and as <see cref="EventSerializer"/> writes them.</summary>
    /// <param name="builder">The actor system's.</param>
    /// <param name="databasePath">The file; made if it is not there.</param>
    /// <param name="names">What is stored under which name.</param>
    public static AkkaConfigurationBuilder AddRuntime(this AkkaConfigurationBuilder builder, string databasePath, EventNames names)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(names);
        WriteAheadLog.Use(databasePath); // Akka.Persistence.Sql takes the journal mode that the file has
        return builder
            .WithCustomSerializer("orchestrator-events", names.Types, system => new EventSerializer(system, names))
            .WithSqlPersistence($"Data Source={databasePath}", Provider, PersistenceMode.Both, autoInitialize: true);
    }
}
