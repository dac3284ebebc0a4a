using Orchestrator.Runtime.Persistence;
using System.Collections.Immutable;

namespace Orchestrator.Agents.Scaling;

/// <summary>What the keeper of teams' sizes is told and what it answers. In memory only.</summary>
public static class ScalingMessages
{
    /// <summary>Stores what was decided: at most one step, unless one is under way, and what is held back that was not before.</summary>
    public sealed record TakeVerdict(ScalingVerdict Verdict) : ICommand;

    /// <summary>A step is done.</summary>
    /// <param name="Number">Which one.</param>
    /// <param name="Agent">Who was added or ended.</param>
    public sealed record CompleteStep(long Number, AgentName Agent) : ICommand;

    /// <summary>A step is not done after all.</summary>
    public sealed record DropStep(long Number, string Reason) : ICommand;

    /// <summary>Asks for all decisions that are remembered; answered with <see cref="ScalingList"/>.</summary>
    public sealed record GetScaling;

    /// <summary>What was decided, the oldest first.</summary>
    public sealed record ScalingList(ImmutableList<ScalingDecision> Decisions);
}

/// <summary>What has happened to teams' sizes. Stored for ever: add events, never change one.</summary>
public static class ScalingEvents
{
    /// <summary>Any of them.</summary>
    public interface IScalingEvent : IEvent;

    /// <summary>The intent: somebody is to be added, or ended. It may be done from here on.</summary>
    /// <param name="Number">Counts the decisions of this machine, from 1.</param>
    /// <param name="Project">Where.</param>
    /// <param name="Role">The key of the role.</param>
    /// <param name="Leaves">Who is to be ended; <c>null</c> when somebody is to be added.</param>
    /// <param name="Reason">Why, in figures.</param>
    /// <param name="At">When.</param>
    [EventName("scaling.decided.v1")]
    public sealed record ScalingDecided(long Number, ProjectName Project, string Role, AgentName? Leaves, string Reason, DateTimeOffset At) : IScalingEvent;

    /// <summary>The outcome: it is done, and the project manager told.</summary>
    [EventName("scaling.completed.v1")]
    public sealed record ScalingCompleted(long Number, ProjectName Project, AgentName Agent, DateTimeOffset At) : IScalingEvent;

    /// <summary>The outcome: it is not done.</summary>
    [EventName("scaling.dropped.v1")]
    public sealed record ScalingDropped(long Number, ProjectName Project, string Reason, DateTimeOffset At) : IScalingEvent;

    /// <summary>Somebody would be added or ended, were it not for something. Stored when that comes up, not at every look.</summary>
    [EventName("scaling.held-back.v1")]
    public sealed record ScalingHeldBack(ProjectName Project, string Role, string Cause, string Reason, DateTimeOffset At) : IScalingEvent;
}
