using Akka.Configuration;
using Akka.Hosting;

namespace Akka.Persistence.Hosting;

/// <summary>Sets up journals and snapshot stores.</summary>
public static class AkkaPersistenceHostingExtensions
{
    /// <summary>Adds a journal and a snapshot store.</summary>
    public static AkkaConfigurationBuilder WithJournalAndSnapshot(this AkkaConfigurationBuilder builder, JournalOptions journalOptions, SnapshotOptions snapshotOptions) =>
        builder.WithJournal(journalOptions).WithSnapshot(snapshotOptions);

    /// <summary>Adds a journal.</summary>
    public static AkkaConfigurationBuilder WithJournal(this AkkaConfigurationBuilder builder, JournalOptions journalOptions) => builder
        .AddHocon(journalOptions.ToConfig(), HoconAddMode.Prepend)
        .AddHocon(journalOptions.DefaultConfig, HoconAddMode.Append);

    /// <summary>Adds event adapters to the journal <c>akka.persistence.journal.{journalId}</c>.</summary>
    public static AkkaConfigurationBuilder WithJournal(this AkkaConfigurationBuilder builder, string journalId, Action<AkkaPersistenceJournalBuilder> journalBuilder)
    {
        var adapters = new AkkaPersistenceJournalBuilder(journalId, builder);
        journalBuilder(adapters);
        adapters.Build();
        return builder;
    }

    /// <summary>Adds a snapshot store.</summary>
    public static AkkaConfigurationBuilder WithSnapshot(this AkkaConfigurationBuilder builder, SnapshotOptions snapshotOptions) => builder
        .AddHocon(snapshotOptions.ToConfig(), HoconAddMode.Prepend)
        .AddHocon(snapshotOptions.DefaultConfig, HoconAddMode.Append);

    /// <summary>Adds a journal in memory, for tests.</summary>
    public static AkkaConfigurationBuilder WithInMemoryJournal(this AkkaConfigurationBuilder builder) => builder.WithInMemoryJournal(_ => { });

    /// <summary>Adds a journal in memory, for tests, with event adapters.</summary>
    public static AkkaConfigurationBuilder WithInMemoryJournal(this AkkaConfigurationBuilder builder, Action<AkkaPersistenceJournalBuilder> journalBuilder, string journalId = "inmem", bool isDefaultPlugin = true)
    {
        builder.WithJournal(journalId, journalBuilder);
        return AddPlugin(builder, "journal", journalId, "Akka.Persistence.Journal.MemoryJournal", isDefaultPlugin);
    }

    /// <summary>Adds a snapshot store in memory, for tests.</summary>
    public static AkkaConfigurationBuilder WithInMemorySnapshotStore(this AkkaConfigurationBuilder builder, string snapshotStoreId = "inmem", bool isDefaultPlugin = true) =>
        AddPlugin(builder, "snapshot-store", snapshotStoreId, "Akka.Persistence.Snapshot.MemorySnapshotStore", isDefaultPlugin);

    private static AkkaConfigurationBuilder AddPlugin(AkkaConfigurationBuilder builder, string kind, string id, string type, bool isDefault)
    {
        var path = $"akka.persistence.{kind}.{id}";
        var chosen = isDefault ? $"akka.persistence.{kind}.plugin = {path.ToHocon()}" : "";
        return builder.AddHocon(ConfigurationFactory.ParseString($$"""
            {{path}} {
              class = "{{type}}, Akka.Persistence"
              plugin-dispatcher = "akka.actor.default-dispatcher"
            }
            {{chosen}}
            """), HoconAddMode.Prepend);
    }
}
