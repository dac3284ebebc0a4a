using Markdig;
using Markdig.Syntax;
using System.Text.RegularExpressions;

namespace Orchestrator.Agents.Specs;

/// <summary>The little of Markdown's block structure that a spec is read by: headings, code and lists. Text inside a line is left alone.</summary>
internal static partial class MarkdownBlocks
{
    private static readonly MarkdownPipeline Pipeline = BlocksOnly();

    /// <summary>Parses Markdown into its blocks.</summary>
    /// <exception cref="ArgumentException">Blocks are nested deeper than any person writes them.</exception>
    internal static MarkdownDocument Parse(string markdown) => Markdown.Parse(markdown, Pipeline);

    /// <summary>The entries of a part of a spec: its list items; without a list its paragraphs, without those its text.</summary>
    internal static IReadOnlyList<string> Entries(string markdown)
    {
        var document = Parse(markdown);
        var items = document.OfType<ListBlock>().SelectMany(list => list).Select(item => ItemText((ListItemBlock)item, markdown))
            .Where(text => text.Length > 0).ToList();
        if (items.Count > 0)
            return items;
        var paragraphs = document.OfType<ParagraphBlock>().Select(p => OneLine(Slice(markdown, p))).ToList();
        if (paragraphs.Count > 0)
            return paragraphs;
        return string.IsNullOrWhiteSpace(markdown) ? [] : [markdown.Trim()];
    }

    /// <summary>An item without its bullet, its own lines joined; what is nested in it keeps its lines.</summary>
    private static string ItemText(ListItemBlock item, string markdown)
    {
        if (item.Count == 0)
            return "";
        var head = item[0] is ParagraphBlock first ? OneLine(Slice(markdown, first)) : Slice(markdown, item[0]);
        head = TaskBox().Replace(head, "");
        if (item.Count == 1)
            return head;
        var nested = markdown[item[1].Span.Start..(item[^1].Span.End + 1)];
        return head + "\n" + string.Join('\n', nested.Split('\n').Select(line => "  " + line.Trim()));
    }

    private static string Slice(string markdown, Block block) => markdown[block.Span.Start..(block.Span.End + 1)].Trim();

    private static string OneLine(string text) => string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static MarkdownPipeline BlocksOnly()
    {
        var builder = new MarkdownPipelineBuilder().UsePreciseSourceLocation();
        builder.InlineParsers.Clear(); // links and emphasis are text to an agent, and their parsing is the slow part on hostile input
        return builder.Build();
    }

    [GeneratedRegex(@"^\[[ xX]\]\s+")]
    private static partial Regex TaskBox();
}
