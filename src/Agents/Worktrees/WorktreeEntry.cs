namespace Orchestrator.Agents.Worktrees;

/// <summary>One line of git's list of worktrees.</summary>
/// <param name="Path">Its top directory.</param>
/// <param name="Head">The commit that is checked out; <c>null</c> before the first.</param>
/// <param name="Branch">The branch, without <c>refs/heads/</c>; <c>null</c> when HEAD is detached.</param>
/// <param name="LockReason">Why it is locked, perhaps empty; <c>null</c> when it is not.</param>
public sealed record WorktreeEntry(string Path, string? Head, string? Branch, string? LockReason)
{
    /// <summary>Whether git was ended while it made it.</summary>
    public bool IsHalfMade => LockReason == "initializing";

    /// <summary>Reads <c>git worktree list --porcelain</c>.</summary>
    public static IReadOnlyList<WorktreeEntry> Parse(string porcelain)
    {
        ArgumentNullException.ThrowIfNull(porcelain);
        return [.. porcelain.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(Read)];
    }

    private static WorktreeEntry Read(string block)
    {
        var entry = new WorktreeEntry("", null, null, null);
        foreach (var line in block.Split('\n'))
        {
            var (word, rest) = line.IndexOf(' ', StringComparison.Ordinal) is var at and >= 0 ? (line[..at], line[(at + 1)..]) : (line, "");
            entry = word switch
            {
                "worktree" => entry with { Path = rest },
                "HEAD" => entry with { Head = rest },
                "branch" => entry with { Branch = rest["refs/heads/".Length..] },
                "locked" => entry with { LockReason = rest },
                _ => entry,
            };
        }
        return entry;
    }
}
