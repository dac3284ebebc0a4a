using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Messaging;
using Xunit;
using static Orchestrator.Agents.Lifecycle.LifecycleEvents;
using static Orchestrator.Agents.Lifecycle.LifecycleMessages;
using static Orchestrator.Agents.Messaging.MessagingEvents;
using static Orchestrator.Agents.Messaging.MessagingMessages;

namespace Orchestrator.Agents.Tests.Lifecycle;

public sealed class AgentLifeTests
{
    [Fact]
    public void A_new_agent_starts_its_first_incarnation_with_its_brief_waiting()
    {
        var agent = new AgentScenario().When(new CreateAgent(Some.Definition(Some.Developer)));

        Assert.Equal(1, agent.Single<IncarnationStarting>().Incarnation);
        Assert.Equal(MessageKind.Brief, Assert.Single(agent.State.Mailbox.Waiting).Kind);
        Assert.Equal(AgentPhase.Starting, agent.State.Life.Phase);
    }

    [Fact]
    public void Creating_the_same_agent_again_changes_nothing()
    {
        var definition = Some.Definition(Some.Developer);
        var agent = new AgentScenario().When(new CreateAgent(definition)).When(new CreateAgent(definition));

        Assert.Empty(agent.Last.Events);
    }

    [Fact]
    public void A_new_agent_under_an_old_name_starts_afresh_but_its_numbers_go_on()
    {
        var agent = AgentScenario.Running().When(new SendMessage("user", "old")).When(new StopAgent("over"));
        agent.When(new CreateAgent(Some.Definition(Some.Developer)));

        Assert.Equal(2, agent.State.Life.Incarnation);
        Assert.Equal(2, agent.State.Life.FirstIncarnation);
        Assert.Equal(3, Assert.Single(agent.State.Mailbox.Waiting).Number);
    }

    [Theory]
    [InlineData(1, 0.0, 1000)]
    [InlineData(2, 0.0, 2000)]
    [InlineData(3, 0.0, 4000)]
    [InlineData(3, 1.0, 4800)] // jitter 0.2 of the wait
    public void Each_failure_in_a_row_doubles_the_wait(int failures, double jitter, int milliseconds)
    {
        var agent = AgentScenario.Running();
        for (var n = 1; n < failures; n++) agent.Exits(1).Restarts();

        agent.Exits(1, jitter);

        Assert.Equal(agent.Now.AddMilliseconds(milliseconds), agent.Single<RestartScheduled>().Due);
        Assert.Equal(AgentPhase.BackingOff, agent.State.Life.Phase);
    }

    [Fact]
    public void One_failure_more_than_the_limit_fails_the_agent()
    {
        var agent = AgentScenario.Running().Exits(1).Restarts().Exits(1).Restarts().Exits(1).Restarts().Exits(7);

        Assert.Contains("exited with code 7", agent.Single<AgentFailed>().Reason, StringComparison.Ordinal);
        Assert.Equal(AgentPhase.Failed, agent.State.Life.Phase);
    }

    [Fact]
    public void Failures_older_than_the_window_no_longer_count()
    {
        var agent = AgentScenario.Running().Exits(1).Restarts().Exits(1).Restarts().Exits(1).Restarts();

        agent.After(TimeSpan.FromMinutes(11)).Exits(1);

        Assert.Equal(AgentPhase.BackingOff, agent.State.Life.Phase);
    }

    [Fact]
    public void A_stable_incarnation_starts_the_count_anew()
    {
        var agent = AgentScenario.Running().Exits(1).Restarts().Exits(1).Restarts();

        agent.After(TimeSpan.FromMinutes(6)).Exits(1);

        Assert.Equal(agent.Now.AddSeconds(1), agent.Single<RestartScheduled>().Due);
    }

    [Fact]
    public void A_restart_by_hand_forgets_the_failures()
    {
        var agent = AgentScenario.Running().Exits(1).Restarts().Exits(1).Restarts().Exits(1).Restarts().Exits(1);

        agent.When(new RestartAgent()).When(new RecordBound(5, Some.Pane(5))).Exits(1);

        Assert.Equal(agent.Now.AddSeconds(1), agent.Single<RestartScheduled>().Due);
    }

