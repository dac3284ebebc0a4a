using System.Collections.Immutable;

namespace Orchestrator.Agents.Insights;

/// <summary>Something that one project learned and that may spare others the same trouble.</summary>
/// <param name="Id"><c>insight-7</c>.</param>
/// <param name="Number">Counts all insights, from 1.</param>
/// <param name="Text">What was learned, complete in itself.</param>
/// <param name="Topics">What it is about: languages, tools, subjects, in lower case. Empty: everybody.</param>
/// <param name="Source">Who shared it: a target, or <c>user</c>.</param>
/// <param name="Project">Where it was learned; null for none.</param>
/// <param name="SharedAt">When.</param>
/// <param name="Key">A word of the sharer's by which a repeated request is known as the same insight.</param>
public sealed record Insight(
    string Id, long Number, string Text, ImmutableList<string> Topics, string Source, ProjectName? Project, DateTimeOffset SharedAt, string? Key);

/// <summary>Insights on their way to one project's manager, in one message.</summary>
/// <param name="Number">Counts all of them, from 1; the message's key is made of it.</param>
/// <param name="Project">Whose manager.</param>
/// <param name="Ids">Which insights.</param>
public sealed record InsightLetter(long Number, ProjectName Project, ImmutableList<string> Ids)
{
    /// <summary>By which a repeated message is known as the same one.</summary>
    public string Key => $"insights:{Project}:{Number}";
}
