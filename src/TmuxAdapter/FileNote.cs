namespace Orchestrator.TmuxAdapter;

/// <summary>A line that the tmux server adds to a file.</summary>
/// <param name="Path">An absolute path in a directory that exists.</param>
/// <param name="Text">With its line feed; without NUL.</param>
public sealed record FileNote(string Path, string Text);
