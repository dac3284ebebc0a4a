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
    public void A_time_is_the_next_one_that_fits(string text, string expected)
    {
        Assert.True(LimitReset.TryParse(text, Now, Tokyo, out var at));
        Assert.Equal(expected, at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", null));
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("in 3 days")]
    [InlineData("25:00")]
    [InlineData("13pm")]
    [InlineData("Feb 31, 9pm")]
    [InlineData("9pm (Nowhere/Land)")]
    public void What_is_no_time_is_not_guessed(string text) => Assert.False(LimitReset.TryParse(text, Now, Tokyo, out _));
}
