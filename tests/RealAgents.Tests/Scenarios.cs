using Orchestrator.RealAgents.Tests.Stub;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Orchestrator.RealAgents.Tests;

/// <summary>What every real CLI is put through, each with its shipped profile.</summary>
internal static class Scenarios
{
    private static readonly string[] _texts =
    [
        "Please look at the price list and tell me what it says.",
        string.Join('\n', Enumerable.Range(1, 12).Select(n => $"line {n} of twelve")),
        string.Join('\n', Enumerable.Range(1, 200).Select(n => $"{n}: " + new string((char)('a' + (n % 26)), 96))),
        "emoji 🎉 日本語 $(touch x) `y` \"quotes\" \\ back",
        "/help is no command here", "@work/file and a last @word", "! is no shell command",
    ];

    /// <summary>The brief and messages of all kinds reach the model intact and exactly once, and it is known that they did.</summary>
    public static async Task MessagesAsync(RealAgent agent)
    {
        await using var home = await RealAgentHome.StartAsync(agent);
        var target = home.Launch(agent);
        home.Wait(target, () => Assert.Contains(home.Model.Requests, r => r.Says($"[{target}#1 brief]")));

        foreach (var text in _texts) home.Send(target, text);

        var evidence = home.Orc.Run("messages", target, "--json").Done.Json.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("evidence").GetString()).ToList();
        Assert.All(evidence, e => Assert.True(e is "hook" or "queued" or "handed-over" || e == agent.OtherEvidence, e)); // the turn before may still show when the next message goes in
        home.Wait(target, () =>
        {
            var prompts = home.Model.Requests[^1].Prompts;
            Assert.All(_texts, text => Assert.Single(prompts, p => p.Contains(text, StringComparison.Ordinal) || FileOf(p).Contains(text, StringComparison.Ordinal)));
        });
        Assert.Empty(Directory.GetFileSystemEntries(home.Orc.Work, "x"));
    }

    // What stands in the file that is named in the place of a text which the CLI had lost.
    private static string FileOf(string prompt) => Regex.Match(prompt, @"Read all of it .* in: (\S+)") is { Success: true } found ? File.ReadAllText(found.Groups[1].Value) : "";

    /// <summary>Ten senders at once, somebody who scrolls in the pane, and a daemon that is killed: each message reaches the model once.</summary>
    public static async Task CrowdAsync(RealAgent agent)
    {
        await using var home = await RealAgentHome.StartAsync(agent);
        var target = home.Launch(agent);
        home.Wait(target, () => Assert.Equal((0, "ready"), (home.Orc.Agent(target).GetProperty("unread").GetInt32(), home.State(target))));
        home.Orc.Tmux("copy-mode", "-t", home.Orc.Agent(target).GetProperty("pane_id").GetString()!);
        var texts = Enumerable.Range(0, 10).Select(n => $"This is from sender {n}.").ToList();

        var senders = texts.Select(text => home.Orc.Start("send", target, text)).ToList();
        home.Wait(target, () => Assert.Contains(home.Model.Requests, r => r.Says("from sender")));
        home.Orc.KillDaemon();
        foreach (var sender in senders)
        {
            await sender.WaitForExitAsync(); // a send that the kill cut short starts the daemon, and asks with its own key again
            sender.Dispose();
        }

        home.Wait(target, () => Assert.Equal((0, "ready"), (home.Orc.Agent(target).GetProperty("unread").GetInt32(), home.State(target))));
        AreReadOnce(home, target, texts);
    }

    private static void AreReadOnce(RealAgentHome home, string target, List<string> texts) => home.Wait(target, () =>
    {
        var prompts = home.Model.Requests[^1].Prompts;
        Assert.All(texts, text => Assert.Single(prompts, p => p.Contains(text, StringComparison.Ordinal)));
    });

    /// <summary>Many messages, so that some come at the moment in which a turn ends while the CLI's queue holds others: each reaches the model once, and none waits for what is nobody's draft.</summary>
    public static async Task FloodAsync(RealAgent agent)
    {
        await using var home = await RealAgentHome.StartAsync(agent);
        var target = home.Launch(agent);
        home.Wait(target, () => Assert.Equal((0, "ready"), (home.Orc.Agent(target).GetProperty("unread").GetInt32(), home.State(target))));
        var texts = Enumerable.Range(0, 60).Select(n => $"This is message number {n}.").ToList();

        var senders = texts.Select((text, n) => (text, n)).GroupBy(t => t.n % 4, t => t.text); // each after its last
        await Task.WhenAll(senders.Select(own => Task.Run(() =>
        {
            foreach (var text in own) _ = home.Orc.Run("send", target, text).Done;
        })));

        home.Wait(target, () => Assert.Equal((0, "ready"), (home.Orc.Agent(target).GetProperty("unread").GetInt32(), home.State(target))));
        AreReadOnce(home, target, texts);
    }

    /// <summary>An agent that is killed is started again in the same conversation.</summary>
    public static Task KilledAsync(RealAgent agent) => ResumedAsync(agent, (home, target) =>
    {
        foreach (var child in ProcessTree.Below(home.PidOf(target))) child.Kill();
    });

    /// <summary>An agent whose tmux server is killed is started again in the same conversation.</summary>
    public static Task ServerKilledAsync(RealAgent agent) => ResumedAsync(agent, (home, _) => home.Orc.KillTmux());

    private static async Task ResumedAsync(RealAgent agent, Action<RealAgentHome, string> kill)
    {
        await using var home = await RealAgentHome.StartAsync(agent);
        var target = home.Launch(agent);
        home.Send(target, "The word is tulip.");
        home.Wait(target, () => Assert.Contains(home.Model.Requests, r => r.AsksFor("tulip")));
        home.Wait(target, () => Assert.Equal("ready", home.State(target)));

        kill(home, target);
        home.Wait(target, () => Assert.Equal(2, home.Orc.Agent(target).GetProperty("incarnation").GetInt32()));

        home.Send(target, "Which word was it?");
        home.Wait(target, () => Assert.Contains(home.Model.Requests, r => r.Says("Which word") && r.Says("tulip")));
        Assert.Single(home.Model.Requests[^1].Prompts, p => p.Contains("brief]", StringComparison.Ordinal));
    }

    /// <summary>A permission is asked for, answered by its label, and no message goes into its dialog.</summary>
    public static async Task PermissionAsync(RealAgent agent)
    {
        await using var home = await RealAgentHome.StartAsync(agent);
        var made = Path.Combine(home.Orc.Work, "made-by-it");
        home.Model.Script = request => request.AsksFor("Make it") ? agent.Shell($"touch {made}") : new StubReply.Words("Done.");
        var target = home.Launch(agent);
        home.Send(target, "Make it.");
        home.Wait(target, () => Assert.Contains("made-by-it", Assert.Single(home.Permissions()).GetProperty("question").GetString(), StringComparison.Ordinal));
        Assert.Equal("waiting_for_permission", home.State(target));

        _ = home.Orc.Run("send", target, "Not into the dialog.").Done;
        Assert.Equal(1, home.Orc.Agent(target).GetProperty("unread").GetInt32());
        Assert.False(File.Exists(made));
        _ = home.Orc.Run("permissions", "allow", Assert.Single(home.Permissions()).GetProperty("id").GetString()!).Done;

        home.Wait(target, () => Assert.True(File.Exists(made), "It is not made."));
        home.Wait(target, () => Assert.Contains(home.Model.Requests, r => r.Says("Not into the dialog.")));
        Assert.Empty(home.Permissions());
    }

    /// <summary>An agent in a turn is seen to work, and a message for it arrives once, when its CLI takes it.</summary>
    /// <param name="agent">Which.</param>
    /// <param name="queues">Whether its CLI takes it during the turn; else it is held until the turn's end.</param>
    public static async Task BusyAsync(RealAgent agent, bool queues)
    {
        await using var home = await RealAgentHome.StartAsync(agent);
        var end = new TaskCompletionSource();
        home.Model.Script = request => request.AsksFor("Take your time") ? new StubReply.Words("It takes long.", end.Task) : new StubReply.Words("Done.");
        var target = home.Launch(agent);
        home.Send(target, "Take your time.");
        home.Wait(target, () => Assert.Equal("working", home.State(target)));

        _ = home.Orc.Run("send", target, "And then this.").Done;
        if (queues)
            home.Wait(target, () => Assert.Equal(0, home.Orc.Agent(target).GetProperty("unread").GetInt32()));
        else
            Assert.Equal(1, home.Orc.Agent(target).GetProperty("unread").GetInt32());
        Assert.DoesNotContain(home.Model.Requests, r => r.Says("And then this."));
        end.SetResult();

        home.Wait(target, () => Assert.Single(home.Model.Requests, r => r.AsksFor("And then this.")));
        home.Wait(target, () => Assert.Equal((0, "ready"), (home.Orc.Agent(target).GetProperty("unread").GetInt32(), home.State(target))));
    }

    /// <summary>A message waits for what a person is typing, is not merged with it, and goes in once that is submitted.</summary>
    public static async Task DraftAsync(RealAgent agent)
    {
        await using var home = await RealAgentHome.StartAsync(agent);
        var target = home.Launch(agent);
        home.Wait(target, () => Assert.Equal((0, "ready"), (home.Orc.Agent(target).GetProperty("unread").GetInt32(), home.State(target))));
        var pane = home.Orc.Agent(target).GetProperty("pane_id").GetString()!;
        home.Orc.Tmux("send-keys", "-l", "-t", pane, "half a thought");
        home.Wait(target, () => Assert.Contains("half a thought", home.Orc.Tmux("capture-pane", "-p", "-t", pane), StringComparison.Ordinal));

        _ = home.Orc.Run("send", target, "Do this next.").Done;
        home.Wait(target, () => Assert.Contains("draft", home.Orc.Agent(target).GetProperty("detail").GetString(), StringComparison.Ordinal));
        home.Orc.Tmux("send-keys", "-l", "-t", pane, ", now finished");
        home.Wait(target, () => Assert.Contains("now finished", home.Orc.Tmux("capture-pane", "-p", "-t", pane), StringComparison.Ordinal));
        home.Orc.Tmux("send-keys", "-t", pane, "Enter");

        home.Wait(target, () => Assert.Equal((0, "ready"), (home.Orc.Agent(target).GetProperty("unread").GetInt32(), home.State(target))));
        home.Wait(target, () =>
        {
            var prompts = home.Model.Requests[^1].Prompts;
            Assert.Single(prompts, p => p.Trim() == "half a thought, now finished");
            Assert.Single(prompts, p => p.Contains("Do this next.", StringComparison.Ordinal) && !p.Contains("half", StringComparison.Ordinal));
        });
    }

    /// <summary>What waits for a person's draft is taken at the turn's end without a keystroke, exactly once, and the draft stays.</summary>
    public static async Task HandedOverAsync(RealAgent agent)
    {
        await using var home = await RealAgentHome.StartAsync(agent);
        var end = new TaskCompletionSource();
        home.Model.Script = request => request.AsksFor("Take your time") && !request.AsksFor("Do this next") ? new StubReply.Words("It takes long.", end.Task) : new StubReply.Words("Done.");
        var target = home.Launch(agent);
        home.Wait(target, () => Assert.Equal((0, "ready"), (home.Orc.Agent(target).GetProperty("unread").GetInt32(), home.State(target)))); // what is sent before stands in the CLI's own queue, and comes first
        home.Send(target, "Take your time.");
        home.Wait(target, () => Assert.Equal("working", home.State(target)));
        var pane = home.Orc.Agent(target).GetProperty("pane_id").GetString()!;
        home.Orc.Tmux("send-keys", "-l", "-t", pane, "half a thought");
        home.Wait(target, () => Assert.Contains("half a thought", home.Orc.Tmux("capture-pane", "-p", "-t", pane), StringComparison.Ordinal));
        _ = home.Orc.Run("send", target, "Do this next.").Done;
        home.Wait(target, () => Assert.Contains(Last().GetProperty("receipt").GetString(), (string[])["held", "queued"])); // by its draft, or since it would change the turn

        end.SetResult();

        home.Wait(target, () => Assert.Single(home.Model.Requests[^1].Prompts, p => p.Contains("Do this next.", StringComparison.Ordinal) && !p.Contains("half", StringComparison.Ordinal)));
        home.Wait(target, () => Assert.Equal("handed-over", Last().GetProperty("evidence").GetString()));
        home.Wait(target, () => Assert.Matches("(?m)^\\s*[❯›>]\\s+half a thought\\s*$", home.Orc.Tmux("capture-pane", "-p", "-t", pane)));

        JsonElement Last() => home.Orc.Run("messages", target, "--json").Done.Json.GetProperty("messages").EnumerateArray().Last(m => m.GetProperty("text").GetString() == "Do this next.");
    }

    /// <summary>Refused credentials hold the agent and are told; it is not started again, and once they are mended a restart goes on where it was.</summary>
    public static async Task RefusedAsync(RealAgent agent, StubReply.Refuse refusal)
    {
        await using var home = await RealAgentHome.StartAsync(agent);
        var isRefused = true;
        home.Model.Script = request => isRefused && request.Says("Try it") ? refusal : new StubReply.Words("Done.");
        var target = home.Launch(agent);
        home.Wait(target, () => Assert.Contains(home.Model.Requests, r => r.Says($"[{target}#1 brief]")));
        home.Wait(target, () => Assert.Equal("ready", home.State(target)));
        home.Send(target, "Try it.");

        home.Wait(target, () => Assert.Equal("failed", home.State(target)));
        home.Wait(target, () => Assert.Contains($"The credentials of {target} were refused", home.Orc.Run("messages", "--json").Done.Out, StringComparison.Ordinal));
        _ = home.Orc.Run("send", target, "Go on then.").Done;
        var asked = home.Model.Requests.Count;
        var (pid, incarnation) = (home.PidOf(target), home.Orc.Agent(target).GetProperty("incarnation").GetInt32());
        Assert.Equal((1, 1), (home.Orc.Agent(target).GetProperty("unread").GetInt32(), incarnation));
        home.Orc.KillDaemon();
        Assert.Equal(("failed", pid, asked), (home.State(target), home.PidOf(target), home.Model.Requests.Count)); // nor by a new daemon

        isRefused = false;
        _ = home.Orc.Run("agent", "restart", target).Done;
        home.Wait(target, () => Assert.Contains(home.Model.Requests, r => r.Says("Try it.") && r.AsksFor("Go on then.")));
    }

    /// <summary>A usage limit holds the agent with its words and its end; what is sent meanwhile waits, and goes in once the limit is over.</summary>
    public static async Task LimitedAsync(RealAgent agent, StubReply.Refuse refusal)
    {
        await using var home = await RealAgentHome.StartAsync(agent);
        var isLimited = true;
        home.Model.Script = request => isLimited && request.Says("Try it") ? refusal : new StubReply.Words("Done.");
        var target = home.Launch(agent);
        home.Wait(target, () => Assert.Contains(home.Model.Requests, r => r.Says($"[{target}#1 brief]")));
        home.Wait(target, () => Assert.Equal("ready", home.State(target)));
        home.Send(target, "Try it.");

        home.Wait(target, () => Assert.Equal("limited", home.State(target)));
        var limit = Assert.Single(home.Orc.Run("limits", "list", "--json").Done.Json.GetProperty("limits").EnumerateArray());
        Assert.Equal((agent.Profile, "usage_limit", target), (limit.GetProperty("name").GetString(), limit.GetProperty("reason").GetString(), limit.GetProperty("by").GetString()));
        if (refusal.ResetsAt is { } resets)
            Assert.InRange(limit.GetProperty("until").GetDateTimeOffset(), resets.AddMinutes(-1), resets.AddMinutes(2)); // said in whole minutes, and a margin is added
        _ = home.Orc.Run("send", target, "Go on then.").Done;
        Assert.Equal(1, home.Orc.Agent(target).GetProperty("unread").GetInt32());

        isLimited = false;
        _ = home.Orc.Run("limits", "clear", agent.Profile).Done;
        home.Wait(target, () => Assert.Contains(home.Model.Requests, r => r.AsksFor("Go on then.")));
        Assert.Equal(1, home.Orc.Agent(target).GetProperty("incarnation").GetInt32());
    }

    /// <summary>A turn that failed by the service, after the CLI's own tries, is gone on with after a wait, in the same process.</summary>
    public static async Task FailedAsync(RealAgent agent, StubReply.Refuse refusal)
    {
        await using var home = await RealAgentHome.StartAsync(agent);
        home.Settings("errors { min-backoff = 1s, jitter = 0 }, usage-limits.continue-message = \"Go on now.\"");
        home.Model.Script = request => request.AsksFor("Try it") ? refusal : new StubReply.Words("Done.");
        var target = home.Launch(agent);
        home.Wait(target, () => Assert.Contains(home.Model.Requests, r => r.Says($"[{target}#1 brief]")));
        home.Wait(target, () => Assert.Equal("ready", home.State(target)));
        home.Send(target, "Try it.");

        home.Wait(target, () => Assert.Contains(home.Model.Requests, r => r.Says("Try it.") && r.AsksFor("Go on now.")));
        Assert.NotEmpty(home.Events("agent.turn-failed.v1", "tester"));
        Assert.Equal(1, home.Orc.Agent(target).GetProperty("incarnation").GetInt32());
    }

    /// <summary>Stopping an agent ends all of its processes.</summary>
    public static async Task StoppedAsync(RealAgent agent)
    {
        await using var home = await RealAgentHome.StartAsync(agent);
        var target = home.Launch(agent);
        home.Wait(target, () => Assert.Equal((0, "ready"), (home.Orc.Agent(target).GetProperty("unread").GetInt32(), home.State(target))));
        var tree = ProcessTree.Below(home.PidOf(target));
        Assert.NotEmpty(tree);

        _ = home.Orc.Run("agent", "stop", target).Done;
        home.Wait(target, () => Assert.All(tree, process => Assert.True(process.HasExited, $"{process.Id} is left.")));
        Assert.Empty(ProcessTree.WithVariable("HOME", home.HomeOf(agent)));
    }
}
