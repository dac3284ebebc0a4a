using Xunit;

namespace Orchestrator.RealAgents.Tests;

/// <summary>Codex itself, in tmux, under Orchestrator, on a stub of its model.</summary>
[Trait("Category", "RealAgents")]
public sealed class CodexTests
{
    [RealAgentFact("codex")]
    public Task Messages_of_all_kinds_reach_the_model_exactly_once_and_each_is_proven_by_the_hook() => Scenarios.MessagesAsync(RealAgent.Codex);

    [RealAgentFact("codex")]
    public Task Ten_senders_at_once_somebody_who_scrolls_and_a_killed_daemon_lose_and_double_nothing() => Scenarios.CrowdAsync(RealAgent.Codex);

    [RealAgentFact("codex")]
    public Task A_killed_agent_goes_on_with_its_conversation() => Scenarios.KilledAsync(RealAgent.Codex);

    [RealAgentFact("codex")]
    public Task One_whose_tmux_server_is_killed_goes_on_with_its_conversation() => Scenarios.ServerKilledAsync(RealAgent.Codex);

    [RealAgentFact("codex")]
    public Task A_permission_is_answered_by_its_label_and_no_message_goes_into_the_dialog() => Scenarios.PermissionAsync(RealAgent.Codex);

    [RealAgentFact("codex")]
    public Task A_message_during_a_turn_waits_for_its_end_since_it_would_change_the_turn() => Scenarios.BusyAsync(RealAgent.Codex, queues: false);

    [RealAgentFact("codex")]
    public Task What_waits_for_a_draft_goes_on_at_the_turns_end_and_the_draft_stays() => Scenarios.HandedOverAsync(RealAgent.Codex);

    [RealAgentFact("codex")]
    public Task A_message_waits_for_a_persons_draft_and_is_not_merged_with_it() => Scenarios.DraftAsync(RealAgent.Codex);

    [RealAgentFact("codex")]
    public Task Stopping_leaves_no_process() => Scenarios.StoppedAsync(RealAgent.Codex);
}
