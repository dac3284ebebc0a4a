using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Akka.Serialization;

/// <summary>Which serializer is for which type.</summary>
internal sealed class SerializerBindings
{
    private readonly ConcurrentDictionary<Type, (Serializer? Serializer, bool IsForAnyObject)> _found = new();
    private ImmutableList<(Type Type, Serializer Serializer)> _bound = [];

    public void Add(Type type, Serializer serializer)
    {
        ImmutableInterlocked.Update(ref _bound, bound => bound.RemoveAll(entry => entry.Type == type).Add((type, serializer)));
        _found.Clear();
    }

    /// <summary>The binding of the type itself, else of its nearest base class, else of an interface that no other bound one refines.</summary>
    public Serializer? Find(Type type, out bool isForAnyObject)
    {
        (var serializer, isForAnyObject) = _found.GetOrAdd(type, Search);
        return serializer;
    }

    private (Serializer?, bool) Search(Type type)
    {
        var candidates = _bound.FindAll(entry => entry.Type.IsAssignableFrom(type));
        var best = candidates.Find(entry => entry.Type == type);
        if (best.Type is null)
            best = candidates.FindAll(entry => entry.Type != typeof(object))
                .Find(entry => !candidates.Exists(other => other.Type != entry.Type && entry.Type.IsAssignableFrom(other.Type)));
        return best.Type is null || best.Type == typeof(object)
            ? (candidates.Find(entry => entry.Type == typeof(object)).Serializer, true)
            : (best.Serializer, false);
    }
}
