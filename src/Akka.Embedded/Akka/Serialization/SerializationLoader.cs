using Akka.Actor;
using Akka.Configuration;
using System.Reflection;

namespace Akka.Serialization;

/// <summary>Reads <c>akka.actor.serializers</c> and their bindings, and adds what a <see cref="SerializationSetup"/> makes.</summary>
internal static class SerializationLoader
{
    private const string Serializers = "akka.actor.serializers";
    private const string Bindings = "akka.actor.serialization-bindings";

    public static void Load(ExtendedActorSystem system, Serialization into, IReadOnlyDictionary<string, Serializer> byName)
    {
        var config = system.Settings.Config;
        foreach (var (name, value) in config.GetConfig(Serializers)?.AsEnumerable() ?? [])
        {
            var typeName = value.GetString() ?? throw new ConfigurationException($"{Serializers}.{name} is null: name a type.");
            var type = Type.GetType(typeName, throwOnError: false)
                ?? throw new ConfigurationException($"{Serializers}.{name}: the type \"{typeName}\" can't be found.");
            into.AddSerializer(name, Create(type, system, config.GetConfig($"akka.actor.serialization-settings.{name}")));
        }
        foreach (var (typeName, value) in config.GetConfig(Bindings)?.AsEnumerable() ?? [])
        {
            var type = Type.GetType(typeName, throwOnError: false)
                ?? throw new ConfigurationException($"{Bindings}: the type \"{typeName}\" can't be found.");
            var name = value.GetString() ?? "";
            into.AddSerializationMap(type, byName.TryGetValue(name, out var serializer)
                ? serializer
                : throw new ConfigurationException($"{Bindings}.\"{typeName}\" names the serializer \"{name}\", which {Serializers} has not."));
        }
        AddSetup(system, into);
    }

    private static void AddSetup(ExtendedActorSystem system, Serialization into)
    {
        if (system.Settings.Setup.Get<SerializationSetup>() is not { HasValue: true } setup)
            return;
        foreach (var details in setup.Value.CreateSerializers(system))
        {
            into.AddSerializer(details.Alias, details.Serializer);
            foreach (var type in details.UseFor)
                into.AddSerializationMap(type, details.Serializer);
        }
    }

    private static Serializer Create(Type type, ExtendedActorSystem system, Config? settings)
    {
        try
        {
            return settings is not null && type.GetConstructor([typeof(ExtendedActorSystem), typeof(Config)]) is { } withConfig
                ? (Serializer)withConfig.Invoke([system, settings])
                : (Serializer)Activator.CreateInstance(type, system)!;
        }
        catch (TargetInvocationException failed) when (failed.InnerException is { } cause)
        {
            throw new ConfigurationException($"The serializer {type} can't be made: {cause.Message}", cause);
        }
    }
}
