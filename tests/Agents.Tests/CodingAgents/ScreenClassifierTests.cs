using Orchestrator.Agents.CodingAgents;
using Orchestrator.Runtime.Configuration;
using Xunit;

namespace Orchestrator.Agents.Tests.CodingAgents;

/// <summary>Short excerpts of what the CLIs showed in tmux; the whole screens were looked at when the rules were written.</summary>
public class ScreenClassifierTests
{
    private const string Rule = "────────────────────";
    private const string ClaudeComposer = $"{Rule}\n❯\u00a0\n{Rule}\n  ? for shortcuts · ← for agents\n\n\n";
    private const string CodexComposer = "› Ask Codex to do anything\n\n  gpt-5-codex default · /work\n  ← for agents · ? for shortcuts   ⚠ 1 warning";
    private const string GeminiComposer = $"{Rule}\n Shift+Tab to accept edits\n >   Type your message or @path/to/file\n workspace (/directory)   sandbox\n /work  no sandbox";

    private static readonly DateTimeOffset Now = new(2026, 11, 20, 21, 0, 0, TimeSpan.Zero);
    private static readonly ProfileCatalogue Profiles = new(ConfigSources.Shipped, null);

    private static ScreenReading Read(string profile, string title, string screen) =>
        ScreenClassifier.Classify(Profiles.Get(profile).Signals, title, screen.Split('\n'), Now, TimeZoneInfo.Utc);

    [Theory]
    [InlineData("claude", "✳ Claude Code", ClaudeComposer, AgentActivity.Ready)]
    [InlineData("claude", "⠂ Stub session", $"❯ hello\n●\n✽ Mulling… (5s)\n{Rule}\n❯\u00a0\n{Rule}\n  esc to interrupt", AgentActivity.Busy)]
    [InlineData("claude", "✳ Stub session", $"✻ API error · Retrying in 26s\n{Rule}\n❯\u00a0Press up to edit queued messages\n{Rule}\n  esc to interrupt · ← for agents", AgentActivity.Busy)]
    [InlineData("claude", "✳ Stub session", "❯ run it\n● Bash(touch a)\n Do you want to proceed?\n ❯ 1. Yes\n   2. Yes, and always allow\n   3. No\n Esc to cancel · Tab to amend", AgentActivity.Permission)]
    [InlineData("claude", "✳ Stub session", "Which colour?\n❯ 1. Red\n  2. Blue\nEnter to select · ↑/↓ to navigate · Esc to cancel", AgentActivity.Permission)]
    [InlineData("claude", "vm", " Quick safety check\n ❯ 1. Yes, I trust this folder\n   2. No, exit\n Enter to confirm · Esc to cancel", AgentActivity.TrustDialog)]
    [InlineData("claude", "vm", "  WARNING: Claude Code running in Bypass Permissions mode\n  ❯ 1. No, exit\n    2. Yes, I accept\n  Enter to confirm · Esc to cancel", AgentActivity.TrustDialog)]
    [InlineData("claude", "vm", " Unable to connect to Anthropic services\n", AgentActivity.Unknown)]
    [InlineData("claude", "✳ Claude Code", "", AgentActivity.Unknown)]
    [InlineData("codex", "codex", CodexComposer, AgentActivity.Ready)]
    [InlineData("codex", "⠏ codex", "› wait\n• Working (2s • esc to interrupt)\n" + CodexComposer, AgentActivity.Busy)]
    [InlineData("codex", "codex", "› wait\n• Working (2s • esc to interrupt)\n" + CodexComposer, AgentActivity.Busy)]
    [InlineData("codex", "[ ! ] Action Required | codex", "  $ echo made\n› 1. Yes, proceed (y)\n  3. No (esc)\n\n  Press enter to confirm or esc to cancel", AgentActivity.Permission)]
    [InlineData("codex", "codex", "  Allow the server to run tool \"x\"?\n  › 1. Allow\n    4. Cancel\n  enter to submit | esc to cancel", AgentActivity.Permission)]
    [InlineData("codex", "vm", "  Hooks need review\n› 2. Trust all and continue\n  enter confirm · esc skip", AgentActivity.TrustDialog)]
    [InlineData("gemini", "◇  Ready (work)", GeminiComposer, AgentActivity.Ready)]
    [InlineData("gemini", "✦  Working… (work)", " > talk\n ⠼ Thinking... (esc to cancel, 0s)\n" + GeminiComposer, AgentActivity.Busy)]
    [InlineData("gemini", "◇  Ready (work)", " > talk\n ⠼ Thinking... (esc to cancel, 0s)\n" + GeminiComposer, AgentActivity.Busy)]
    [InlineData("gemini", "✋  Action Required (work)", "│ Allow execution of [Shell]?  │\n│ ● 1. Allow once  │\n│   3. No, suggest changes (esc)  │", AgentActivity.Permission)]
    [InlineData("gemini", "◇  Ready (work)", " │ Do you trust the files in this folder?  │\n │ ● 1. Trust folder  │", AgentActivity.TrustDialog)]
    [InlineData("gemini", "✦  Working… (work)", "│ Usage limit reached for gemini-2.5-flash.  │\n│ ● 1. Keep trying  │\n│   2. Stop  │", AgentActivity.Limited)]
    [InlineData("rehearsal", "✳ developer", $"{Rule}\n❯ a draft\n{Rule}\n  ? for shortcuts", AgentActivity.Ready)]
    [InlineData("rehearsal", "⠋ developer", $"✽ Working… (3s)\n{Rule}\n❯ \n{Rule}\n  esc to interrupt", AgentActivity.Busy)]
    [InlineData("rehearsal", "Action Required · developer", $"{Rule}\n Bash command\n Do you want to proceed?\n ❯ 1. Yes\n   2. No\n\n Esc to cancel", AgentActivity.Permission)]
    [InlineData("opencode", "OC | x", "Permission required\n Allow once  Allow always  Reject", AgentActivity.Permission)]
    [InlineData("opencode", "OC | x", "┃\n┃ esc interrupt", AgentActivity.Busy)]
    [InlineData("qwen", "", "Waiting for user confirmation\n 1. Yes, allow once", AgentActivity.Permission)]
    [InlineData("aider", "", "main> ", AgentActivity.Ready)]
    [InlineData("aider", "", "Add file to the chat? (Y)es/(N)o [Yes]: ", AgentActivity.Permission)]
    [InlineData("custom", "anything", "$ ", AgentActivity.Unknown)]
    public void A_screen_says_what_the_agent_does(string profile, string title, string screen, AgentActivity expected) =>
        Assert.Equal(expected, Read(profile, title, screen).Activity);

