using Orchestrator.Agents.CodingAgents;
using Xunit;

namespace Orchestrator.Agents.Tests.CodingAgents;

public class LimitResetTests
{
    private static readonly DateTimeOffset Now = new(2026, 12, 30, 21, 0, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo Tokyo = TimeZoneInfo.CreateCustomTimeZone("tokyo", TimeSpan.FromHours(9), "tokyo", "tokyo");

    [Theory]
    [InlineData("12am (UTC)", "2026-12-31 00:00")]
    [InlineData("9pm (UTC)", "2026-12-31 21:00")]
    [InlineData("11:29pm (UTC)", "2026-12-30 23:29")]
    [InlineData("12:30 PM (UTC)", "2026-12-31 12:30")]
    [InlineData("Dec 31, 9pm (UTC)", "2026-12-31 21:00")]
    [InlineData("Jan 2, 9am (UTC)", "2027-01-02 09:00")]
    [InlineData("Jan 21st, 2027 12:00 AM", "2027-01-20 15:00")]
    [InlineData("7am", "2026-12-30 22:00")]
    [InlineData("Dec 31 at 23:15 (UTC)", "2026-12-31 23:15")]
    [InlineData("in 3 days", "2027-01-02 21:00")]
    [InlineData("in 3 days 4 hours and 22 minutes.", "2027-01-03 01:22")]
    [InlineData("after 5h23m10s.", "2026-12-31 02:23")]
    public void A_time_is_the_next_one_that_fits(string text, string expected)
    {
        Assert.True(LimitReset.TryParse(text, Now, Tokyo, out var at));
        Assert.Equal(expected, at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", null));
    }

    [Theory]
    [InlineData("8:45pm (UTC)", 30, "2026-12-30 20:45")] // said a moment after it has passed
    [InlineData("8:15pm (UTC)", 30, "2026-12-31 20:15")]
    [InlineData("11pm (UTC)", 30, "2026-12-30 23:00")]
    [InlineData("10am (UTC)", 720, "2026-12-30 10:00")] // stood on the screen when a daemon looked for the first time
    [InlineData("5am", 720, "2026-12-30 20:00")] // yesterday evening in UTC, this morning in Tokyo
    public void A_time_that_has_just_passed_is_not_tomorrows(string text, int pastMinutes, string expected)
    {
        Assert.True(LimitReset.TryParse(text, Now, Tokyo, TimeSpan.FromMinutes(pastMinutes), out var at));
        Assert.Equal(expected, at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", null));
    }

    [Theory]
    [InlineData("2026-03-28T22:00:00Z", "2:30am (Europe/Berlin)", "2026-03-29 01:30")] // 02:30 does not exist that night
    [InlineData("2026-03-28T22:00:00Z", "4am (Europe/Berlin)", "2026-03-29 02:00")]
    [InlineData("2026-10-24T22:30:00Z", "4am (Europe/Berlin)", "2026-10-25 03:00")]
    [InlineData("2026-12-31T23:30:00Z", "Jan 1, 2am (Europe/Berlin)", "2027-01-01 01:00")]
    [InlineData("2026-10-30T12:00:00Z", "Nov 23, 9pm (Europe/Berlin)", "2026-11-23 20:00")]
    public void Summer_time_and_years_ends_are_the_zones(string now, string text, string expected)
    {
        Assert.True(LimitReset.TryParse(text, DateTimeOffset.Parse(now, null), TimeZoneInfo.Utc, out var at));
        Assert.Equal(expected, at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", null));
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("in a while")]
    [InlineData("in 3 dayships")]
    [InlineData("25:00")]
    [InlineData("13pm")]
    [InlineData("Feb 31, 9pm")]
    [InlineData("9pm (Nowhere/Land)")]
    public void What_is_no_time_is_not_guessed(string text) => Assert.False(LimitReset.TryParse(text, Now, Tokyo, out _));
}