    [Fact]
    public void An_agent_that_reported_done_and_exits_with_0_has_finished()
    {
        var agent = AgentScenario.Running().When(new LifecycleMessages.Report(ReportedState.Done, "all built")).Exits(0);

        agent.Single<AgentFinished>();
        Assert.Equal(AgentPhase.Stopped, agent.State.Life.Phase);
        Assert.Empty(agent.State.Life.Failures);
        Assert.Single(agent.When(new StopAgent("asked to")).Last.Events); // its window goes then
    }

    [Fact]
    public void An_agent_that_exits_with_0_without_a_word_is_started_again() =>
        Assert.Equal(AgentPhase.BackingOff, AgentScenario.Running().Exits(0).State.Life.Phase);

    [Fact]
    public void A_tmux_server_that_went_away_is_not_the_agents_failure()
    {
        var agent = AgentScenario.Running();

        for (var n = 0; n < 10; n++)
        {
            agent.When(new RecordEnd(agent.State.Life.Incarnation, new AgentEnd(EndCause.ServerGone), 0));
            Assert.Equal(agent.Now, agent.Single<RestartScheduled>().Due);
            agent.Restarts();
        }

        Assert.Empty(agent.State.Life.Failures);
    }

    [Fact]
    public void Word_of_an_older_incarnation_changes_nothing()
    {
        var agent = AgentScenario.Running().Exits(1).Restarts();

        agent.When(new RecordEnd(1, new AgentEnd(EndCause.Exited, 1), 0));

        Assert.Empty(agent.Last.Events);
        Assert.Equal(AgentPhase.Running, agent.State.Life.Phase);
    }

    [Fact]
    public void A_delivery_that_was_under_way_when_the_process_ended_is_delivered_if_Enter_was_pressed()
    {
        var agent = Delivering(out var id).Exits(1).After(TimeSpan.FromSeconds(1)).When(new BackoffOver(1));

        agent.When(new RecordBound(2, Some.Pane(2), Submitted: id));

        Assert.Equal(id, agent.Single<MessageDelivered>().MessageId);
    }

    [Fact]
    public void A_delivery_that_was_under_way_when_the_process_ended_goes_back_to_the_head_if_it_was_not()
    {
        var agent = Delivering(out var id).When(new SendMessage("user", "later")).Exits(1).After(TimeSpan.FromSeconds(1)).When(new BackoffOver(1));

        agent.When(new RecordBound(2, Some.Pane(2), Submitted: "shop:developer#0"));

        Assert.Equal(id, agent.Single<DeliveryReturned>().MessageId);
        Assert.Equal([MessageKind.Brief, MessageKind.Message, MessageKind.Message], agent.State.Mailbox.Waiting.Select(m => m.Kind));
        Assert.Equal(id, agent.State.Mailbox.Waiting[1].Id);
    }

    [Theory]
    [InlineData(true, nameof(MessageDelivered))] // whatever the submit log says
    [InlineData(false, nameof(DeliveryReturned))]
    public void Where_its_CLI_keeps_a_record_that_says_whether_the_delivery_under_way_was_taken(bool isTaken, string outcome)
    {
        var agent = Delivering(out var id).Exits(1).After(TimeSpan.FromSeconds(1)).When(new BackoffOver(1));

        agent.When(new RecordBound(2, Some.Pane(2), Submitted: isTaken ? null : id, Taken: isTaken ? [id] : []));

        Assert.Equal(outcome, agent.Last.Events.First(e => e is MessageDelivered or DeliveryReturned).GetType().Name);
    }

    [Fact]
    public void What_stood_in_the_CLIs_queue_when_it_ended_waits_again_in_its_order_and_what_it_had_taken_does_not()
    {
        var agent = Delivering(out var first).When(new ConfirmDelivery(first, MessageDelivered.Queued));
        agent.When(new SendMessage("user", "second")).When(new BeginDelivery(1));
        var second = agent.State.Mailbox.UnderWay!.Message.Id;
        agent.When(new ConfirmDelivery(second, MessageDelivered.Queued)).When(new SendMessage("user", "third"));

        agent.Exits(1).After(TimeSpan.FromSeconds(1)).When(new BackoffOver(1)).When(new RecordBound(2, Some.Pane(2), Taken: [first]));

        Assert.Equal(["second", "third"], agent.State.Mailbox.Waiting.Where(m => m.Kind is MessageKind.Message).Select(m => m.Text));
        Assert.Empty(agent.State.Mailbox.InQueue);
    }

