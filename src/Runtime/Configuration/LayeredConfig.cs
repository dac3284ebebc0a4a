using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Orchestrator.Runtime.Configuration;

/// <summary>Settings from several places; a later place goes before an earlier one, key by key.</summary>
public sealed class LayeredConfig
{
    private readonly IReadOnlyList<ConfigLayer> _strongestFirst;

    /// <param name="layers">The weakest first.</param>
    public LayeredConfig(params IReadOnlyList<ConfigLayer> layers)
    {
        _strongestFirst = [.. layers.Reverse()];
        Merged = _strongestFirst.Where(layer => !layer.Config.IsEmpty).Aggregate(Config.Empty, (merged, layer) => merged.WithFallback(layer.Config));
    }

    /// <summary>All of them as one.</summary>
    public Config Merged { get; }

    internal IReadOnlyList<ConfigLayer> Layers => _strongestFirst;

    /// <summary>What stands at a path, and in which layer; null when nothing does.</summary>
    internal (HoconValue Value, ConfigLayer Layer)? Find(IReadOnlyList<string> path)
    {
        if (Walk(Merged, path) is not { } value)
            return null;
        var layer = _strongestFirst.First(l => Walk(l.Config, path) is not null);
        return (value, layer);
    }

    /// <summary>The outermost part of a path at which a single value stands where a group of settings should, with its place.</summary>
    internal (string Path, string Place)? FindObstacle(IReadOnlyList<string> path)
    {
        for (var length = 1; length < path.Count; length++)
        {
            IReadOnlyList<string> prefix = [.. path.Take(length)];
            if (Find(prefix) is { } found && !found.Value.IsObject())
                return (SettingsPath.Join(prefix), found.Layer.PlaceOf(prefix));
        }
        return null;
    }

    private static HoconValue? Walk(Config config, IReadOnlyList<string> path)
    {
        if (config.IsEmpty)
            return null;
        var value = config.Root;
        foreach (var key in path)
        {
            if (!value.IsObject() || !value.GetObject()!.Items.TryGetValue(key, out var child))
                return null;
            value = child;
        }
        return value;
    }
}
