using System.Globalization;
using System.Text.RegularExpressions;

namespace Orchestrator.Agents.CodingAgents;

/// <summary>Reads when a usage limit ends: <c>12am (UTC)</c>, <c>Nov 23, 9pm (Europe/Berlin)</c>, <c>Nov 21st, 2026 12:00 AM</c>, <c>in 2h 13m</c>.</summary>
public static partial class LimitReset
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>A time without a date is the next one after now; a date without a year the next such date.</summary>
    /// <param name="text">What stands behind "resets" or "try again at".</param>
    /// <param name="now">The present.</param>
    /// <param name="local">The zone where the text names none.</param>
    /// <param name="past">A time without a date that passed less than this ago is that one, not the next: CLIs go on showing it.</param>
    /// <param name="at">The moment, in UTC.</param>
    /// <returns>False when the text says no time or names a zone that does not exist.</returns>
    public static bool TryParse(string text, DateTimeOffset now, TimeZoneInfo local, TimeSpan past, out DateTimeOffset at)
    {
        if (TryWait(text, out var wait))
        {
            at = now + wait;
            return true;
        }

        at = default;
        var match = When().Match(text);
        if (!match.Success || !TryZone(match.Groups["zone"].Value, local, out var zone) || TryTime(match) is not { } time)
            return false;
        var here = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        if (TryDate(match, time, here, past) is not { } moment)
            return false;
        at = new DateTimeOffset(moment, zone.GetUtcOffset(moment)).ToUniversalTime();
        return true;
    }

    /// <summary>Like the other one; a time of day is always the next one.</summary>
    public static bool TryParse(string text, DateTimeOffset now, TimeZoneInfo local, out DateTimeOffset at) =>
        TryParse(text, now, local, TimeSpan.Zero, out at);

    private static DateTime? TryDate(Match match, TimeSpan time, DateTime here, TimeSpan past)
    {
        if (!match.Groups["month"].Success)
            return Enumerable.Range(-1, 3).Select(days => here.Date.AddDays(days) + time).First(day => day > here - past);
        var month = 1 + Array.IndexOf(Months, match.Groups["month"].Value[..3].ToLowerInvariant());
        var day = Number(match, "day");
        var hasYear = match.Groups["year"].Success;
        var year = hasYear ? Number(match, "year") : here.Year;
        if (month == 0 || year is < 1 or > 9998 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return null;
        var date = new DateTime(year, month, day) + time;
        return hasYear || date > here.AddDays(-1) ? date : date.AddYears(1);
    }

    private static TimeSpan? TryTime(Match match)
    {
        var hour = Number(match, "hour");
        var minute = match.Groups["minute"].Success ? Number(match, "minute") : 0;
        var half = match.Groups["half"].Value.ToLowerInvariant();
        if (half.Length == 0 && !match.Groups["minute"].Success)
            return null; // "3" alone is no time
        if (minute > 59 || hour > (half.Length > 0 ? 12 : 23))
            return null;
        return TimeSpan.FromMinutes(minute) + TimeSpan.FromHours(half switch { "am" => hour % 12, "pm" => (hour % 12) + 12, _ => hour });
    }

    private static bool TryZone(string name, TimeZoneInfo local, out TimeZoneInfo zone)
    {
        zone = local;
        return name.Length == 0 || TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone!);
    }

    private static bool TryWait(string text, out TimeSpan wait)
    {
        wait = default;
        var match = Wait().Match(text);
        if (!match.Success) return false;
        foreach (var (number, unit) in match.Groups["number"].Captures.Zip(match.Groups["unit"].Captures))
        {
            var count = double.Parse(number.ValueSpan, CultureInfo.InvariantCulture);
            wait += unit.Value.ToLowerInvariant()[0] switch
            {
                'd' => TimeSpan.FromDays(count),
                'h' => TimeSpan.FromHours(count),
                'm' => TimeSpan.FromMinutes(count),
                _ => TimeSpan.FromSeconds(count),
            };
        }
        return true;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*(?:in|after)\s+(?:(?<number>\d{1,6}(\.\d{1,6})?)\s*(?<unit>days?|hours?|hrs?|minutes?|mins?|seconds?|secs?|d|h|m|s)(?![a-z])[\s,]*(?:and\s+)?)+",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Wait();

    [GeneratedRegex(@"(?:(?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?:(?<year>\d{4})\s*,?\s+)?(?:at\s+)?)?(?<hour>\d{1,2})(?::(?<minute>\d{2}))?\s*(?<half>am|pm)?(?:\s*\((?<zone>[A-Za-z_/+-]+[0-9]*)\))?",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex When();
}