    [Theory]
    [InlineData("claude", "✳ x", "❯ two\n  ⎿  You've hit your session limit · resets 12am (UTC)\n✻ Baked for 0s\n" + ClaudeComposer, "2026-11-21T00:00:00Z")]
    [InlineData("claude", "✳ x", "❯ two\n  ⎿  You've hit your session limit · resets 12am (UTC)\n     /upgrade to increase your usage limit.\n\n✻ Baked for 0s\n※ Tip: …\n" + ClaudeComposer, "2026-11-21T00:00:00Z")]
    [InlineData("claude", "✳ x", "❯ two\n  ⎿  You've hit your weekly limit · resets Nov 23, 9pm (UTC)\n" + ClaudeComposer, "2026-11-23T21:00:00Z")]
    [InlineData("claude", "✳ x", "❯ two\n  ⎿  You've hit your session limit · resets 11pm (UTC)\n❯ /rate-limit-options\n  ❯ 1. Stop and wait for limit to reset\n  Enter to confirm · Esc to cancel", "2026-11-20T23:00:00Z")]
    [InlineData("codex", "codex", "› x\n■ You’ve hit your usage limit. Upgrade to Pro or try again\nat Nov 21st, 2026 12:00 AM.\n" + CodexComposer, "2026-11-21T00:00:00Z")]
    [InlineData("codex", "codex", "› x\n■ Quota exceeded. Check your plan and billing details.\n" + CodexComposer, null)]
    public void A_usage_limit_is_read_with_its_end(string profile, string title, string screen, string? resets)
    {
        var reading = Read(profile, title, screen);
        Assert.Equal(AgentActivity.Limited, reading.Activity);
        Assert.Equal(resets, reading.LimitResets?.ToString("yyyy-MM-ddTHH:mm:ssZ", null));
    }

