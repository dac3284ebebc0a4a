using Markdig.Syntax;
using System.Text;

namespace Orchestrator.Agents.Specs;

/// <summary>Cuts a spec into its parts. By line, since people write label lines right below a list, which to Markdown still is the list.</summary>
internal sealed class SpecOutline
{
    private const int LabelLevel = 2;

    private readonly string[] _lines;
    private readonly Dictionary<int, HeadingBlock> _headings = [];
    private readonly HashSet<int> _opaque = [];   // code and HTML: what looks like a label there is none
    private readonly HashSet<int> _underlines = [];
    private readonly List<SpecSection> _sections = [];
    private readonly StringBuilder _text = new();
    private SpecSection _current;

    private SpecOutline(string body, int firstLine)
    {
        _lines = body.Split('\n');
        _current = new SpecSection(SpecLabel.Other, null, 0, firstLine, "");
        var document = MarkdownBlocks.Parse(body);
        var lineStarts = LineStarts(body);
        foreach (var block in document.Descendants<LeafBlock>())
        {
            var (first, last) = (LineOf(lineStarts, block.Span.Start), LineOf(lineStarts, block.Span.End));
            if (block is CodeBlock or HtmlBlock)
                _opaque.UnionWith(Enumerable.Range(first, last - first + 1));
            else if (block is HeadingBlock { Parent: MarkdownDocument } heading)
                Note(heading, first, last);
        }
    }

    /// <summary>The parts in their order; the first is what stands before every heading and label.</summary>
    /// <param name="body">Markdown with line feeds only.</param>
    /// <param name="firstLine">The number of its first line in the file.</param>
    /// <exception cref="ArgumentException">Blocks are nested too deep.</exception>
    internal static IReadOnlyList<SpecSection> Read(string body, int firstLine)
    {
        var outline = new SpecOutline(body, firstLine);
        for (var i = 0; i < outline._lines.Length; i++)
            outline.ReadLine(i, firstLine + i);
        outline.Close();
        return outline._sections;
    }

    /// <summary>A heading of one line is one; underlined paragraphs of several lines are what their lines say.</summary>
    private void Note(HeadingBlock heading, int first, int last)
    {
        if (!heading.IsSetext)
        {
            _headings[first] = heading;
            return;
        }
        var underline = _lines[last].Trim().Trim('-', '=').Length == 0 ? last : last + 1; // Markdig's span may or may not hold it
        _underlines.Add(underline);
        if (underline == first + 1)
            _headings[first] = heading;
    }

    private void ReadLine(int index, int number)
    {
        var line = _lines[index];
        if (_underlines.Contains(index))
            return;
        if (_opaque.Contains(index))
            _text.Append(line).Append('\n');
        else if (_headings.TryGetValue(index, out var heading))
            ReadHeading(line, heading.IsSetext ? line.Trim() : line.Trim().Trim('#').Trim(), heading.Level, number);
        else if (SpecLabels.TryReadLine(line, out var label, out var rest))
            Open(new SpecSection(label, null, LabelLevel, number, ""), rest);
        else if (SpecLabels.IsOtherLabel(line))
            Open(new SpecSection(SpecLabel.Other, null, LabelLevel, number, ""), "");
        else
            _text.Append(line).Append('\n');
    }

    private void ReadHeading(string line, string text, int level, int number)
    {
        if (SpecLabels.TryReadHeading(text, out var label, out var rest))
            Open(new SpecSection(label, text, level, number, ""), rest);
        else if (_current.Label == SpecLabel.Other || level <= _current.Level)
            Open(new SpecSection(SpecLabel.Other, text, level, number, ""), "");
        else
            _text.Append(line).Append('\n'); // a heading within a part of the spec
    }

    private void Open(SpecSection next, string firstText)
    {
        Close();
        _current = next;
        _text.Append(firstText).Append('\n');
    }

    private void Close()
    {
        _sections.Add(_current with { Text = _text.ToString().Trim('\n', ' ', '\t') });
        _text.Clear();
    }

    private static List<int> LineStarts(string body)
    {
        List<int> starts = [0];
        for (var i = 0; i < body.Length; i++)
        {
            if (body[i] == '\n')
                starts.Add(i + 1);
        }
        return starts;
    }

    private static int LineOf(List<int> starts, int offset)
    {
        var found = starts.BinarySearch(offset);
        return found >= 0 ? found : ~found - 1;
    }
}
