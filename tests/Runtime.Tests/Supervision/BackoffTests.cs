using Orchestrator.Runtime.Supervision;
using System.Collections.Immutable;
using Xunit;

namespace Orchestrator.Runtime.Tests.Supervision;

public sealed class BackoffTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Backoff Backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), Jitter: 0.5);

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(2, 0, 2)]
    [InlineData(6, 0, 32)]
    [InlineData(7, 0, 60)]
    [InlineData(1000, 0, 60)]
    [InlineData(1, 1, 1.5)]
    [InlineData(1000, 1, 90)]
    public void The_wait_doubles_up_to_its_limit_and_jitter_comes_on_top(int attempt, double random, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Backoff.Delay(attempt, random));

    [Fact]
    public void Only_failures_within_the_window_count()
    {
        var limit = new RestartLimit(2, TimeSpan.FromMinutes(10));
        ImmutableList<DateTimeOffset> failures = [Noon, Noon.AddMinutes(1)];

        Assert.False(limit.Allows(failures, Noon.AddMinutes(10)));
        Assert.True(limit.Allows(failures, Noon.AddMinutes(10).AddSeconds(1)));
    }
}
