namespace Orchestrator.Agents.Scaling;

/// <summary>One decision and what became of it.</summary>
/// <param name="Number">Counts the decisions of this machine, from 1; 0 for what was only held back.</param>
/// <param name="Project">Where.</param>
/// <param name="Role">The key of the role.</param>
/// <param name="Action">What.</param>
/// <param name="Agent">Who was added, or is to be ended.</param>
/// <param name="Reason">Why, in figures.</param>
/// <param name="At">When.</param>
public sealed record ScalingDecision(long Number, ProjectName Project, string Role, ScalingAction Action, AgentName? Agent, string Reason, DateTimeOffset At)
{
    /// <summary>Why it was not done after all.</summary>
    public string? Problem { get; init; }

    /// <summary>What it was held back by, as a word; see <see cref="HeldBack"/>.</summary>
    public string? Cause { get; init; }
}

/// <summary>What was decided.</summary>
public enum ScalingAction
{
    /// <summary>Somebody is added.</summary>
    Add,

    /// <summary>Somebody is ended.</summary>
    End,

    /// <summary>Nothing is done, though there would be a reason.</summary>
    HoldBack,
}
