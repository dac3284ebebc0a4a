namespace Orchestrator.Agents.CodingAgents;

/// <summary>A dialog as the screen shows it. Which option is marked is no part of it: a person may be moving through them.</summary>
/// <param name="Question">What is asked: the lines above the options, without the frame around them.</param>
/// <param name="Options">The options, in their order; empty when they cannot be read.</param>
public sealed record ScreenDialog(string Question, IReadOnlyList<DialogOption> Options)
{
    /// <inheritdoc/>
    public bool Equals(ScreenDialog? other) => other is not null && Question == other.Question && Options.SequenceEqual(other.Options);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Question, Options.Count);
}

/// <summary>One option of a dialog.</summary>
/// <param name="Key">The digit that takes it.</param>
/// <param name="Label">Its words.</param>
public sealed record DialogOption(string Key, string Label);
