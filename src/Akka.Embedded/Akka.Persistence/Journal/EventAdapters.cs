using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using System.Collections.Concurrent;

namespace Akka.Persistence.Journal;

/// <summary>Which adapter is for which type of event, from a journal's <c>event-adapters</c> and <c>event-adapter-bindings</c>.</summary>
public class EventAdapters
{
    private readonly ConcurrentDictionary<Type, IEventAdapter> _found;
    private readonly KeyValuePair<Type, IEventAdapter>[] _bindings;

    /// <summary>Adapters with their bindings, the more special type before the more general one.</summary>
    protected EventAdapters(ConcurrentDictionary<Type, IEventAdapter> map, IEnumerable<KeyValuePair<Type, IEventAdapter>> bindings, ILoggingAdapter log)
    {
        _found = map;
        _bindings = [.. bindings];
    }

    /// <summary>Reads a journal's configuration.</summary>
    /// <exception cref="ArgumentException">A binding names an adapter or a type that there is not.</exception>
    public static EventAdapters Create(ExtendedActorSystem system, Config config)
    {
        var adapters = Section(config, "event-adapters").ToDictionary(pair => pair.Key, pair => Adapter(system, pair.Key, pair.Value.GetString()), StringComparer.Ordinal);
        var bound = new List<KeyValuePair<Type, IEventAdapter>>();
        foreach (var (typeName, value) in Section(config, "event-adapter-bindings"))
        {
            var names = value.IsArray() ? value.GetStringList() : [value.GetString()];
            foreach (var name in names.Where(name => !adapters.ContainsKey(name)))
                throw new ArgumentException($"{typeName} was bound to undefined event-adapter: {name} (bindings: [{string.Join(", ", names)}], known adapters: {string.Join(", ", adapters.Keys)})");
            var type = Type.GetType(typeName, throwOnError: false) ?? throw new ArgumentException($"event-adapter-bindings: the type \"{typeName}\" can't be found.");
            bound.Add(new(type, names.Count == 1 ? adapters[names[0]] : new CombinedReadEventAdapter(names.Select(name => adapters[name]))));
        }
        return new EventAdapters(new ConcurrentDictionary<Type, IEventAdapter>(), MostSpecialFirst(bound), system.Log);
    }

    /// <summary>The adapter for a type of event: that of the type itself, else of the nearest base type or interface, else one that changes nothing.</summary>
    public virtual IEventAdapter Get(Type type) => _found.GetOrAdd(type, t =>
        Array.Find(_bindings, binding => binding.Key.IsAssignableFrom(t)).Value ?? IdentityEventAdapter.Instance);

    /// <inheritdoc cref="Get(Type)" />
    public IEventAdapter Get<T>() => Get(typeof(T));

    private static IEnumerable<KeyValuePair<string, Configuration.Hocon.HoconValue>> Section(Config config, string path) =>
        config.GetConfig(path)?.AsEnumerable() ?? [];

    private static IEventAdapter Adapter(ExtendedActorSystem system, string name, string typeName)
    {
        var type = Type.GetType(typeName, throwOnError: false) ?? throw new ArgumentException($"event-adapters.{name}: the type \"{typeName}\" can't be found.");
        var adapter = type.GetConstructor([typeof(ExtendedActorSystem)]) is not null ? Activator.CreateInstance(type, system) : Activator.CreateInstance(type);
        return adapter switch
        {
            IEventAdapter both => both,
            IReadEventAdapter reader => new ReadOnlyEventAdapter(reader),
            IWriteEventAdapter writer => new WriteOnlyEventAdapter(writer),
            _ => throw new ArgumentException($"event-adapters.{name}: {type} implements neither {nameof(IReadEventAdapter)} nor {nameof(IWriteEventAdapter)}."),
        };
    }

    private static List<KeyValuePair<Type, IEventAdapter>> MostSpecialFirst(List<KeyValuePair<Type, IEventAdapter>> bindings)
    {
        var sorted = new List<KeyValuePair<Type, IEventAdapter>>();
        foreach (var binding in bindings)
        {
            var general = sorted.FindIndex(other => other.Key.IsAssignableFrom(binding.Key));
            sorted.Insert(general < 0 ? sorted.Count : general, binding);
        }
        return sorted;
    }
}
