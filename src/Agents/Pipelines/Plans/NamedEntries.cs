using YamlDotNet.RepresentationModel;

namespace Orchestrator.Agents.Pipelines.Plans;

/// <summary>Named things, written as <c>name: …</c> lines or as a list of mappings with a <c>name</c>.</summary>
internal static class NamedEntries
{
    /// <summary>One of them.</summary>
    /// <param name="Name">Checked.</param>
    /// <param name="At">Where the name stands.</param>
    /// <param name="Value">Its fields; of a list's entry without the name.</param>
    public sealed record Entry(string Name, YamlNode At, YamlNode Value);

    /// <param name="node">The mapping or list.</param>
    /// <param name="kind"><c>stage</c> or <c>pane</c>.</param>
    /// <param name="most">How many there may be.</param>
    /// <param name="problems">Where problems go.</param>
    public static IReadOnlyList<Entry> Read(YamlNode node, string kind, int most, ProblemList problems)
    {
        var entries = node switch
        {
            YamlMappingNode map => [.. map.Select(pair => Of(pair.Key, pair.Value))],
            YamlSequenceNode list => list.Select(item => OfItem(item, kind, problems)).OfType<Entry>().ToList(),
            _ => [],
        };
        if (entries.Count == 0 && problems.Count == 0)
            problems.Add(node, $"There is no {kind}.", $"Write {kind}s: {{build: {{run: make}}}}.");
        if (entries.Count > most)
            problems.Add(entries[most].At, $"There are {entries.Count} {kind}s; {most} are possible.");
        var names = new HashSet<string>();
        foreach (var entry in entries)
        {
            if (SafeName.Problem(entry.Name) is { } problem)
                problems.Add(entry.At, $"{SafeName.Quote(entry.Name)} cannot be the name of a {kind}: {problem}.", SafeName.From(entry.Name) is { Length: > 0 } near ? $"Write for example {near}." : "");
            else if (!names.Add(entry.Name))
                problems.Add(entry.At, $"Two {kind}s are named {SafeName.Quote(entry.Name)}.", "Give one of them another name.");
        }
        return entries;
    }

    private static Entry Of(YamlNode name, YamlNode value) => new((name as YamlScalarNode)?.Value ?? "", name, value);

    private static Entry? OfItem(YamlNode item, string kind, ProblemList problems)
    {
        if (item is YamlMappingNode map && map.FirstOrDefault(pair => pair.Key is YamlScalarNode { Value: "name" }) is { Key: not null } name)
        {
            var rest = new YamlMappingNode(map.Where(pair => !ReferenceEquals(pair.Key, name.Key)));
            return new Entry((name.Value as YamlScalarNode)?.Value ?? "", name.Value, rest);
        }
        problems.Add(item, $"This {kind} has no name.", $"Write name: NAME in each {kind} of a list, or NAME: as a key instead of the list.");
        return null;
    }
}
