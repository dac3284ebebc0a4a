using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Journal;
using System.Collections.Concurrent;

namespace Akka.Persistence;

/// <summary>Starts journals and snapshot stores of one actor system and finds them by the path of their configuration.</summary>
public class PersistenceExtension : IExtension
{
    private const string NoSnapshotStore = "akka.persistence.no-snapshot-store";
    private const string JournalFallback = "akka.persistence.journal-plugin-fallback";
    private const string SnapshotStoreFallback = "akka.persistence.snapshot-store-plugin-fallback";

    private readonly ExtendedActorSystem _system;
    private readonly Config _config;
    private readonly ConcurrentDictionary<string, Lazy<PersistencePlugin>> _plugins = new(StringComparer.Ordinal);
    private readonly Lazy<string> _defaultJournal;
    private readonly Lazy<string> _defaultSnapshotStore;
    private readonly Lazy<IStashOverflowStrategy> _overflowStrategy;
    private readonly Lazy<IActorRef> _permitter;

    /// <summary>Reads <c>akka.persistence</c> and starts the plugins that are to start with the system.</summary>
    /// <exception cref="ConfigurationException">A permit count below 1.</exception>
    /// <exception cref="ArgumentException">A plugin that is to start has no configuration or no class.</exception>
    public PersistenceExtension(ExtendedActorSystem system)
    {
        _system = system;
        system.Settings.InjectTopLevelFallback(Persistence.DefaultConfig());
        _config = system.Settings.Config.GetConfig("akka.persistence") ?? throw ConfigurationException.NullOrEmptyConfig<PersistenceExtension>("akka.persistence");
        _defaultJournal = new Lazy<string>(() => NotEmpty(_config.GetString("journal.plugin"))
            ?? throw new ArgumentException("No default journal: set akka.persistence.journal.plugin to the path of a journal's configuration."));
        _defaultSnapshotStore = new Lazy<string>(() => NotEmpty(_config.GetString("snapshot-store.plugin")) ?? NoSnapshotStore);
        _overflowStrategy = new Lazy<IStashOverflowStrategy>(CreateOverflowStrategy);
        _permitter = new Lazy<IActorRef>(StartPermitter);
        Settings = new PersistenceSettings(system, _config);
        foreach (var path in _config.GetStringList("journal.auto-start-journals"))
            JournalFor(path);
        foreach (var path in _config.GetStringList("snapshot-store.auto-start-snapshot-stores"))
            SnapshotStoreFor(path);
    }

    /// <summary>The settings that hold for all persistent actors.</summary>
    public PersistenceSettings Settings { get; }

    /// <summary>What happens to a command when an actor already holds back as many as it may, unless the actor says otherwise.</summary>
    public IStashOverflowStrategy DefaultInternalStashOverflowStrategy => _overflowStrategy.Value;

    internal IActorRef RecoveryPermitter => _permitter.Value;

    /// <summary>The path of an actor, for use as its persistence id.</summary>
    public string PersistenceId(IActorRef actor) => actor.Path.ToStringWithoutAddress();

    /// <summary>The journal of a configuration path, started when it is not running; of the default one for null or empty.</summary>
    /// <exception cref="ArgumentException">There is no such configuration, or it names no class.</exception>
    public IActorRef JournalFor(string journalPluginId) => Journal(journalPluginId).Actor;

    /// <summary>The snapshot store of a configuration path, started when it is not running; of the default one for null or empty.</summary>
    /// <exception cref="ArgumentException">There is no such configuration, or it names no class.</exception>
    public IActorRef SnapshotStoreFor(string snapshotPluginId) => SnapshotStore(snapshotPluginId).Actor;

    /// <summary>The event adapters of a journal.</summary>
    public EventAdapters AdaptersFor(string journalPluginId) => Journal(journalPluginId).Adapters;

    /// <summary>The adapters of the journal that an actor is; none when it is no journal of ours.</summary>
    internal EventAdapters AdaptersFor(string path, Config config) =>
        _plugins.TryGetValue(path, out var plugin) && plugin.IsValueCreated ? plugin.Value.Adapters : EventAdapters.Create(_system, config);

    internal Config JournalConfigFor(string journalPluginId) => Journal(journalPluginId).Config;

    /// <summary>The configuration of a plugin, by the name of the actor that it is.</summary>
    internal Config ConfigFor(string path) => _system.Settings.Config.GetConfig(path)
        .SafeWithFallback(_system.Settings.Config.GetConfig(JournalFallback)) ?? Config.Empty;

    internal bool SnapshotIsOptional(string snapshotPluginId) => SnapshotStore(snapshotPluginId).Config.GetBoolean("snapshot-is-optional");

    private PersistencePlugin Journal(string path) => Plugin(NotEmpty(path) ?? _defaultJournal.Value, JournalFallback);

    private PersistencePlugin SnapshotStore(string path) => Plugin(NotEmpty(path) ?? _defaultSnapshotStore.Value, SnapshotStoreFallback);

    private PersistencePlugin Plugin(string path, string fallbackPath)
    {
        if (_plugins.TryGetValue(path, out var running) && running.IsValueCreated)
            return running.Value;
        var created = _plugins.GetOrAdd(path, p => new Lazy<PersistencePlugin>(() => PersistencePlugin.Start(_system, p, fallbackPath)));
        try
        {
            return created.Value;
        }
        catch
        {
            _plugins.TryRemove(new KeyValuePair<string, Lazy<PersistencePlugin>>(path, created)); // a Lazy would keep the failure for ever
            throw;
        }
    }

    private IStashOverflowStrategy CreateOverflowStrategy()
    {
        var name = _config.GetString("internal-stash-overflow-strategy");
        var type = Type.GetType(name, throwOnError: false) ?? throw new ConfigurationException($"akka.persistence.internal-stash-overflow-strategy: the type \"{name}\" can't be found.");
        return Activator.CreateInstance(type) is IStashOverflowStrategyConfigurator configurator
            ? configurator.Create(_system.Settings.Config)
            : throw new ConfigurationException($"akka.persistence.internal-stash-overflow-strategy: {type} does not implement {nameof(IStashOverflowStrategyConfigurator)}.");
    }

    private IActorRef StartPermitter()
    {
        var permits = _config.GetInt("max-concurrent-recoveries");
        return permits > 0
            ? _system.SystemActorOf(Props.Create(() => new RecoveryPermitter(permits)), "recoveryPermitter")
            : throw new ConfigurationException($"akka.persistence.max-concurrent-recoveries is {permits}: it must be at least 1.");
    }

    private static string NotEmpty(string path) => string.IsNullOrWhiteSpace(path) ? null : path;
}
