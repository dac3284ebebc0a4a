using Xunit;

namespace Orchestrator.RealAgents.Tests;

/// <summary>OpenCode itself, in tmux, under Orchestrator, on a stub of its model.</summary>
[Trait("Category", "RealAgents")]
public sealed class OpenCodeTests
{
    [RealAgentFact("opencode")]
    public Task Messages_of_all_kinds_reach_the_model_exactly_once_and_each_is_proven_by_the_hook() => Scenarios.MessagesAsync(RealAgent.OpenCode);

    [RealAgentFact("opencode")]
    public Task Ten_senders_at_once_somebody_who_scrolls_and_a_killed_daemon_lose_and_double_nothing() => Scenarios.CrowdAsync(RealAgent.OpenCode);

    [RealAgentFact("opencode")]
    public Task A_killed_agent_goes_on_with_its_conversation() => Scenarios.KilledAsync(RealAgent.OpenCode);

    [RealAgentFact("opencode")]
    public Task One_whose_tmux_server_is_killed_goes_on_with_its_conversation() => Scenarios.ServerKilledAsync(RealAgent.OpenCode);

    [RealAgentFact("opencode")]
    public Task A_permission_is_answered_by_its_label_and_no_message_goes_into_the_dialog() => Scenarios.PermissionAsync(RealAgent.OpenCode);

    [RealAgentFact("opencode")]
    public Task A_message_during_a_turn_is_queued_by_the_CLI() => Scenarios.BusyAsync(RealAgent.OpenCode, queues: true);

    [RealAgentFact("opencode")]
    public Task A_message_waits_for_a_persons_draft_and_is_not_merged_with_it() => Scenarios.DraftAsync(RealAgent.OpenCode);

    [RealAgentFact("opencode")]
    public Task Stopping_leaves_no_process() => Scenarios.StoppedAsync(RealAgent.OpenCode);
}
