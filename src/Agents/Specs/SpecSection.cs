namespace Orchestrator.Agents.Specs;

/// <summary>A part of a spec: from a heading or label to the next.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Heading">The heading's text, null for a label line and for what stands before the first of both.</param>
/// <param name="Level">The heading's level; a label line counts as 2, what stands before everything as 0.</param>
/// <param name="Line">Its first line in the file, from 1.</param>
/// <param name="Text">What stands behind the label and below it, trimmed.</param>
internal sealed record SpecSection(SpecLabel Label, string? Heading, int Level, int Line, string Text);
