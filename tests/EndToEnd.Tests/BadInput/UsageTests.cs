using Xunit;

namespace Orchestrator.EndToEnd.Tests.BadInput;

public sealed class UsageTests(TeamHome team) : IClassFixture<TeamHome>
{
    [Theory]
    [InlineData(2, "\"frob\"", "frob")]
    [InlineData(2, "\"agent frob\"", "agent", "frob")]
    [InlineData(2, "\"--frob\"", "status", "--frob")]
    [InlineData(2, "target", "send")]
    [InlineData(2, "--role", "agent", "add", "shop")]
    [InlineData(2, "\"5x\"", "send", "shop", "hello", "--wait=5x")]
    [InlineData(2, "\"5x\"", "check-in", "schedule", "shop", "--in", "5x", "--note", "a")]
    [InlineData(2, "\"-5m\"", "check-in", "schedule", "shop", "--every=-5m", "--note", "a")]
    [InlineData(2, "Exactly one", "check-in", "schedule", "shop", "--in", "5m", "--every", "5m", "--note", "a")]
    [InlineData(2, "Exactly one", "check-in", "schedule", "shop", "--note", "a")]
    [InlineData(2, "--note", "check-in", "schedule", "shop", "--in", "5m")]
    [InlineData(2, "61 * * * *", "check-in", "schedule", "shop", "--cron", "61 * * * *", "--note", "a")]
    [InlineData(3, "shop:tester@99", "check-in", "cancel", "shop:tester@99")]
    [InlineData(2, "\"garbage\"", "check-in", "cancel", "garbage")]
    [InlineData(3, "elsewhere", "status", "elsewhere")]
    [InlineData(3, "elsewhere", "stop", "elsewhere")]
    [InlineData(3, "elsewhere", "resume", "elsewhere")]
    [InlineData(3, "shop:nobody", "agent", "restart", "shop:nobody")]
    [InlineData(4, "shop already", "launch", "--spec", "../spec.md", "--name", "shop")]
    [InlineData(2, "queen", "launch", "--spec", "../spec.md", "--name", "y", "--roles", "queen")]
    [InlineData(2, "nope", "launch", "--spec", "../spec.md", "--name", "y", "--profile", "nope")]
    public void Wrong_usage_is_refused_in_words_with_its_exit_code(int exit, string word, params string[] arguments)
    {
        team.Refused(exit, word, arguments);
        Assert.Equal(["shop"], team.Projects);
    }
}
