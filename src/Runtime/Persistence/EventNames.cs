using System.Reflection;

namespace Orchestrator.Runtime.Persistence;

/// <summary>Which type is stored under which name, for all stored types of the given assemblies.</summary>
public sealed class EventNames
{
    private readonly Dictionary<string, Type> _types = [];
    private readonly Dictionary<Type, string> _names = [];

    /// <exception cref="InvalidOperationException">Two types bear one name, or an event bears none.</exception>
    public EventNames(params IEnumerable<Assembly> assemblies)
    {
        foreach (var type in assemblies.SelectMany(a => a.GetTypes()).Where(t => t is { IsAbstract: false, IsClass: true }))
        {
            if (type.GetCustomAttribute<EventNameAttribute>() is { } stored)
                Add(stored.Name, type);
            else if (type.IsAssignableTo(typeof(IEvent)))
                throw new InvalidOperationException($"The event {type} has no [EventName]; without one it cannot be stored.");
        }
    }

    /// <summary>Every stored type.</summary>
    public IEnumerable<Type> Types => _names.Keys;

    /// <summary>The name of a stored type.</summary>
    /// <exception cref="InvalidOperationException">The type is none of the stored ones.</exception>
    public string NameOf(Type type) => _names.TryGetValue(type, out var name)
        ? name
        : throw new InvalidOperationException($"{type} has no [EventName]; without one it cannot be stored.");

    /// <summary>The type of a stored name, or <c>null</c> when this version of the program does not know it.</summary>
    public Type? TypeOf(string name) => _types.GetValueOrDefault(name);

    private void Add(string name, Type type)
    {
        if (!_types.TryAdd(name, type))
            throw new InvalidOperationException($"{type} and {_types[name]} are both stored as \"{name}\".");
        _names.Add(type, name);
    }
}