    [Fact]
    public void What_its_CLI_has_taken_stands_in_its_queue_no_more_and_the_rest_does()
    {
        var agent = Delivering(out var first).When(new ConfirmDelivery(first, MessageDelivered.Queued));
        agent.When(new SendMessage("user", "second")).When(new BeginDelivery(1));
        var second = agent.State.Mailbox.UnderWay!.Message.Id;
        agent.When(new ConfirmDelivery(second, MessageDelivered.Queued)).When(new RecordQueueTaken([first, "shop:developer#0"]));

        Assert.Equal([first], agent.Single<QueueTaken>().MessageIds);
        Assert.Equal([second], agent.State.Mailbox.InQueue.Select(m => m.Id));
        Assert.Empty(agent.When(new RecordQueueTaken([first])).Last.Events);
    }

    [Fact]
    public void An_agent_whose_CLI_cannot_resume_is_told_its_brief_and_what_it_was_sent()
    {
        var agent = Delivering(out var id).When(new ConfirmDelivery(id, "hook")).Exits(1).Restarts();

        var brief = Assert.Single(agent.State.Mailbox.Waiting);
        Assert.Equal(MessageKind.Brief, brief.Kind);
        Assert.Contains("exited with code 1", brief.Text, StringComparison.Ordinal);
        Assert.Contains("You are shop:developer.", brief.Text, StringComparison.Ordinal);
        Assert.Contains("build the cart", brief.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_agent_whose_CLI_resumes_is_told_nothing_again()
    {
        var agent = Delivering(out var id, Some.Rules with { CanResume = true }).When(new ConfirmDelivery(id, "hook")).Exits(1).Restarts();

        Assert.Empty(agent.State.Mailbox.Waiting);
    }

    [Fact]
    public void The_conversation_that_a_hook_reports_is_stored_when_it_is_news_and_outlives_the_incarnation()
    {
        var agent = AgentScenario.Running().When(new RecordConversation(1, "c-1"));
        Assert.Equal("c-1", agent.Single<ConversationReported>().Conversation);
        Assert.Empty(agent.When(new RecordConversation(1, "c-1")).Last.Events);

        agent.Exits(1).Restarts();
        Assert.Equal("c-1", agent.State.Life.Conversation);
        Assert.Empty(agent.When(new RecordConversation(1, "c-2")).Last.Events); // word of an older incarnation
    }

    [Theory]
    [InlineData(false, false, false, false, false)]
    [InlineData(true, false, false, false, false)] // it never heard a prompt: its CLI would refuse to go on
    [InlineData(true, false, true, false, true)]
    [InlineData(true, false, false, true, true)]
    [InlineData(true, true, true, false, false)] // its id is not known
    [InlineData(true, true, false, true, true)]
    public void There_is_a_conversation_once_a_prompt_was_submitted_in_it(bool canResume, bool reports, bool delivered, bool reported, bool expected)
    {
        var agent = AgentScenario.Running();
        if (delivered) agent.When(new BeginDelivery(1)).When(new ConfirmDelivery(agent.State.Mailbox.UnderWay!.Message.Id, "screen"));
        if (reported) agent.When(new RecordConversation(1, "c-1"));
        Assert.Equal(expected, new ProfileTraits(canResume, TakesInputWhileWorking: true, reports).HasConversation(agent.State));
    }

    [Fact]
    public void A_window_with_a_command_is_supervised_but_nothing_is_written_to_it()
    {
        var window = new AgentScenario().When(new CreateAgent(Some.Definition(Some.Developer, AgentDefinition.WindowRole))).When(new RecordBound(1, Some.Pane()));
        Assert.Contains("not an agent", window.When(new SendMessage("user", "hello")).Last.Rejection!.Reason, StringComparison.Ordinal);

        window.Exits(1).Restarts();

        Assert.Equal(2, window.State.Life.Incarnation);
        Assert.Empty(window.State.Mailbox.Waiting);
        window.Exits(0).Single<AgentFinished>();
    }

    [Fact]
    public void A_stopped_agent_is_not_restarted_when_its_process_ends() =>
        Assert.Empty(AgentScenario.Running().When(new StopAgent("asked to")).Exits(143).Last.Events);

    private static AgentScenario Delivering(out string id, AgentRules? rules = null)
    {
        var agent = AgentScenario.Running(rules);
        agent.When(new BeginDelivery(1)).When(new ConfirmDelivery(agent.State.Mailbox.UnderWay!.Message.Id, "entered"));
        agent.When(new SendMessage("user", "build the cart")).When(new BeginDelivery(1));
        id = agent.State.Mailbox.UnderWay!.Message.Id;
        return agent;
    }
}
