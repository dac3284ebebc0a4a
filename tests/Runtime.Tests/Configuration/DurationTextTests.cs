using Orchestrator.Runtime.Configuration;
using Xunit;

namespace Orchestrator.Runtime.Tests.Configuration;

public class DurationTextTests
{
    [Theory]
    [InlineData("30s", 30_000)]
    [InlineData("15m", 900_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData(" 2 hours ", 7_200_000)]
    [InlineData("1d 2h", 93_600_000)]
    [InlineData("12ms", 12)]
    [InlineData("1.5s", 1_500)]
    [InlineData("0s", 0)]
    public void A_number_with_a_unit_is_a_duration(string text, double milliseconds)
    {
        Assert.True(DurationText.TryParse(text, null, out var duration));
        Assert.Equal(milliseconds, duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("15")]
    [InlineData("m")]
    [InlineData("-5m")]
    [InlineData("5x")]
    [InlineData("30m1h")]
    [InlineData("1h1h")]
    [InlineData("1..5h")]
    [InlineData("5m!")]
    [InlineData("9999999999999999999h")]
    [InlineData("1h 30")]
    public void Anything_else_is_refused(string text) => Assert.False(DurationText.TryParse(text, null, out _));

    [Fact]
    public void A_bare_number_counts_what_the_caller_says()
    {
        Assert.True(DurationText.TryParse("15", TimeSpan.FromMinutes(1), out var duration));
        Assert.Equal(TimeSpan.FromMinutes(15), duration);
    }

    [Theory]
    [InlineData("1h30m")]
    [InlineData("12ms")]
    [InlineData("2d1s")]
    [InlineData("0s")]
    public void What_is_written_can_be_read_back(string text)
    {
        Assert.True(DurationText.TryParse(text, null, out var duration));
        Assert.Equal(text, DurationText.Format(duration));
    }
}
