using Orchestrator.Runtime.Persistence;
using System.Collections.Immutable;
using System.Diagnostics;
using static Orchestrator.Agents.CheckIns.CheckInEvents;
using static Orchestrator.Agents.CheckIns.CheckInMessages;

namespace Orchestrator.Agents.CheckIns;

/// <summary>The check-ins of one agent. Pure.</summary>
public sealed record CheckInBook
{
    private const int MaxCheckIns = 100;
    private const int RememberedKeys = 100;

    /// <summary>The number of the newest one; 0 before the first.</summary>
    public long LastNumber { get; init; }

    /// <summary>Those to come, the next one first.</summary>
    public ImmutableList<CheckIn> Pending { get; init; } = [];

    /// <summary>The last ones that bore a key, as they were scheduled, oldest first.</summary>
    public ImmutableList<CheckIn> Keyed { get; init; } = [];

    /// <summary>How the agent's surroundings stood when its last turn was over; <c>null</c> from a prompt on until then.</summary>
    public RestPoint? Rest { get; init; }

    /// <summary>When it was last given anything but a check-in.</summary>
    public DateTimeOffset? PromptedAt { get; init; }

    /// <summary>When the next one falls due.</summary>
    public DateTimeOffset? NextDue => Pending.IsEmpty ? null : Pending[0].NextDue;

    internal Decision Schedule(ScheduleCheckIn c, AgentTarget self, DateTimeOffset now)
    {
        if (c.Key is { } key && Keyed.Find(k => k.Key == key) is { } known)
            return Decision.Nothing.Answer(new CheckInAccepted(Pending.Find(p => p.Id == known.Id) ?? known));
        if (Pending.Count >= MaxCheckIns)
            return Decision.Reject(Rejected.Refused($"{self} already has {MaxCheckIns} check-ins.", "Cancel one: orc check-in list, orc check-in cancel ID."));
        if (CheckInTimes.Problem(c.Schedule) is { } problem)
            return Decision.Reject(new Rejected(RejectionCode.Invalid, problem));
        if (CheckInTimes.Next(c.Schedule, now, now) is not { } due)
            return Decision.Reject(new Rejected(RejectionCode.Invalid, $"The cron expression \"{c.Schedule.Cron}\" never falls due."));

        var scheduled = Scheduled(c, self, due, now);
        return Decision.Accept(scheduled).Answer(new CheckInAccepted(scheduled.CheckIn));
    }

    internal Decision Cancel(CancelCheckIn c, AgentTarget self, DateTimeOffset now) =>
        Pending.Find(p => p.Id == c.Id) is { } checkIn
            ? Decision.Accept(new CheckInCancelled(c.Id, now)).Answer(new CheckInAccepted(checkIn))
            : Decision.Reject(Rejected.NotFound($"{self} has no check-in {c.Id}.", $"orc check-in list {self} shows those there are."));

    internal CheckInScheduled Scheduled(ScheduleCheckIn c, AgentTarget self, DateTimeOffset due, DateTimeOffset now) =>
        new(new CheckIn($"{self}@{LastNumber + 1}", LastNumber + 1, self, c.Note, c.Schedule, due, c.By, c.Key), now);

    /// <summary>Those that are due. After a long downtime each is due once.</summary>
    internal IEnumerable<CheckIn> Due(DateTimeOffset now) => Pending.Where(c => c.NextDue <= now);

    /// <summary>Whether nothing has changed since the agent's last turn. Where it could not be looked, something has.</summary>
    internal bool IsUnchanged(string? trace) => Rest is { } rest && trace is not null && rest.Trace == trace;

    internal Decision Record(RecordRest c, DateTimeOffset now) =>
        Rest is null ? Decision.Accept(new AgentRested(new RestPoint(c.Trace, now), now)) : Decision.Nothing;

    internal Decision Correct(CheckInRules rules, DateTimeOffset now) => Decision.Accept(
        [.. Pending.Where(c => CheckInTimes.IsTooFar(c, rules.MaxInterval, now)).Select(c => new CheckInMoved(c.Id, CheckInTimes.Next(c.Schedule, now, now)!.Value, now))]);

    /// <summary>The agent was given something to read.</summary>
    internal CheckInBook Prompted(bool isCheckIn, DateTimeOffset at) => isCheckIn
        ? this with { Rest = null }
        : this with { Rest = null, PromptedAt = at, Pending = Sorted([.. Pending.Select(c => Lively(c, at))]) };

    internal CheckInBook Apply(ICheckInEvent @event) => @event switch
    {
        CheckInScheduled e => this with { LastNumber = e.CheckIn.Number, Pending = Sorted(Pending.Add(e.CheckIn)), Keyed = WithKey(e.CheckIn) },
        CheckInCancelled e => this with { Pending = Pending.RemoveAll(c => c.Id == e.Id) },
        CheckInFired { NextDue: null } e => this with { Pending = Pending.RemoveAll(c => c.Id == e.Id) },
        CheckInFired { NextDue: { } due } e => With(e.Id, c => c with { NextDue = due, LastSkip = null, InVain = e.InVain ? c.InVain + 1 : 0 }),
        CheckInSkipped { NextDue: null } e => this with { Pending = Pending.RemoveAll(c => c.Id == e.Id) },
        CheckInSkipped { NextDue: { } due } e => With(e.Id, c => c with { NextDue = due, LastSkip = e.Reason, Skipped = c.Skipped + 1 }),
        CheckInMoved e => With(e.Id, c => c with { NextDue = e.NextDue }),
        AgentRested e => this with { Rest = e.Rest },
        _ => throw new UnreachableException($"Unknown event {@event.GetType().Name}."),
    };

    private CheckInBook With(string id, Func<CheckIn, CheckIn> change) =>
        this with { Pending = Sorted([.. Pending.Select(c => c.Id == id ? change(c) : c)]) };

    // What was asked in vain was put off farther and farther; once there is news it comes on its own interval again.
    private static CheckIn Lively(CheckIn checkIn, DateTimeOffset at)
    {
        if (checkIn.InVain == 0 || checkIn.Schedule.Every is not { } every) return checkIn;
        return checkIn with { InVain = 0, NextDue = at + every < checkIn.NextDue ? at + every : checkIn.NextDue };
    }

    private ImmutableList<CheckIn> WithKey(CheckIn added)
    {
        if (added.Key is null) return Keyed;
        var keyed = Keyed.Add(added);
        return keyed.Count > RememberedKeys ? keyed.RemoveAt(0) : keyed;
    }

    private static ImmutableList<CheckIn> Sorted(ImmutableList<CheckIn> checkIns) => [.. checkIns.OrderBy(c => c.NextDue).ThenBy(c => c.Number)];
}