    [Theory]
    [InlineData("claude", "  ⎿  Invalid API key · Fix external API key", AgentActivity.Refused)]
    [InlineData("claude", "● Please run /login · API Error: 403 Your API key does not have permission", AgentActivity.Refused)]
    [InlineData("claude", "● API Error: Request rejected (429) · Number of request tokens has exceeded your per-minute rate limit", AgentActivity.Failed)]
    [InlineData("claude", "● API Error: Repeated 529 Overloaded errors. The API is at capacity", AgentActivity.Failed)]
    [InlineData("claude", "● API Error: 500 Internal server error. This is a server-side issue, usually temporary. If it persists, check your inference\n  gateway (127.0.0.1:8787).\n✻ Crunched for 1s", AgentActivity.Failed)]
    [InlineData("codex", "■ unexpected status 401 Unauthorized: Incorrect API key provided: dummy", AgentActivity.Refused)]
    [InlineData("codex", "■ exceeded retry limit, last status: 429 Too Many Requests", AgentActivity.Failed)]
    [InlineData("codex", "■ We’re currently experiencing high demand, which may cause temporary errors.", AgentActivity.Failed)]
    [InlineData("gemini", "✕ [API Error: {\"error\":{\"code\":401,\"message\":\"API key not valid.\"}}]", AgentActivity.Refused)]
    public void A_turn_that_failed_says_why_until_the_next_prompt(string profile, string said, AgentActivity expected)
    {
        var (title, sign, composer) = profile switch
        {
            "claude" => ("✳ x", "❯ ", ClaudeComposer),
            "codex" => ("codex", "› ", CodexComposer),
            _ => ("◇  Ready (work)", " > ", GeminiComposer),
        };
        var failed = Read(profile, title, $"{sign}one\n{said}\n{composer}");
        Assert.Equal((expected, said.Split('\n')[0].Trim(' ', '⎿', '●', '■', '✕')), (failed.Activity, failed.Text));
        Assert.Equal(AgentActivity.Ready, Read(profile, title, $"{sign}one\n{said}\n{sign}two\nit works\n{composer}").Activity);
    }

    [Theory]
    [InlineData("claude", "❯ [shop:pm#4 notice]\n  The credentials of shop:developer were refused: Invalid API key · Fix external API key\n● I see.\n")]
    [InlineData("claude", "❯ run the tests\n● Bash(test)\n  ⎿  Invalid API key · expected 401\n● They pass.\n✻ Baked for 0s\n")]
    [InlineData("claude", "❯ look\n● Bash(orc limits list)\n  ⎿  You've hit your session limit · resets 12am (UTC)\n● The developer is limited.\n")]
    [InlineData("rehearsal", "❯ [shop:pm#4 notice]\n  were refused: ⎿  Invalid API key · Fix external API key\n● I read it and start.\n")]
    public void The_same_words_in_a_message_or_a_tools_output_are_none(string profile, string turn) =>
        Assert.Equal(AgentActivity.Ready, Read(profile, "✳ x", turn + ClaudeComposer).Activity);

    [Theory]
    [InlineData("❯\u00a0")]
    [InlineData("❯ ")]
    [InlineData("❯")]
    [InlineData("❯ a draft")]
    public void A_limit_above_the_newest_prompt_is_past(string composer)
    {
        var screen = "❯ one\n  ⎿  You've hit your session limit · resets 8pm (UTC)\n❯ two\n● done\n" + ClaudeComposer.Replace("❯\u00a0", composer, StringComparison.Ordinal);
        Assert.Equal(AgentActivity.Ready, Read("claude", "✳ x", screen).Activity);
    }

    [Fact]
    public void A_warning_before_the_limit_is_none() =>
        Assert.Equal(AgentActivity.Ready, Read("claude", "✳ x", "❯ one\n● done\n" + ClaudeComposer + "  You've used 93% of your session limit · resets 11:29pm (UTC)").Activity);

    [Fact]
    public void The_reason_names_the_rule_that_decided()
    {
        Assert.Equal("screen.permission.dialog", Read("claude", "✳ x", " ❯ 1. Yes\n Esc to cancel").Reason);
        Assert.Equal("title.busy", Read("codex", "⠏ codex", "").Reason);
        Assert.Equal("none", Read("custom", "", "").Reason);
    }
}
