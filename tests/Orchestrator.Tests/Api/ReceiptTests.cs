using Orchestrator.Agents;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Messaging;
using Orchestrator.Agents.Overview;
using Orchestrator.Api.Contracts;
using Orchestrator.Api.Server;
using Xunit;

namespace Orchestrator.Tests.Api;

public sealed class ReceiptTests
{
    private static readonly AgentTarget _developer = AgentTarget.Parse("shop:developer");

    [Theory]
    [InlineData("hook", Receipt.Accepted)]
    [InlineData("transcript", Receipt.Accepted)]
    [InlineData("handed-over", Receipt.Accepted)]
    [InlineData("screen", Receipt.Submitted)]
    [InlineData("queued", Receipt.Submitted)]
    [InlineData("pane-option", Receipt.Submitted)]
    public void Only_what_the_CLI_itself_showed_is_accepted(string evidence, Receipt receipt) =>
        Assert.Equal(receipt, Receipts.Of(new MessageOutcome(MessageState.Delivered, DateTimeOffset.UnixEpoch, null, evidence)));

    [Fact]
    public void What_was_given_back_is_held_with_its_reason_and_what_was_begun_is_unknown_until_it_is_looked_at()
    {
        Assert.Equal(Receipt.Held, Receipts.Of(MessageOutcome.Queued with { Reason = "A dialog is up." }));
        Assert.Equal(Receipt.Unknown, Receipts.Of(new MessageOutcome(MessageState.Delivering)));
        Assert.Equal(Receipt.Queued, Receipts.Of(MessageOutcome.Queued));
    }

    [Theory]
    [InlineData(Receipt.Typed, null)]
    [InlineData(Receipt.Stranded, "Enter is not taken.")]
    public void What_is_under_way_is_as_its_agent_has_it(Receipt receipt, string? reason)
    {
        var now = Receipts.Now(Message("delivering"), All(AgentStatus.Working, new MessageInHand("shop:developer#1", receipt, reason)));

        Assert.Equal((Describe.Word(receipt), reason), (now.Receipt, now.Reason));
    }

    [Fact]
    public void What_waits_for_an_agent_that_is_limited_is_held_and_for_one_that_works_is_queued()
    {
        Assert.Equal(("held", "shop:developer is limited."), Seen(Receipts.Now(Message("queued"), All(AgentStatus.Limited))));
        Assert.Equal(("queued", null), Seen(Receipts.Now(Message("queued"), All(AgentStatus.Working))));
        Assert.Equal(("queued", null), Seen(Receipts.Now(Message("queued"), All(AgentStatus.Working, new MessageInHand("shop:developer#0", Receipt.Typed)))));
    }

    private static (string Receipt, string? Reason) Seen(MessageInfo message) => (message.Receipt, message.Reason);

    private static MessageInfo Message(string state) =>
        new("shop:developer#1", "user", "shop:developer", state, DateTimeOffset.UnixEpoch, null, "message", "hi", null, false, null, null) { Receipt = "queued" };

    private static OverviewMessages.Snapshot All(AgentStatus status, MessageInHand? inHand = null) => new(
        new Dictionary<ProjectName, ProjectView>(),
        new Dictionary<AgentTarget, AgentView>
        {
            [_developer] = new(_developer, "developer", "claude", "shop", status, 1, 0, 1, null, null, null, null, [], null) { InHand = inHand },
        });
}
