#nullable disable
using Akka.Configuration;

namespace Akka.Actor;

/// <summary>A phase of a coordinated shutdown, as configured.</summary>
internal sealed record Phase(string[] DependsOn, TimeSpan Timeout, bool Recover, bool Enabled)
{
    /// <summary>The phases in <c>akka.coordinated-shutdown</c>.</summary>
    public static Dictionary<string, Phase> Read(Config shutdown)
    {
        var defaultTimeout = shutdown.GetTimeSpan("default-phase-timeout");
        var phases = shutdown.GetConfig("phases");
        var names = phases.Root.GetObject().Items.Keys;
        return names.ToDictionary(name => name, name =>
        {
            var phase = phases.GetConfig(name);
            return new Phase(
                [.. phase.GetStringList("depends-on", [])],
                phase.GetTimeSpan("timeout", defaultTimeout),
                phase.GetBoolean("recover", true),
                phase.GetBoolean("enabled", true));
        }, StringComparer.Ordinal);
    }

    /// <summary>The phases in an order in which each follows all that it depends on.</summary>
    /// <exception cref="ArgumentException">Phases depend on each other in a circle.</exception>
    public static List<string> Sort(Dictionary<string, Phase> phases)
    {
        var result = new List<string>();
        var visiting = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in phases.Keys.Concat(phases.Values.SelectMany(p => p.DependsOn)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)) Visit(name);
        return result;

        void Visit(string name)
        {
            if (result.Contains(name)) return;
            if (!visiting.Add(name)) throw new ArgumentException($"Cycle detected in graph of phases. It must be a DAG. phase [{name}] depends transitively on itself. All dependencies: {string.Join(", ", phases.Select(p => $"{p.Key} -> [{string.Join(",", p.Value.DependsOn)}]"))}");
            if (phases.TryGetValue(name, out var phase))
            {
                foreach (var before in phase.DependsOn) Visit(before);
            }

            result.Add(name);
        }
    }
}
