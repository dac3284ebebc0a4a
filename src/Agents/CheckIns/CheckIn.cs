namespace Orchestrator.Agents.CheckIns;

/// <summary>When a check-in falls due: exactly one of the three is set.</summary>
/// <param name="In">Once, so long after it was scheduled.</param>
/// <param name="Every">Again and again, so far apart; at least one second.</param>
/// <param name="Cron">A cron expression of five fields, in UTC.</param>
public sealed record CheckInSchedule(TimeSpan? In = null, TimeSpan? Every = null, string? Cron = null)
{
    /// <summary>Whether it falls due more than once.</summary>
    public bool Recurs => In is null;
}

/// <summary>A prompt for status that is sent to an agent when it falls due.</summary>
/// <param name="Id"><c>shop:developer@3</c>: the agent and the number.</param>
/// <param name="Number">Counts the agent's check-ins, from 1.</param>
/// <param name="Target">Who is asked.</param>
/// <param name="Note">What is asked.</param>
/// <param name="Schedule">When.</param>
/// <param name="NextDue">When next.</param>
/// <param name="ScheduledBy">A target, or <c>user</c>, or <c>orchestrator</c> for a role's default.</param>
/// <param name="Key">A word of whoever scheduled it, by which a repeated request is known as the same check-in.</param>
public sealed record CheckIn(
    string Id,
    long Number,
    AgentTarget Target,
    string Note,
    CheckInSchedule Schedule,
    DateTimeOffset NextDue,
    string ScheduledBy,
    string? Key = null)
{
    /// <summary>How often it fell due and was not sent.</summary>
    public int Skipped { get; init; }

    /// <summary>Why it was not sent the last time, unless it was sent since.</summary>
    public SkipReason? LastSkip { get; init; }

    /// <summary>How often in a row it was sent although nothing had changed; each time its interval doubles.</summary>
    public int InVain { get; init; }
}
