namespace Orchestrator.Agents.Projects;

/// <summary>A project's files, as far as they were looked at.</summary>
/// <param name="Files">Their paths from the project's directory, with slashes; those nearer to it first.</param>
/// <param name="Texts">What stands in those that say how the project is built and run, by their paths; perhaps only the beginning.</param>
/// <param name="Bytes">The size of all of them.</param>
/// <param name="IsCut">Whether there are more files than were looked at.</param>
/// <param name="DefaultBranch">The branch that the remote, or custom, takes for the main one; null without a repository.</param>
public sealed record ProjectListing(
    IReadOnlyList<string> Files, IReadOnlyDictionary<string, string> Texts, long Bytes = 0, bool IsCut = false, string? DefaultBranch = null);

/// <summary>How much of a project is looked at.</summary>
/// <param name="MaxFiles">At most so many files.</param>
/// <param name="MaxDepth">Directories below one another, where there is no repository.</param>
/// <param name="MaxRead">Files that are opened.</param>
/// <param name="MaxFileBytes">The part of each of them that is read.</param>
public sealed record ReadingLimits(int MaxFiles, int MaxDepth, int MaxRead, int MaxFileBytes)
{
    /// <summary>Enough to judge by, and read in well under a second.</summary>
    public static ReadingLimits Usual { get; } = new(20_000, 12, 200, 64 << 10);
}
