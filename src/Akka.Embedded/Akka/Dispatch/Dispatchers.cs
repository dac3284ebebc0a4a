#nullable disable
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Configuration;
using System.Collections.Concurrent;

namespace Akka.Dispatch;

/// <summary>The dispatchers of a system, by their ids in the configuration.</summary>
public sealed class Dispatchers
{
    /// <summary>The id of the dispatcher that actors have without a choice of their own.</summary>
    public static readonly string DefaultDispatcherId = "akka.actor.default-dispatcher";

    private readonly ConcurrentDictionary<string, MessageDispatcherConfigurator> _configurators = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<MessageDispatcher> _made = [];
    private readonly Settings _settings;

    internal Dispatchers(Settings settings)
    {
        _settings = settings;
        DefaultGlobalDispatcher = Lookup(DefaultDispatcherId);
    }

    /// <summary>The dispatcher that actors have without a choice of their own.</summary>
    public MessageDispatcher DefaultGlobalDispatcher { get; }

    /// <summary>Whether the configuration has such a dispatcher.</summary>
    public bool HasDispatcher(string id) => _configurators.ContainsKey(id) || _settings.Config.HasPath(id);

    /// <summary>Adds a dispatcher that is not in the configuration.</summary>
    /// <returns>False when there is one of that id.</returns>
    public bool RegisterConfigurator(string id, MessageDispatcherConfigurator configurator) => _configurators.TryAdd(id, configurator);

    /// <summary>The dispatcher of an id.</summary>
    /// <exception cref="ConfigurationException">There is none, or its type is unknown.</exception>
    public MessageDispatcher Lookup(string dispatcherName) =>
        _configurators.GetOrAdd(string.IsNullOrEmpty(dispatcherName) ? DefaultDispatcherId : dispatcherName, Configure).Dispatcher();

    internal void Shutdown()
    {
        foreach (var dispatcher in _made) dispatcher.End();
    }

    private MessageDispatcherConfigurator Configure(string id)
    {
        if (!_settings.Config.HasPath(id)) throw new ConfigurationException($"Dispatcher [{id}] not configured.");
        var config = ConfigurationFactory.ParseString($"id = \"{id}\"")
            .WithFallback(_settings.Config.GetConfig(id))
            .WithFallback(_settings.Config.GetConfig(DefaultDispatcherId));
        var prerequisites = new Prerequisites(_settings);
        var type = config.GetString("type", "Dispatcher");
        return type switch
        {
            "Dispatcher" or "TaskDispatcher" or "ForkJoinDispatcher" => new Shared(config, prerequisites, Made),
            "PinnedDispatcher" => new Pinned(config, prerequisites, Made),
            _ => Activator.CreateInstance(
                TypeNames.Resolve(type) ?? throw new ConfigurationException($"Could not resolve dispatcher type {type} for dispatcher [{id}]: write Dispatcher, PinnedDispatcher, or a type with its assembly."),
                config, prerequisites) as MessageDispatcherConfigurator
                ?? throw new ConfigurationException($"{type}, the type of dispatcher [{id}], is no MessageDispatcherConfigurator."),
        };
    }

    private MessageDispatcher Made(MessageDispatcher dispatcher)
    {
        _made.Add(dispatcher);
        return dispatcher;
    }

    private sealed record Prerequisites(Settings Settings) : IDispatcherPrerequisites;

    /// <summary>One dispatcher for all who ask.</summary>
    private sealed class Shared : MessageDispatcherConfigurator
    {
        private readonly MessageDispatcher _dispatcher;

        public Shared(Config config, IDispatcherPrerequisites prerequisites, Func<MessageDispatcher, MessageDispatcher> made)
            : base(config, prerequisites) => _dispatcher = made(new Dispatcher(this));

        public override MessageDispatcher Dispatcher() => _dispatcher;
    }

    /// <summary>A dispatcher for each who asks.</summary>
    private sealed class Pinned(Config config, IDispatcherPrerequisites prerequisites, Func<MessageDispatcher, MessageDispatcher> made)
        : MessageDispatcherConfigurator(config, prerequisites)
    {
        public override MessageDispatcher Dispatcher() => made(new PinnedThreadDispatcher(this));
    }
}
