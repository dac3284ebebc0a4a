namespace Orchestrator.Agents.Specs;

/// <summary>How one version of a spec differs from another, part by part. Pure.</summary>
/// <param name="Goal">Whether the goal is another.</param>
/// <param name="Constraints">What was added and removed.</param>
/// <param name="Deliverables">What was added and removed.</param>
/// <param name="SuccessCriteria">What was added and removed.</param>
/// <param name="Rest">Whether anything else in its text changed.</param>
public sealed record SpecDifference(bool Goal, EntryChanges Constraints, EntryChanges Deliverables, EntryChanges SuccessCriteria, bool Rest)
{
    private const int MaxLine = 300;
    private string _goal = "";

    /// <summary>Whether nothing changed.</summary>
    public bool IsEmpty => !Goal && !Rest && Constraints.IsEmpty && Deliverables.IsEmpty && SuccessCriteria.IsEmpty;

    /// <summary>Whether it concerns the whole team, rather than those who have or get the deliverables.</summary>
    public bool ConcernsAll => Goal || !Constraints.IsEmpty || !SuccessCriteria.IsEmpty;

    /// <summary>A line for each change: <c>+</c> added, <c>-</c> removed, <c>~</c> changed.</summary>
    public IReadOnlyList<string> Lines =>
    [
        .. Goal ? [Short($"~ goal: {_goal}")] : (string[])[],
        .. Of("deliverable", Deliverables),
        .. Of("constraint", Constraints),
        .. Of("success criterion", SuccessCriteria),
        .. Rest ? ["~ other parts of the text"] : (string[])[],
    ];

    /// <summary>Compares two versions.</summary>
    public static SpecDifference Between(Spec before, Spec after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var parts = new SpecDifference(
            before.Goal != after.Goal,
            EntryChanges.Between(before.Constraints, after.Constraints),
            EntryChanges.Between(before.Deliverables, after.Deliverables),
            EntryChanges.Between(before.SuccessCriteria, after.SuccessCriteria),
            Rest: false)
        {
            _goal = after.Goal,
        };
        return parts.IsEmpty && Words(before.Body) != Words(after.Body) ? parts with { Rest = true } : parts;
    }

    private static IEnumerable<string> Of(string what, EntryChanges changes) =>
        [.. changes.Added.Select(e => Short($"+ {what}: {e}")), .. changes.Removed.Select(e => Short($"- {what}: {e}"))];

    private static string Short(string line)
    {
        var one = line.ReplaceLineEndings(" ");
        return one.Length <= MaxLine ? one : one[..(MaxLine - 1)] + "…";
    }

    /// <summary>A text without its white space: another line break is no change.</summary>
    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>Entries of one part of a spec that came and went.</summary>
public sealed record EntryChanges(IReadOnlyList<string> Added, IReadOnlyList<string> Removed)
{
    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => Added.Count == 0 && Removed.Count == 0;

    internal static EntryChanges Between(IReadOnlyList<string> before, IReadOnlyList<string> after) => new([.. after.Except(before)], [.. before.Except(after)]);
}
