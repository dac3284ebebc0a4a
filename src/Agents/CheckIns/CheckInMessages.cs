using Orchestrator.Agents.Lifecycle;
using Orchestrator.Runtime.Persistence;

namespace Orchestrator.Agents.CheckIns;

/// <summary>What an agent is told about its check-ins and what it answers. In memory only.</summary>
public static class CheckInMessages
{
    /// <summary>Any of them.</summary>
    public interface ICheckInCommand : IAgentCommand;

    /// <summary>Schedules a check-in. Answered with <see cref="CheckInAccepted"/> or Rejected.</summary>
    /// <param name="Schedule">When.</param>
    /// <param name="Note">What is asked.</param>
    /// <param name="By">Who schedules it.</param>
    /// <param name="Key">The same key again within the agent's last 100 check-ins is the same check-in: it is answered, not scheduled again.</param>
    public sealed record ScheduleCheckIn(CheckInSchedule Schedule, string Note, string By, string? Key = null) : ICheckInCommand;

    /// <summary>Cancels one. Answered with <see cref="CheckInAccepted"/> or Rejected.</summary>
    public sealed record CancelCheckIn(string Id) : ICheckInCommand;

    /// <summary>Sends those that are due, or leaves them out.</summary>
    /// <param name="Trace">How the agent's surroundings stand; <c>null</c> when it could not be looked, which counts as a change.</param>
    /// <param name="IsBudgetSpent">Whether the project's prompts of this hour are used up.</param>
    /// <param name="Remark">What the agent is told besides: what of its work is in no commit. Then nothing is left out because it is unchanged.</param>
    public sealed record FireDueCheckIns(string? Trace = null, bool IsBudgetSpent = false, string? Remark = null) : ICheckInCommand;

    /// <summary>The agent has come to rest: its turn is over, and this is how its surroundings stand.</summary>
    public sealed record RecordRest(string Trace) : ICheckInCommand;

    /// <summary>Brings those back whose time lies farther away than their interval: the clock was set back.</summary>
    public sealed record CorrectCheckIns : ICheckInCommand;

    /// <summary>Done; the check-in as it stands, or as it stood.</summary>
    public sealed record CheckInAccepted(CheckIn CheckIn);
}

/// <summary>What has happened to an agent's check-ins. Stored for ever: add events, never change one.</summary>
public static class CheckInEvents
{
    /// <summary>Any of them.</summary>
    public interface ICheckInEvent : IEvent;

    /// <summary>It was scheduled.</summary>
    [EventName("agent.check-in-scheduled.v1")]
    public sealed record CheckInScheduled(CheckIn CheckIn, DateTimeOffset At) : ICheckInEvent;

    /// <summary>It was cancelled.</summary>
    [EventName("agent.check-in-cancelled.v1")]
    public sealed record CheckInCancelled(string Id, DateTimeOffset At) : ICheckInEvent;

    /// <summary>It fell due and its message was queued.</summary>
    /// <param name="Id">Which one.</param>
    /// <param name="NextDue">When it falls due again; <c>null</c> when it is over.</param>
    /// <param name="At">When it was sent.</param>
    /// <param name="InVain">Whether nothing had changed since the agent's last turn.</param>
    [EventName("agent.check-in-fired.v1")]
    public sealed record CheckInFired(string Id, DateTimeOffset? NextDue, DateTimeOffset At, bool InVain = false) : ICheckInEvent;

    /// <summary>It fell due and was not sent.</summary>
    [EventName("agent.check-in-skipped.v1")]
    public sealed record CheckInSkipped(string Id, SkipReason Reason, DateTimeOffset? NextDue, DateTimeOffset At) : ICheckInEvent;

    /// <summary>The clock was set back, and so is its next time.</summary>
    [EventName("agent.check-in-moved.v1")]
    public sealed record CheckInMoved(string Id, DateTimeOffset NextDue, DateTimeOffset At) : ICheckInEvent;

    /// <summary>The agent came to rest.</summary>
    [EventName("agent.rested.v1")]
    public sealed record AgentRested(RestPoint Rest, DateTimeOffset At) : ICheckInEvent;
}
