using Akka.Hosting;
using Akka.Persistence.Hosting;
using Akka.Persistence.Sql.Config;

namespace Akka.Persistence.Sql.Hosting;

/// <summary>Sets up the SQL journal and snapshot store.</summary>
public static class HostingExtensions
{
    /// <summary>Adds the SQL journal, the snapshot store, or both.</summary>
    /// <param name="builder">The system's builder.</param>
    /// <param name="connectionString">For example <c>Data Source=/path/to/journal.db</c>.</param>
    /// <param name="providerName"><c>SQLite.MS</c> or <c>SQLite</c>.</param>
    /// <param name="mode">Which of the two.</param>
    /// <param name="schemaName">Must be null: SQLite has no schemas.</param>
    /// <param name="journalBuilder">Adds event adapters.</param>
    /// <param name="autoInitialize">Whether missing tables are created.</param>
    /// <param name="pluginIdentifier">The last part of their paths.</param>
    /// <param name="isDefaultPlugin">Whether actors use them that name no other.</param>
    /// <param name="databaseMapping">The default or null.</param>
    /// <param name="tagStorageMode"><see cref="TagMode.TagTable"/> or null.</param>
    /// <param name="deleteCompatibilityMode">False or null.</param>
    /// <param name="useWriterUuidColumn">True or null: the column is always written.</param>
    /// <param name="maxConcurrentQueries">How many connections read at the same time.</param>
    /// <exception cref="NotSupportedException">A setting that this engine has not.</exception>
    public static AkkaConfigurationBuilder WithSqlPersistence(
        this AkkaConfigurationBuilder builder,
        string connectionString,
        string providerName,
        PersistenceMode mode = PersistenceMode.Both,
        string? schemaName = null,
        Action<AkkaPersistenceJournalBuilder>? journalBuilder = null,
        bool autoInitialize = true,
        string pluginIdentifier = "sql",
        bool isDefaultPlugin = true,
        DatabaseMapping? databaseMapping = null,
        TagMode? tagStorageMode = null,
        bool? deleteCompatibilityMode = null,
        bool? useWriterUuidColumn = null,
        int? maxConcurrentQueries = null)
    {
        Refuse(schemaName is not null, nameof(schemaName), schemaName);
        Refuse(databaseMapping is not (null or DatabaseMapping.Default), nameof(databaseMapping), databaseMapping);
        Refuse(tagStorageMode is not (null or TagMode.TagTable), nameof(tagStorageMode), tagStorageMode);
        Refuse(deleteCompatibilityMode is true, nameof(deleteCompatibilityMode), true);
        Refuse(useWriterUuidColumn is false, nameof(useWriterUuidColumn), false);
        var adapters = new AkkaPersistenceJournalBuilder(pluginIdentifier, builder);
        journalBuilder?.Invoke(adapters);
        var journal = new SqlJournalOptions(isDefaultPlugin, pluginIdentifier)
        {
            ConnectionString = connectionString,
            ProviderName = providerName,
            AutoInitialize = autoInitialize,
            Adapters = adapters,
            MaxConcurrentQueries = maxConcurrentQueries,
        };
        var snapshots = new SqlSnapshotOptions(isDefaultPlugin, pluginIdentifier)
        {
            ConnectionString = connectionString,
            ProviderName = providerName,
            AutoInitialize = autoInitialize,
        };
        return builder.WithSqlPersistence(
            mode is PersistenceMode.SnapshotStore ? null : journal,
            mode is PersistenceMode.Journal ? null : snapshots);
    }

    /// <summary>Adds the SQL journal, the snapshot store, or both.</summary>
    /// <param name="builder">The system's builder.</param>
    /// <param name="journalOptionConfigurator">Sets up the journal; null for none.</param>
    /// <param name="snapshotOptionConfigurator">Sets up the snapshot store; null for none.</param>
    /// <param name="isDefaultPlugin">Whether actors use them that name no other.</param>
    public static AkkaConfigurationBuilder WithSqlPersistence(
        this AkkaConfigurationBuilder builder,
        Action<SqlJournalOptions>? journalOptionConfigurator = null,
        Action<SqlSnapshotOptions>? snapshotOptionConfigurator = null,
        bool isDefaultPlugin = true)
    {
        SqlJournalOptions? journal = null;
        SqlSnapshotOptions? snapshots = null;
        if (journalOptionConfigurator is not null)
            journalOptionConfigurator(journal = new SqlJournalOptions(isDefaultPlugin));
        if (snapshotOptionConfigurator is not null)
            snapshotOptionConfigurator(snapshots = new SqlSnapshotOptions(isDefaultPlugin));
        return builder.WithSqlPersistence(journal, snapshots);
    }

    /// <summary>Adds the SQL journal, the snapshot store, or both.</summary>
    /// <exception cref="ArgumentException">Neither.</exception>
    public static AkkaConfigurationBuilder WithSqlPersistence(this AkkaConfigurationBuilder builder, SqlJournalOptions? journalOptions = null, SqlSnapshotOptions? snapshotOptions = null)
    {
        if (journalOptions is null && snapshotOptions is null)
            throw new ArgumentException($"Pass {nameof(journalOptions)}, {nameof(snapshotOptions)} or both.");
        if (journalOptions is not null)
            builder.WithJournal(journalOptions);
        return snapshotOptions is null ? builder : builder.WithSnapshot(snapshotOptions);
    }

    private static void Refuse(bool isRefused, string name, object? value)
    {
        if (isRefused)
            throw new NotSupportedException($"{name} = {value} is not supported by this engine; leave it out.");
    }
}
