using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Serialization;
using Akka.Util;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Akka.Hosting;

/// <summary>Collects what an actor system is made of, and what starts in it.</summary>
public sealed class AkkaConfigurationBuilder
{
    private readonly List<Func<ActorSystem, IActorRegistry, Task>> _starters = [];
    private readonly List<Func<ActorSystem, IActorRegistry, Task>> _startupTasks = [];
    private readonly List<(string Name, Type[] Types, Func<ExtendedActorSystem, Serializer> Create)> _serializers = [];
    private readonly HashSet<Type> _extensions = [];

    internal readonly HashSet<Setup> Setups = [];

    /// <summary>A builder of the system of a name.</summary>
    public AkkaConfigurationBuilder(IServiceCollection serviceCollection, string actorSystemName)
    {
        ServiceCollection = serviceCollection;
        ActorSystemName = actorSystemName;
    }

    /// <summary>The configuration so far.</summary>
    public Option<Config> Configuration { get; private set; } = Option<Config>.None;

    internal IServiceCollection ServiceCollection { get; }

    internal string ActorSystemName { get; }

    /// <summary>Starts actors when the system has started.</summary>
    public AkkaConfigurationBuilder StartActors(Action<ActorSystem, IActorRegistry> starter) => StartActors(Finished(starter));

    /// <inheritdoc cref="StartActors(Action{ActorSystem, IActorRegistry})" />
    public AkkaConfigurationBuilder StartActors(ActorStarter starter)
    {
        _starters.Add(starter.Invoke);
        return this;
    }

    /// <summary>Does something when the system and its actors have started.</summary>
    public AkkaConfigurationBuilder AddStartup(Action<ActorSystem, IActorRegistry> startupTask)
    {
        _startupTasks.Add(Finished(startupTask).Invoke);
        return this;
    }

    /// <inheritdoc cref="AddStartup(Action{ActorSystem, IActorRegistry})" />
    public AkkaConfigurationBuilder AddStartup(StartupTask startupTask)
    {
        _startupTasks.Add(startupTask.Invoke);
        return this;
    }

    /// <summary>Binds a serializer made in code to types.</summary>
    /// <param name="serializerIdentifier">Its name, as in <c>akka.actor.serializers</c>.</param>
    /// <param name="boundTypes">The types, base types and interfaces it is for.</param>
    /// <param name="serializerFactory">Makes it.</param>
    public AkkaConfigurationBuilder WithCustomSerializer(string serializerIdentifier, IEnumerable<Type> boundTypes, Func<ExtendedActorSystem, Serializer> serializerFactory)
    {
        _serializers.Add((serializerIdentifier, [.. boundTypes], serializerFactory));
        return this;
    }

    /// <summary>Loads extensions with the system.</summary>
    /// <exception cref="ConfigurationException">A type is no extension id.</exception>
    public AkkaConfigurationBuilder WithExtensions(params Type[] extensions)
    {
        foreach (var extension in extensions)
        {
            if (!typeof(IExtensionId).IsAssignableFrom(extension))
                throw new ConfigurationException($"Type must extend {nameof(IExtensionId)}: {extension} does not.");
            _extensions.Add(extension);
        }
        return this;
    }

    /// <summary>Loads an extension with the system.</summary>
    public AkkaConfigurationBuilder WithExtension<T>() where T : IExtensionId => WithExtensions(typeof(T));

    internal AkkaConfigurationBuilder AddHoconConfiguration(Config hocon, HoconAddMode mode)
    {
        var before = Configuration.HasValue ? Configuration.Value : Config.Empty;
        Configuration = mode switch
        {
            HoconAddMode.Append => before.SafeWithFallback(hocon),
            HoconAddMode.Prepend => hocon.SafeWithFallback(before),
            HoconAddMode.Replace => hocon,
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Write Append, Prepend or Replace."),
        };
        return this;
    }

    /// <summary>Puts the system, its registry and its hosted service into the container.</summary>
    internal static void Bind(IServiceCollection services)
    {
        services.TryAddSingleton(CreateSystem);
        services.TryAddSingleton(provider => ActorRegistry.For(provider.GetRequiredService<ActorSystem>()));
        services.TryAddSingleton<IActorRegistry>(provider => provider.GetRequiredService<ActorRegistry>());
        services.TryAddSingleton<IReadOnlyActorRegistry>(provider => provider.GetRequiredService<ActorRegistry>());
        services.TryAddSingleton(typeof(IRequiredActor<>), typeof(RequiredActor<>));
    }

    internal async Task StartAsync(ActorSystem system)
    {
        var registry = ActorRegistry.For(system);
        foreach (var start in _starters)
            await start(system, registry).ConfigureAwait(false);
        foreach (var task in _startupTasks)
            await task(system, registry).ConfigureAwait(false);
    }

    private static ActorSystem CreateSystem(IServiceProvider provider)
    {
        var builder = provider.GetRequiredService<AkkaConfigurationBuilder>();
        builder.AddExtensions();
        ActorSystemSetup setup = BootstrapSetup.Create().WithConfig(builder.Configuration.HasValue ? builder.Configuration.Value : Config.Empty)
            .And(builder.SerializerSetup());
        foreach (var one in builder.Setups)
            setup = setup.And(one);
        return ActorSystem.Create(builder.ActorSystemName, setup);
    }

    private void AddExtensions()
    {
        if (_extensions.Count == 0)
            return;
        var already = Configuration.HasValue ? Configuration.Value.GetStringList("akka.extensions", []) : [];
        var names = already.Concat(_extensions.Select(type => $"{type.FullName}, {type.Assembly.GetName().Name}")).Distinct(StringComparer.Ordinal);
        AddHoconConfiguration(ConfigurationFactory.ParseString($"akka.extensions = [{string.Join(", ", names.Select(name => name.ToHocon()))}]"), HoconAddMode.Prepend);
    }

    private SerializationSetup SerializerSetup() => SerializationSetup.Create(system =>
        [.. _serializers.Select(one => SerializerDetails.Create(one.Name, one.Create(system), [.. one.Types]))]);

    private static ActorStarter Finished(Action<ActorSystem, IActorRegistry> action) => (system, registry) =>
    {
        action(system, registry);
        return Task.CompletedTask;
    };
}
