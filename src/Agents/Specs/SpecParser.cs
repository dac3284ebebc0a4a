using Orchestrator.Agents.Messaging;

namespace Orchestrator.Agents.Specs;

/// <summary>Turns a spec's text into a <see cref="Spec"/>. No I/O.</summary>
public static class SpecParser
{
    private const int MaxTitle = 80;
    private const string GoalHint = "Write what is to be reached in a line \"GOAL: …\" or below a heading \"## Goal\".";

    /// <summary>Parses Markdown with labels (<c>GOAL:</c>) or headings (<c>## Goal</c>) and optional YAML front matter.</summary>
    /// <param name="text">Any text; control characters are removed with a note.</param>
    /// <param name="source">Where it comes from, for messages.</param>
    public static SpecResult Parse(string text, string source)
    {
        var clean = PlainText.Clean(text.TrimStart('\uFEFF'));
        if (string.IsNullOrWhiteSpace(clean.Text))
            return SpecResult.Failed(new SpecError(source, 0, "The spec is empty.", GoalHint));
        var frontMatter = FrontMatter.Read(clean.Text, source);
        try
        {
            var sections = SpecOutline.Read(frontMatter.Body, frontMatter.BodyLine);
            var (goal, goalError) = Goal(sections, source);
            if (goalError is not null || frontMatter.Errors.Count > 0)
                return SpecResult.Failed([.. frontMatter.Errors, .. goalError is null ? (SpecError[])[] : [goalError]]);
            return SpecResult.Of(Build(source, sections, goal, frontMatter, clean.Notes));
        }
        catch (ArgumentException e) // Markdig's answer to thousands of nested quotes or lists
        {
            return SpecResult.Failed(new SpecError(source, 0, $"The spec is no Markdown that can be read: {e.Message}", "Write it with fewer levels of quotes and lists."));
        }
    }

    private static Spec Build(string source, IReadOnlyList<SpecSection> sections, string goal, FrontMatter frontMatter, IReadOnlyList<string> notes)
    {
        var project = TextOf(sections, SpecLabel.Project) is { Length: > 0 } text ? Plain(text.Split('\n')[0]) : null;
        var heading = sections.FirstOrDefault(s => s is { Label: SpecLabel.Other, Heading: not null, Level: 1 })?.Heading;
        return new Spec(
            source,
            string.IsNullOrEmpty(project) ? null : project,
            Shorten(Plain(project is { Length: > 0 } ? project : heading ?? goal.Split('\n')[0])),
            goal,
            MarkdownBlocks.Entries(TextOf(sections, SpecLabel.Constraints)),
            MarkdownBlocks.Entries(TextOf(sections, SpecLabel.Deliverables)),
            MarkdownBlocks.Entries(TextOf(sections, SpecLabel.SuccessCriteria)),
            frontMatter.Body.Trim('\n'),
            frontMatter.Settings,
            notes);
    }

    /// <summary>What the goal's label says; without one an overview; without that the words below the title of free Markdown.</summary>
    private static (string Goal, SpecError? Error) Goal(IReadOnlyList<SpecSection> sections, string source)
    {
        if (TextOf(sections, SpecLabel.Goal) is { Length: > 0 } goal)
            return (goal, null);
        if (sections.FirstOrDefault(s => s.Label == SpecLabel.Goal) is { } empty)
            return ("", new SpecError(source, empty.Line, "The goal is empty.", GoalHint));
        if (TextOf(sections, SpecLabel.Overview) is { Length: > 0 } overview)
            return (overview, null);
        var project = sections.FirstOrDefault(s => s.Label == SpecLabel.Project);
        var title = sections.FirstOrDefault(s => s is { Label: SpecLabel.Other, Heading: not null, Level: 1 });
        if (project is null && title is { Text.Length: > 0 })
            return (title.Text, null);
        return ("", new SpecError(source, (project ?? title)?.Line ?? sections[0].Line, "The spec has no goal.", GoalHint));
    }

    private static string TextOf(IReadOnlyList<SpecSection> sections, SpecLabel label) =>
        string.Join('\n', sections.Where(s => s.Label == label && s.Text.Length > 0).Select(s => s.Text));

    private static string Plain(string text) => text.Replace("**", "", StringComparison.Ordinal).Trim(' ', '*', '_', '`', '"', '#');

    private static string Shorten(string title) => title.Length <= MaxTitle ? title : title[..(MaxTitle - 1)].TrimEnd() + "…";
}
