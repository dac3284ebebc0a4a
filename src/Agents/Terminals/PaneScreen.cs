namespace Orchestrator.Agents.Terminals;

/// <summary>A pane's title and screen at one moment.</summary>
/// <param name="Title">As the program set it.</param>
/// <param name="Lines">The visible lines, top first, without trailing blanks.</param>
internal sealed record PaneScreen(string Title, IReadOnlyList<string> Lines);
