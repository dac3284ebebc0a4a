namespace Orchestrator.Agents.Specs;

/// <summary>What a user wants built, as read from a Markdown file. Holds no control characters but line feeds and tabs.</summary>
/// <param name="Source">The path it was read from.</param>
/// <param name="Project">What stands after <c>PROJECT:</c>, as written; null when there is none.</param>
/// <param name="Title">For people: <c>PROJECT:</c>, else the first heading, else the beginning of the goal.</param>
/// <param name="Goal">What is to be reached; never empty.</param>
/// <param name="Constraints">One entry each, in the order written.</param>
/// <param name="Deliverables">One entry each, in the order written.</param>
/// <param name="SuccessCriteria">One entry each, in the order written.</param>
/// <param name="Body">The whole Markdown text without its front matter, with line feeds only.</param>
/// <param name="Settings">What the front matter says.</param>
/// <param name="Notes">What was changed while reading, for the user: control characters that were removed.</param>
public sealed record Spec(
    string Source,
    string? Project,
    string Title,
    string Goal,
    IReadOnlyList<string> Constraints,
    IReadOnlyList<string> Deliverables,
    IReadOnlyList<string> SuccessCriteria,
    string Body,
    SpecSettings Settings,
    IReadOnlyList<string> Notes);
