using System.Diagnostics.CodeAnalysis;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Orchestrator.Agents.Pipelines.Plans;

/// <summary>Reads a pipeline from YAML; docs/pipelines.md has every field. Starts nothing.</summary>
public static class PipelineParser
{
    /// <summary>The largest text that is read, in characters.</summary>
    public const int LongestText = 512 * 1024;

    private const int MaxDepth = 12; // the YAML reader recurses, so nesting is counted first
    private const int MostStages = 200, MostPanes = 500;
    private const string Shortest = "Write at least: stages: {build: {run: make}}.";

    /// <summary>Reads and checks a pipeline, and says everything that is wrong with it.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="source">The file's path: for messages, and for the name when the text has none.</param>
    /// <param name="directory">Where the panes work, and what a relative <c>dir</c> begins at; absolute.</param>
    /// <param name="maxPanes">How many panes a session may have (<c>orchestrator.limits.panes-per-session</c>).</param>
    /// <param name="name">Goes before the name in the text; <c>null</c> for that one.</param>
    public static PipelineResult Parse(string text, string source, string directory, int maxPanes, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var problems = new ProblemList(source);
        PipelinePlan? plan = null;
        if (text.Length > LongestText)
            problems.AddWhole($"The file has {text.Length} characters; at most {LongestText} are read.", "Put long scripts into files of their own.");
        else if (TryLoad(text, problems, out var root))
            plan = ReadRoot(root, source, directory, maxPanes, problems);
        if (name is not null && SafeName.Problem(name) is { } problem)
            problems.AddWhole($"{SafeName.Quote(name)} cannot be the name of a pipeline: {problem}.", "");
        return new PipelineResult(problems.Count > 0 || plan is null ? null : plan with { Name = name ?? plan.Name }, problems.Found);
    }

    private static bool TryLoad(string text, ProblemList problems, [NotNullWhen(true)] out YamlMappingNode? root)
    {
        root = null;
        try
        {
            if (TooDeep(text) is { } deep)
            {
                problems.Add(deep, "The file is nested too deep.", Shortest);
                return false;
            }
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count > 1)
                problems.Add(stream.Documents[1].RootNode, "The file holds a second document.", "Write one pipeline a file.");
            else if (stream.Documents.Count == 0)
                problems.Add(new Mark(0, 1, 1), "The file is empty.", Shortest);
            else if (stream.Documents[0].RootNode is not YamlMappingNode map)
                problems.Add(stream.Documents[0].RootNode, "The file holds no \"field: value\" lines.", Shortest);
            else
                root = map;
        }
        catch (YamlException e)
        {
            problems.Add(e.Start, $"This is no YAML: {e.Message.TrimEnd('.')}.", "A field twice, or a wrong indent, is the usual reason.");
        }
        return root is not null;
    }

    private static Mark? TooDeep(string text)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current switch
            {
                MappingStart or SequenceStart => 1,
                MappingEnd or SequenceEnd => -1,
                _ => 0,
            };
            if (depth > MaxDepth) return parser.Current!.Start;
        }
        return null;
    }

    private static PipelinePlan ReadRoot(YamlMappingNode root, string source, string directory, int mostPanes, ProblemList problems)
    {
        var fields = new YamlFields(root, "The pipeline", problems);
        var name = ReadName(fields, source, problems);
        fields.Take("description");
        var maxPanes = fields.Count("max-panes", 1, mostPanes, mostPanes);
        var timeout = fields.Duration("timeout");
        var defaults = new StepDefaults(directory, new Dictionary<string, string>()).With(fields);
        if (!Directory.Exists(defaults.Directory))
            problems.Add(root, $"The directory {defaults.Directory} does not exist.", "Create it, or name another one: dir: DIRECTORY.");
        var reader = new StageReader(problems);
        var entries = fields.Take("stages") is { } node ? NamedEntries.Read(node, "stage", MostStages, problems) : [];
        if (entries.Count == 0 && problems.Count == 0)
            problems.Add(root, "The pipeline has no stages.", Shortest);
        var stages = entries.Select(entry => reader.Read(entry, defaults)).ToList();
        fields.Complete();
        var plan = new PipelinePlan(name, defaults.Directory, maxPanes, timeout, new StageGraph(stages, problems).Resolve());
        if (stages.Sum(s => s.Plan.Panes.Count) is > MostPanes and var count)
            problems.Add(root, $"The stages have {count} panes together; {MostPanes} are possible.");
        var held = stages.SelectMany(s => s.Plan.Panes).ToLookup(p => p.HoldsItsPlace);
        var needed = held[true].Count() + (held[false].Any() ? 1 : 0);
        if (needed > maxPanes)
            problems.Add(root, $"{held[true].Count()} panes stay open (background, keep, ready or health) and max-panes is {maxPanes}: {needed} are needed at least.", "Raise max-panes, or let fewer panes stay.");
        return plan;
    }

    private static string ReadName(YamlFields fields, string source, ProblemList problems)
    {
        if (fields.Take("name") is { } node)
        {
            if (fields.TextOf(node, "name") is not { } name) return "";
            if (SafeName.Problem(name) is { } problem)
                problems.Add(node, $"{SafeName.Quote(name)} cannot be the name of a pipeline: {problem}.", SafeName.From(name) is { Length: > 0 } near ? $"Write for example {near}." : "");
            return name;
        }
        var ofFile = SafeName.From(Path.GetFileNameWithoutExtension(source));
        return ofFile.Length > 0 ? ofFile : "pipeline";
    }
}
