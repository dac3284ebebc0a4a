using Orchestrator.Agents.Messaging;
using Orchestrator.Agents.Tests.Lifecycle;
using Orchestrator.Runtime.Persistence;
using System.Text;
using Xunit;
using static Orchestrator.Agents.Lifecycle.LifecycleMessages;
using static Orchestrator.Agents.Limits.AgentLimitMessages;
using static Orchestrator.Agents.Messaging.MessagingEvents;
using static Orchestrator.Agents.Messaging.MessagingMessages;

namespace Orchestrator.Agents.Tests.Messaging;

public sealed class MailboxTests
{
    [Fact]
    public void A_message_is_answered_with_its_id_and_waits()
    {
        var agent = AgentScenario.Running().When(new SendMessage("shop:tester", "two tests fail"));

        var accepted = Assert.IsType<MessageAccepted>(agent.Last.Reply);
        Assert.Equal("shop:developer#2", accepted.Message.Id); // 1 is the brief
        Assert.Equal(MessageState.Queued, accepted.State);
    }

    [Fact]
    public void The_same_key_again_is_the_same_message()
    {
        var agent = AgentScenario.Running().When(new SendMessage("user", "hello", Key: "k1"));
        var first = ((MessageAccepted)agent.Last.Reply!).Message.Id;

        agent.When(new SendMessage("user", "hello", Key: "k1"));

        Assert.Empty(agent.Last.Events);
        Assert.Equal(first, ((MessageAccepted)agent.Last.Reply!).Message.Id);
    }

    [Fact]
    public void Messages_go_out_one_at_a_time_in_the_order_they_came_and_urgent_ones_first()
    {
        var agent = AgentScenario.Running();
        foreach (var (text, urgent) in new[] { ("a", false), ("b", false), ("c", true), ("d", true) })
            agent.When(new SendMessage("user", text, Urgent: urgent));

        var order = new List<string>();
        while (agent.When(new BeginDelivery(1)).Last.Events.Count > 0)
        {
            Assert.Empty(agent.When(new BeginDelivery(1)).Last.Events); // one at a time
            var message = agent.State.Mailbox.UnderWay!.Message;
            order.Add(message.Kind is MessageKind.Brief ? "brief" : message.Text);
            agent.When(new ConfirmDelivery(message.Id, "entered"));
        }

        Assert.Equal(["brief", "c", "d", "a", "b"], order);
    }

    [Fact]
    public void A_message_that_could_not_be_typed_is_the_next_one_again()
    {
        var agent = AgentScenario.Running().When(new SendMessage("user", "a")).When(new BeginDelivery(1));
        var id = agent.State.Mailbox.UnderWay!.Message.Id;

        agent.When(new ReturnDelivery(id, "a dialog is up")).When(new BeginDelivery(1));

        Assert.Equal(id, agent.State.Mailbox.UnderWay!.Message.Id);
    }

    [Fact]
    public void A_late_word_about_an_older_delivery_changes_nothing()
    {
        var agent = AgentScenario.Running().When(new BeginDelivery(1));
        agent.When(new ConfirmDelivery("shop:developer#99", "hook"));

        Assert.Empty(agent.Last.Events);
        Assert.NotNull(agent.State.Mailbox.UnderWay);
    }

    [Fact]
    public void Nothing_is_delivered_while_the_agent_is_paused_limited_or_down()
    {
        Assert.Empty(AgentScenario.Running().When(new PauseAgent()).When(new BeginDelivery(1)).Last.Events);
        Assert.Empty(AgentScenario.Running().When(new HoldForLimit(Some.Limit())).When(new BeginDelivery(1)).Last.Events);
        Assert.Empty(AgentScenario.Running().Exits(1).When(new BeginDelivery(1)).Last.Events);
        Assert.NotEmpty(AgentScenario.Running().When(new PauseAgent()).When(new ContinueAgent()).When(new BeginDelivery(1)).Last.Events);
    }

    [Fact]
    public void A_full_mailbox_refuses_and_says_why()
    {
        var agent = AgentScenario.Running();
        for (var n = 1; n < Some.Messages.MaxQueued; n++) agent.When(new SendMessage("user", $"m{n}"));

        agent.When(new SendMessage("user", "one more"));

        Assert.Equal(RejectionCode.Refused, agent.Last.Rejection!.Code);
        Assert.Contains("max-queued", agent.Last.Rejection.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_over_the_size_limit_is_refused()
    {
        var agent = AgentScenario.Running().When(new SendMessage("user", new string('ü', 501)));

        Assert.Contains("1,002 bytes", agent.Last.Rejection!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_character_below_256_comes_out_without_controls()
    {
        var text = new StringBuilder("x\e[201~y");
        for (var c = 0; c < 256; c++) text.Append((char)c);

        var clean = MessageText.Clean(text.ToString());

        Assert.DoesNotContain(clean, c => char.IsControl(c) && c is not ('\n' or '\t'));
        Assert.StartsWith("x[201~y", clean, StringComparison.Ordinal);
        Assert.EndsWith("control characters were removed.)", clean, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\u2028b", "a\u2028b")] // a line separator is no line end to a terminal
    [InlineData("a\r\nb\rc\n", "a\nb\nc\n")]
    [InlineData("\ud83d", "\ud83d")]
    public void What_is_no_control_character_stays(string text, string clean) => Assert.Equal(clean, MessageText.Clean(text));

    [Fact]
    public void Every_event_of_messages_can_be_applied()
    {
        var agent = AgentScenario.Running();
        var message = new Message("shop:developer#2", 2, "user", Some.Developer, "hi", MessageKind.Message, Some.Noon);
        IMessagingEvent[] samples =
        [
            new MessageQueued(message, Some.Noon), new DeliveryStarted(message.Id, 1, Some.Noon), new DeliveryReturned(message.Id, "held", Some.Noon),
            new DeliveryStarted(message.Id, 1, Some.Noon), new MessageDelivered(message.Id, "hook", Some.Noon), new QueueTaken([message.Id], Some.Noon), new MessageRefused(message.Id, "no", Some.Noon),
        ];
        var types = typeof(MessagingEvents).GetNestedTypes().Where(t => !t.IsInterface);
        Assert.Equal(types.Order(TypeNames), samples.Select(s => s.GetType()).Distinct().Order(TypeNames));
        Assert.DoesNotContain(samples.Aggregate(agent.State, (state, e) => state.Apply(e)).Mailbox.Waiting, m => m.Id == message.Id);
    }

    private static readonly Comparer<Type> TypeNames = Comparer<Type>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name));
}
