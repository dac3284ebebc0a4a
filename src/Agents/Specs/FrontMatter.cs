using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Orchestrator.Agents.Specs;

/// <summary>The YAML between two lines <c>---</c> at a spec's beginning, and the Markdown below it.</summary>
internal sealed record FrontMatter(SpecSettings Settings, string Body, int BodyLine, IReadOnlyList<SpecError> Errors)
{
    /// <summary>Deeper nesting than any setting has; the YAML reader recurses, so it is counted first.</summary>
    private const int MaxDepth = 6;

    internal static FrontMatter Read(string text, string source)
    {
        var lines = text.Split('\n');
        if (lines[0].TrimEnd() != "---")
            return new FrontMatter(SpecSettings.None, text, 1, []);
        var end = Array.FindIndex(lines, 1, line => line.TrimEnd() is "---" or "...");
        if (end < 0)
        {
            var open = new SpecError(source, 1, "The front matter that begins here has no end.", "Close it with a line \"---\".");
            return new FrontMatter(SpecSettings.None, text, 1, [open]);
        }
        var (settings, errors) = ReadSettings(string.Join('\n', lines[1..end]), source);
        return new FrontMatter(settings, string.Join('\n', lines[(end + 1)..]), end + 2, errors);
    }

    private static (SpecSettings, IReadOnlyList<SpecError>) ReadSettings(string yaml, string source)
    {
        try
        {
            if (LineTooDeep(yaml) is { } line)
                return (SpecSettings.None, [new SpecError(source, line, "The front matter is nested too deep.", FrontMatterReader.KeysHint)]);
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            var root = stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode;
            return root switch
            {
                null => (SpecSettings.None, []),
                YamlMappingNode mapping => new FrontMatterReader(source).Read(mapping),
                _ => (SpecSettings.None, [new SpecError(source, FrontMatterReader.LineOf(root), "The front matter holds no \"key: value\" lines.", FrontMatterReader.KeysHint)]),
            };
        }
        catch (YamlException e)
        {
            return (SpecSettings.None, [new SpecError(source, (int)e.Start.Line + 1, $"The front matter is no YAML: {e.Message.TrimEnd('.')}.", FrontMatterReader.KeysHint)]);
        }
    }

    private static int? LineTooDeep(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current switch
            {
                MappingStart or SequenceStart => 1,
                MappingEnd or SequenceEnd => -1,
                _ => 0,
            };
            if (depth > MaxDepth)
                return (int)parser.Current!.Start.Line + 1;
        }
        return null;
    }
}
