using Orchestrator.Agents.Lifecycle;
using Orchestrator.Runtime.Persistence;

namespace Orchestrator.Agents.Limits;

/// <summary>What an agent is told about usage limits and about turns of its own that failed. In memory only.</summary>
public static class AgentLimitMessages
{
    /// <summary>Any of them.</summary>
    public interface IAgentLimitCommand : IAgentCommand;

    /// <summary>Its CLI says that a usage limit is reached. What was said before and is still on the screen is no news.</summary>
    /// <param name="Incarnation">Of which incarnation.</param>
    /// <param name="Limit">What was seen.</param>
    public sealed record RecordLimitSeen(int Incarnation, SeenLimit Limit) : IAgentLimitCommand;

    /// <summary>The limit of its credential holds.</summary>
    public sealed record HoldForLimit(CredentialLimit Limit) : IAgentLimitCommand;

    /// <summary>The limit is over, or it is let go to see.</summary>
    public sealed record ReleaseFromLimit : IAgentLimitCommand;

    /// <summary>A turn of its own failed.</summary>
    /// <param name="Incarnation">Of which incarnation.</param>
    /// <param name="Failure">What was seen.</param>
    /// <param name="Jitter">A random number from 0 to 1.</param>
    public sealed record RecordFailure(int Incarnation, SeenFailure Failure, double Jitter) : IAgentLimitCommand;

    /// <summary>The wait after a failed turn is over.</summary>
    public sealed record FailureOver : IAgentLimitCommand;

    /// <summary>It has ended a turn as it should, so that whatever was wrong is not any more.</summary>
    public sealed record RecordTurnEnded(int Incarnation) : IAgentLimitCommand;

    /// <summary>A person ends whatever holds it. Answered with <see cref="LifecycleMessages.AgentAccepted"/> or Rejected.</summary>
    public sealed record ClearFailure : IAgentLimitCommand;
}

/// <summary>What has happened to an agent by usage limits and failed turns. Stored for ever: add events, never change one.</summary>
public static class AgentLimitEvents
{
    /// <summary>Any of them.</summary>
    public interface IAgentLimitEvent : IEvent;

    /// <summary>Its own CLI said that the limit is reached: its turn was cut off.</summary>
    [EventName("agent.limit-seen.v1")]
    public sealed record LimitSeen(string Text, DateTimeOffset? Resets, DateTimeOffset At) : IAgentLimitEvent;

    /// <summary>Its CLI had said so while nobody looked, and the limit is over by now.</summary>
    [EventName("agent.limit-missed.v1")]
    public sealed record LimitMissed(string Text, DateTimeOffset Resets, DateTimeOffset At) : IAgentLimitEvent;

    /// <summary>It waits for the end of its credential's limit: nothing is typed.</summary>
    [EventName("agent.held-for-limit.v1")]
    public sealed record HeldForLimit(CredentialLimit Limit, DateTimeOffset At) : IAgentLimitEvent;

    /// <summary>It waits no longer.</summary>
    [EventName("agent.released-from-limit.v1")]
    public sealed record ReleasedFromLimit(DateTimeOffset At) : IAgentLimitEvent;

    /// <summary>A turn of its own failed; nothing is typed before <see cref="AgentFailure.Until"/>.</summary>
    [EventName("agent.turn-failed.v1")]
    public sealed record TurnFailed(AgentFailure Failure, DateTimeOffset At) : IAgentLimitEvent;

    /// <summary>It may be typed to again.</summary>
    [EventName("agent.failure-over.v1")]
    public sealed record FailureEnded(FailureEnd Why, DateTimeOffset At) : IAgentLimitEvent;
}

/// <summary>A usage limit as an agent's CLI shows it.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Resets">When it ends, where that is said and can be read.</param>
/// <param name="Sighting">How new it is.</param>
public sealed record SeenLimit(string Text, DateTimeOffset? Resets, Sighting Sighting = Sighting.Fresh);

/// <summary>A failed turn as an agent's CLI shows it.</summary>
/// <param name="Kind">What failed.</param>
/// <param name="Text">What it says.</param>
/// <param name="Sighting">How new it is.</param>
public sealed record SeenFailure(FailureKind Kind, string Text, Sighting Sighting = Sighting.Fresh);

/// <summary>How new the words on a screen are: they stay there until the next prompt, and a CLI that is started again shows the old conversation.</summary>
public enum Sighting
{
    /// <summary>They stood there when the terminal was first looked at.</summary>
    First,

    /// <summary>No turn was seen since the last words.</summary>
    Standing,

    /// <summary>A turn was seen before them.</summary>
    Fresh,
}

/// <summary>Why a turn failed.</summary>
public enum FailureKind
{
    /// <summary>The service or the network; it is tried again after a wait.</summary>
    Service,

    /// <summary>The credentials were refused; no restart and no wait mends that.</summary>
    Authentication,
}

/// <summary>How the wait after a failed turn ended.</summary>
public enum FailureEnd
{
    /// <summary>Its time came.</summary>
    Waited,

    /// <summary>A turn was seen to end as it should.</summary>
    Works,

    /// <summary>A person ended it, or started the agent again.</summary>
    Cleared,
}

/// <summary>A failed turn, and the wait after it.</summary>
/// <param name="Kind">What failed.</param>
/// <param name="Text">What the CLI said.</param>
/// <param name="Attempt">How many failed in a row, this one included.</param>
/// <param name="Until">When it is tried again; <c>null</c>: when a person says so.</param>
public sealed record AgentFailure(FailureKind Kind, string Text, int Attempt, DateTimeOffset? Until);
