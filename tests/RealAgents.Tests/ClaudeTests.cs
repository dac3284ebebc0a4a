using Orchestrator.EndToEnd.Tests;
using Orchestrator.RealAgents.Tests.Stub;
using Xunit;

namespace Orchestrator.RealAgents.Tests;

/// <summary>Claude Code itself, in tmux, under Orchestrator, on a stub of its model.</summary>
[Trait("Category", "RealAgents")]
public sealed class ClaudeTests
{
    [RealAgentFact("claude")]
    public Task Messages_of_all_kinds_reach_the_model_exactly_once_and_each_is_proven_by_the_hook() => Scenarios.MessagesAsync(RealAgent.Claude);

    [RealAgentFact("claude")]
    public Task Ten_senders_at_once_somebody_who_scrolls_and_a_killed_daemon_lose_and_double_nothing() => Scenarios.CrowdAsync(RealAgent.Claude);

    [RealAgentFact("claude")]
    public Task Messages_that_come_as_turns_end_are_taken_once_and_none_waits_for_what_is_nobodys_draft() => Scenarios.FloodAsync(RealAgent.Claude);

    [RealAgentFact("claude")]
    public Task A_killed_agent_goes_on_with_its_conversation() => Scenarios.KilledAsync(RealAgent.Claude);

    [RealAgentFact("claude")]
    public Task One_whose_tmux_server_is_killed_goes_on_with_its_conversation() => Scenarios.ServerKilledAsync(RealAgent.Claude);

    [RealAgentFact("claude")]
    public Task A_permission_is_answered_by_its_label_and_no_message_goes_into_the_dialog() => Scenarios.PermissionAsync(RealAgent.Claude);

    [RealAgentFact("claude")]
    public Task A_message_during_a_turn_is_queued_by_the_CLI() => Scenarios.BusyAsync(RealAgent.Claude, queues: true);

    [RealAgentFact("claude")]
    public Task A_message_waits_for_a_persons_draft_and_is_not_merged_with_it() => Scenarios.DraftAsync(RealAgent.Claude);

    [RealAgentFact("claude")]
    public Task Stopping_leaves_no_process() => Scenarios.StoppedAsync(RealAgent.Claude);

    [RealAgentFact("claude")]
    public async Task A_draft_that_nobody_goes_on_with_is_set_aside_for_a_message_and_put_back()
    {
        await using var home = await RealAgentHome.StartAsync(RealAgent.Claude);
        File.AppendAllText(Path.Combine(home.Orc.Path, "orchestrator.conf"), "orchestrator.terminals.draft-patience = 1s\n");
        var target = home.Launch(RealAgent.Claude);
        Eventually.Holds(() => Assert.Equal((0, "ready"), (home.Orc.Agent(target).GetProperty("unread").GetInt32(), home.State(target))));
        var pane = home.Orc.Agent(target).GetProperty("pane_id").GetString()!;
        home.Orc.Tmux("send-keys", "-l", "-t", pane, "half a thought");
        Eventually.Holds(() => Assert.Contains("half a thought", home.Orc.Tmux("capture-pane", "-p", "-t", pane), StringComparison.Ordinal));

        home.Send(target, "Do this meanwhile.");
        Eventually.Holds(() => Assert.Matches("(?m)^❯\\s+half a thought\\s*$", home.Orc.Tmux("capture-pane", "-p", "-t", pane)));
        home.Orc.Tmux("send-keys", "-t", pane, "Enter");
        Eventually.Holds(() =>
        {
            var prompts = home.Model.Requests[^1].Prompts;
            Assert.Single(prompts, p => p == "half a thought");
            Assert.Single(prompts, p => p.Contains("Do this meanwhile.", StringComparison.Ordinal) && !p.Contains("half", StringComparison.Ordinal));
        });
    }

    [RealAgentFact("claude")]
    public Task What_waits_for_a_draft_goes_on_at_the_turns_end_and_the_draft_stays() => Scenarios.HandedOverAsync(RealAgent.Claude);

    [RealAgentFact("claude")]
    public async Task An_urgent_message_ends_the_turn_and_is_read_at_once()
    {
        await using var home = await RealAgentHome.StartAsync(RealAgent.Claude);
        var never = new TaskCompletionSource();
        home.Model.Script = request => request.AsksFor("Take your time") ? new StubReply.Words("It takes long.", never.Task) : new StubReply.Words("Done.");
        var target = home.Launch(RealAgent.Claude);
        home.Send(target, "Take your time.");
        home.Wait(target, () => Assert.Equal("working", home.State(target)));

        _ = home.Orc.Run("send", target, "Stop and do this.", "--urgent").Done;
        home.Wait(target, () => Assert.Single(home.Model.Requests, r => r.AsksFor("Stop and do this.")));
        home.Wait(target, () => Assert.Equal((0, "ready"), (home.Orc.Agent(target).GetProperty("unread").GetInt32(), home.State(target))));
        never.SetResult();
    }
}
