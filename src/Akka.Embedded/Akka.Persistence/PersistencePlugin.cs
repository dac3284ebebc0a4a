using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Journal;

namespace Akka.Persistence;

/// <summary>One running journal or snapshot store.</summary>
internal sealed class PersistencePlugin
{
    private readonly Lazy<EventAdapters> _adapters;

    private PersistencePlugin(ExtendedActorSystem system, IActorRef actor, Config config)
    {
        Actor = actor;
        Config = config;
        _adapters = new Lazy<EventAdapters>(() => EventAdapters.Create(system, config));
    }

    public IActorRef Actor { get; }
    public Config Config { get; }
    public EventAdapters Adapters => _adapters.Value;

    public static PersistencePlugin Start(ExtendedActorSystem system, string path, string fallbackPath)
    {
        var settings = system.Settings.Config;
        if (settings.GetConfig(path) is not { } own)
            throw new ArgumentException($"There is no configuration of a persistence plugin at \"{path}\".");
        var config = own.SafeWithFallback(settings.GetConfig(fallbackPath));
        var name = config.GetString("class");
        if (string.IsNullOrWhiteSpace(name))
            throw new ArgumentException($"{path}.class is empty: name the plugin's type.");
        var type = Type.GetType(name, throwOnError: false) ?? throw new ArgumentException($"{path}.class: the type \"{name}\" can't be found.");
        var props = type.GetConstructor([typeof(Config)]) is not null ? new Props(type, [config]) : new Props(type);
        return new PersistencePlugin(system, system.SystemActorOf(props.WithDispatcher(config.GetString("plugin-dispatcher")), path), config);
    }
}
