using NCrontab;

namespace Orchestrator.Agents.CheckIns;

/// <summary>When check-ins fall due.</summary>
public static class CheckInTimes
{
    /// <summary>The shortest interval of a recurring check-in.</summary>
    public static TimeSpan MinInterval { get; } = TimeSpan.FromSeconds(1);

    /// <summary>What is wrong with a schedule, and what to write; <c>null</c> when nothing is.</summary>
    public static string? Problem(CheckInSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return schedule switch
        {
            { In: null, Every: null, Cron: null } => "A check-in needs a time: --in 30m, --every 15m or --cron \"0 9 * * 1-5\".",
            { In: { } wait, Every: null, Cron: null } => wait < TimeSpan.Zero ? $"--in {wait:g} lies in the past." : null,
            { In: null, Every: { } every, Cron: null } => every < MinInterval ? $"--every {every:g} is shorter than a second." : null,
            { In: null, Every: null, Cron: { } cron } => CrontabSchedule.TryParse(cron) is null
                ? $"\"{cron}\" is no cron expression. Write five fields (minute hour day month weekday, in UTC), such as \"*/30 9-17 * * 1-5\"."
                : null,
            _ => "A check-in has one time: give --in, --every or --cron, not several.",
        };
    }

    /// <summary>When a schedule that was made at <paramref name="scheduledAt"/> first falls due after <paramref name="now"/>.</summary>
    public static DateTimeOffset? Next(CheckInSchedule schedule, DateTimeOffset scheduledAt, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        if (schedule.In is { } wait) return scheduledAt + wait;
        if (schedule.Every is { } every) return now + every;
        var end = now.UtcDateTime.AddYears(8); // longer than from one 29 February to the next
        var next = CrontabSchedule.Parse(schedule.Cron).GetNextOccurrence(now.UtcDateTime, end);
        return next >= end ? null : new DateTimeOffset(next, TimeSpan.Zero);
    }

    /// <summary>When a check-in that fires now falls due again: on its own beat, and never in the past.</summary>
    public static DateTimeOffset? Following(CheckIn checkIn, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(checkIn);
        if (checkIn.Schedule.In is not null) return null;
        if (checkIn.Schedule.Every is not { } every) return Next(checkIn.Schedule, now, now);
        var missed = (now - checkIn.NextDue).Ticks / every.Ticks;
        return checkIn.NextDue + TimeSpan.FromTicks(every.Ticks * (missed + 1));
    }

    /// <summary>When one falls due again that is asked in vain once more: its interval doubles, up to a longest.</summary>
    public static DateTimeOffset? FollowingInVain(CheckIn checkIn, TimeSpan longest, DateTimeOffset now)
    {
        var following = Following(checkIn, now);
        return checkIn.Schedule.Every is { } every ? following + (Interval(every, checkIn.InVain + 1, longest) - every) : following;
    }

    /// <summary>Whether it lies farther away than its interval, which can only be when the clock was set back.</summary>
    /// <remarks>A cron expression means the time of day as the clock has it, so it stays where it is, and no time of day comes twice.</remarks>
    public static bool IsTooFar(CheckIn checkIn, TimeSpan longest, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(checkIn);
        var most = checkIn.Schedule switch
        {
            { In: { } wait } => wait,
            { Every: { } every } => Interval(every, checkIn.InVain, longest),
            _ => TimeSpan.MaxValue,
        };
        return checkIn.NextDue - now > most && checkIn.NextDue - now - most > MinInterval;
    }

    private static TimeSpan Interval(TimeSpan every, int inVain, TimeSpan longest)
    {
        var doubled = every * Math.Pow(2, Math.Min(inVain, 30));
        return doubled < longest ? doubled : longest > every ? longest : every;
    }
}
