using Orchestrator.EndToEnd.Tests;
using Orchestrator.RealAgents.Tests.Stub;
using System.Text.Json;
using Xunit;

namespace Orchestrator.RealAgents.Tests;

/// <summary>Claude Code itself, in tmux, under Orchestrator, on a stub of its model.</summary>
[Trait("Category", "RealAgents")]
public sealed class ClaudeTests
{
    [RealAgentFact("claude")]
    public async Task Messages_of_all_kinds_reach_the_model_exactly_once_and_each_is_proven_by_the_hook()
    {
        await using var home = await ClaudeHome.StartAsync();
        var target = home.Launch();
        Eventually.Holds(() => Assert.Single(home.Model.Requests, r => r.Prompts.Any(p => p.Contains($"[{target}#1 brief]", StringComparison.Ordinal))));

        string[] texts =
        [
            "Please look at the price list and tell me what it says.",
            string.Join('\n', Enumerable.Range(1, 12).Select(n => $"line {n} of twelve")),
            string.Join('\n', Enumerable.Range(1, 200).Select(n => $"{n}: " + new string((char)('a' + (n % 26)), 96))),
            "emoji 🎉 日本語 $(touch x) `y` \"quotes\" \\ back",
            "/help is no command here", "@work/file and a last @word", "! is no shell command",
        ];
        foreach (var text in texts)
            Assert.Equal("delivered", Sent(home, target, text).GetProperty("state").GetString());

        var evidence = home.Orc.Run("messages", target, "--json").Done.Json.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("evidence").GetString()).ToList();
        Assert.All(evidence, e => Assert.Equal("hook", e));
        Eventually.Holds(() =>
        {
            var prompts = home.Model.Requests[^1].Prompts;
            Assert.All(texts, text => Assert.Single(prompts, p => p.Contains(text, StringComparison.Ordinal)));
        });
    }

    [RealAgentFact("claude")]
    public async Task A_killed_agent_goes_on_with_its_conversation()
    {
        await using var home = await ClaudeHome.StartAsync();
        var target = home.Launch();
        Assert.Equal("delivered", Sent(home, target, "The word is tulip.").GetProperty("state").GetString());
        Eventually.Holds(() => Assert.Contains(home.Model.Requests, r => r.Prompts.Any(p => p.Contains("tulip", StringComparison.Ordinal))));
        Eventually.Holds(() => Assert.Equal("ready", home.Orc.Agent(target).GetProperty("state").GetString()));

        var program = int.Parse(home.Orc.Tmux("display-message", "-p", "-t", home.Orc.Agent(target).GetProperty("pane_id").GetString()!, "#{pane_pid}"), System.Globalization.CultureInfo.InvariantCulture);
        System.Diagnostics.Process.Start("pkill", ["-KILL", "-P", $"{program}"]).WaitForExit();
        Eventually.Holds(() => Assert.Equal(2, home.Orc.Agent(target).GetProperty("incarnation").GetInt32()));

        Assert.Equal("delivered", Sent(home, target, "Which word was it?").GetProperty("state").GetString());
        Eventually.Holds(() => Assert.Contains(home.Model.Requests, r =>
            r.Prompts.Any(p => p.Contains("Which word", StringComparison.Ordinal)) && r.Prompts.Any(p => p.Contains("tulip", StringComparison.Ordinal))));
    }

    [RealAgentFact("claude")]
    public async Task A_message_waits_for_a_persons_draft_and_is_not_merged_with_it()
    {
        await using var home = await ClaudeHome.StartAsync();
        var target = home.Launch();
        Eventually.Holds(() => Assert.Equal((0, "ready"), (home.Orc.Agent(target).GetProperty("unread").GetInt32(), home.Orc.Agent(target).GetProperty("state").GetString())));
        var pane = home.Orc.Agent(target).GetProperty("pane_id").GetString()!;
        home.Orc.Tmux("send-keys", "-l", "-t", pane, "half a thought");
        Eventually.Holds(() => Assert.Contains("half a thought", home.Orc.Tmux("capture-pane", "-p", "-t", pane), StringComparison.Ordinal));

        _ = home.Orc.Run("send", target, "Do this next.").Done;
        Eventually.Holds(() => Assert.Contains("draft", home.Orc.Agent(target).GetProperty("detail").GetString(), StringComparison.Ordinal));
        home.Orc.Tmux("send-keys", "-l", "-t", pane, ", now finished");
        home.Orc.Tmux("send-keys", "-t", pane, "Enter");

        Eventually.Holds(() => Assert.Equal(0, home.Orc.Agent(target).GetProperty("unread").GetInt32()));
        Eventually.Holds(() =>
        {
            var prompts = home.Model.Requests[^1].Prompts;
            Assert.Single(prompts, p => p == "half a thought, now finished");
            Assert.Single(prompts, p => p.Contains("Do this next.", StringComparison.Ordinal) && !p.Contains("half", StringComparison.Ordinal));
        });
    }

    [RealAgentFact("claude")]
    public async Task A_permission_is_answered_by_its_label_and_no_message_goes_into_the_dialog()
    {
        await using var home = await ClaudeHome.StartAsync();
        home.Model.Script = request => request.Prompts[^1].Contains("Make it", StringComparison.Ordinal) && !request.HasToolResult
            ? new StubReply.UseTool("Bash", new { command = "touch made-by-claude", description = "Make a file" })
            : new StubReply.Words("Done.");
        var target = home.Launch();
        Assert.Equal("delivered", Sent(home, target, "Make it.").GetProperty("state").GetString());
        Eventually.Holds(() => Assert.Single(Waiting(home)));
        var asked = Waiting(home)[0];
        Assert.Contains("touch made-by-claude", asked.GetProperty("question").GetString(), StringComparison.Ordinal);

        _ = home.Orc.Run("send", target, "Not into the dialog.").Done;
        Assert.Equal(1, home.Orc.Agent(target).GetProperty("unread").GetInt32());
        Assert.False(File.Exists(Path.Combine(home.Orc.Work, "made-by-claude")));
        _ = home.Orc.Run("permissions", "allow", asked.GetProperty("id").GetString()!).Done;

        Eventually.Holds(() => Assert.True(File.Exists(Path.Combine(home.Orc.Work, "made-by-claude")), Screen(home, target)), TimeSpan.FromMinutes(1)); // a CLI under load takes its time to start a command
        Eventually.Holds(() => Assert.Contains(home.Model.Requests, r => r.Prompts.Any(p => p.Contains("Not into the dialog.", StringComparison.Ordinal))));
        Assert.Empty(Waiting(home));
    }

    private static string Screen(ClaudeHome home, string target) =>
        home.Orc.Tmux("capture-pane", "-p", "-t", home.Orc.Agent(target).GetProperty("pane_id").GetString()!);

    private static List<JsonElement> Waiting(ClaudeHome home) =>
        [.. home.Orc.Run("permissions", "list", "--json").Done.Json.GetProperty("permissions").EnumerateArray()];

    private static JsonElement Sent(ClaudeHome home, string target, string text) =>
        home.Orc.RunWith(System.Text.Encoding.UTF8.GetBytes(text), "send", target, "--file", "-", "--wait=40s", "--json").Done.Json.GetProperty("message");
}
