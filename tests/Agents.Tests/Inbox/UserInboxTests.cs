using Orchestrator.Agents.Inbox;
using Orchestrator.Agents.Messaging;
using Xunit;
using static Orchestrator.Agents.Inbox.UserInboxEvents;
using static Orchestrator.Agents.Inbox.UserInboxMessages;

namespace Orchestrator.Agents.Tests.Inbox;

public sealed class UserInboxTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly UserInbox Empty = new(new MessageLimits(10, 100, TimeSpan.FromSeconds(1)));

    [Fact]
    public void A_message_to_the_user_is_numbered_and_stored_clean()
    {
        var decision = Empty.Decide(new TellUser("shop:developer", "done\e[31m", "shop:developer#4", "k1"), Noon);
        var stored = Assert.IsType<MessageToUser>(Assert.Single(decision.Events));
        Assert.Equal(("user#1", "shop:developer", "shop:developer#4"), (stored.Message.Id, stored.Message.From, stored.Message.InReplyTo));
        Assert.DoesNotContain('\e', stored.Message.Text);
        Assert.Equal(1, Empty.Apply(stored).LastNumber);
    }

    [Fact]
    public void The_same_key_is_the_same_message()
    {
        var first = Empty.Decide(new TellUser("shop", "hello", null, "k1"), Noon);
        var after = Empty.Apply(first.Events[0]);

        var again = after.Decide(new TellUser("shop", "hello", null, "k1"), Noon.AddMinutes(1));
        Assert.Empty(again.Events);
        Assert.Equal("user#1", Assert.IsType<UserMessageAccepted>(again.Reply).Message.Id);
        Assert.Equal("user#2", Assert.IsType<UserMessageAccepted>(after.Decide(new TellUser("shop", "hello", null, "k2"), Noon).Reply).Message.Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u0001\u0002")]
    public void An_empty_message_is_refused(string text) =>
        Assert.NotNull(Empty.Decide(new TellUser("shop", text, null, null), Noon).Rejection);

    [Fact]
    public void A_message_over_the_limit_is_refused() =>
        Assert.NotNull(Empty.Decide(new TellUser("shop", new string('x', 101), null, null), Noon).Rejection);
}
