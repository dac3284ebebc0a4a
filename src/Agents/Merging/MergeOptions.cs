namespace Orchestrator.Agents.Merging;

/// <summary><c>orchestrator.merging</c>, as it holds for one project.</summary>
/// <param name="Style">How commits are put onto the integration branch.</param>
/// <param name="Test">The command that must succeed before each landing: <c>auto</c> to find it, <c>none</c> for none.</param>
/// <param name="TestTimeout">How long it may take.</param>
/// <param name="AdvanceStart">Whether the branch that the project started on follows, where nobody is in the way.</param>
/// <param name="Tags">Whether a landing whose tests passed gets a tag.</param>
public sealed record MergeOptions(MergeStyle Style, string Test, TimeSpan TestTimeout, bool AdvanceStart, bool Tags)
{
    /// <summary>The word for finding the command.</summary>
    public const string Auto = "auto";

    /// <summary>The word for no command.</summary>
    public const string None = "none";
}
