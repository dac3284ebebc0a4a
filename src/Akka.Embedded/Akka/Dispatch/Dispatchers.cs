#nullable disable
using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>The dispatchers of a system, by their ids in the configuration.</summary>
public sealed class Dispatchers
{
    /// <summary>The id of the dispatcher that actors have without a choice of their own.</summary>
    public static readonly string DefaultDispatcherId = "akka.actor.default-dispatcher";

    private readonly ConcurrentDictionary<string, MessageDispatcher> _dispatchers = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<MessageDispatcher> _pinned = [];
    private readonly Settings _settings;

    internal Dispatchers(Settings settings)
    {
        _settings = settings;
        DefaultGlobalDispatcher = Lookup(DefaultDispatcherId);
    }

    /// <summary>The dispatcher that actors have without a choice of their own.</summary>
    public MessageDispatcher DefaultGlobalDispatcher { get; }

    /// <summary>Whether the configuration has such a dispatcher.</summary>
    public bool HasDispatcher(string id) => _dispatchers.ContainsKey(id) || _settings.Config.HasPath(id);

    /// <summary>The dispatcher of an id.</summary>
    /// <exception cref="ConfigurationException">There is none, or its type is unknown.</exception>
    public MessageDispatcher Lookup(string dispatcherName)
    {
        var id = string.IsNullOrEmpty(dispatcherName) ? DefaultDispatcherId : dispatcherName;
        if (_dispatchers.TryGetValue(id, out var known)) return known;
        var dispatcher = Create(id, ConfigOf(id));
        if (dispatcher is not PinnedDispatcher) return _dispatchers.GetOrAdd(id, dispatcher);
        _pinned.Add(dispatcher); // each actor gets a thread of its own
        return dispatcher;
    }

    internal void Shutdown()
    {
        foreach (var dispatcher in _dispatchers.Values.Concat(_pinned)) dispatcher.Shutdown();
    }

    private Config ConfigOf(string id)
    {
        if (!_settings.Config.HasPath(id))
            throw new ConfigurationException($"Dispatcher [{id}] not configured.");
        return _settings.Config.GetConfig(id).WithFallback(_settings.Config.GetConfig(DefaultDispatcherId));
    }

    private static MessageDispatcher Create(string id, Config config) => config.GetString("type", "Dispatcher") switch
    {
        "Dispatcher" or "TaskDispatcher" or "ForkJoinDispatcher" or "ChannelExecutor" => new Dispatcher(id, config),
        "PinnedDispatcher" => new PinnedDispatcher(id, config),
        var type => CreateByType(id, type, config),
    };

    private static MessageDispatcher CreateByType(string id, string typeName, Config config)
    {
        var type = Type.GetType(typeName) ?? throw new ConfigurationException($"Could not resolve dispatcher type {typeName} for dispatcher [{id}]: write Dispatcher or PinnedDispatcher.");
        const System.Reflection.BindingFlags Any = System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic;
        return Activator.CreateInstance(type, Any, null, [id, config], null) as MessageDispatcher
            ?? throw new ConfigurationException($"{typeName}, the type of dispatcher [{id}], is no MessageDispatcher.");
    }
}
