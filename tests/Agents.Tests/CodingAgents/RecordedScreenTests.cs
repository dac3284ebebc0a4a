using Orchestrator.Agents.CodingAgents;
using Orchestrator.Runtime.Configuration;
using Xunit;

namespace Orchestrator.Agents.Tests.CodingAgents;

/// <summary>Every rule of a shipped profile has the screen that it was made for, as the CLI showed it in tmux (aider's as its documentation has it).</summary>
/// <remarks>A file is named after its rule; its first line is the pane's title. Drawings and what stood further up are left out.</remarks>
public sealed class RecordedScreenTests
{
    private static readonly ProfileCatalogue _profiles = new(ConfigSources.Shipped, null);

    private static readonly string _screens = Path.Combine(AppContext.BaseDirectory, "CodingAgents", "Screens");

    // Our own agent's rules are tested on what it draws; these two have none.
    private static readonly string[] _without = ["rehearsal", "shell", "custom"];

    // Gemini CLI 0.61 goes on trying for minutes: made after its words for a refused key, and not seen.
    private static readonly (string Profile, string Rule)[] _notSeen = [("gemini", "screen.failed.api")];

    public static TheoryData<string, string> Rules
    {
        get
        {
            var rules = new TheoryData<string, string>();
            foreach (var profile in _profiles.Names.Except(_without))
            {
                foreach (var rule in ScreenClassifier.Trace(_profiles.Get(profile).Signals, "", []))
                {
                    if (!_notSeen.Contains((profile, rule.Rule))) rules.Add(profile, rule.Rule);
                }
            }

            return rules;
        }
    }

    [Theory, MemberData(nameof(Rules))]
    public void A_rule_holds_on_the_screen_that_it_was_made_for(string profile, string rule)
    {
        var lines = File.ReadAllLines(Path.Combine(_screens, profile, rule + ".txt"));
        var (title, screen) = (lines[0][2..], lines[1..]);
        var signals = _profiles.Get(profile).Signals;

        var trace = ScreenClassifier.Trace(signals, title, screen).Single(r => r.Rule == rule);
        Assert.True(trace.Holds, trace.Why);
        var reading = ScreenClassifier.Classify(signals, title, screen, Some.Noon, TimeZoneInfo.Utc);
        Assert.Equal(Expected(rule), reading.Activity);
    }

    [Fact]
    public void A_rule_that_fails_says_which_condition() =>
        Assert.Equal(
            "all: Allow once is not there",
            ScreenClassifier.Trace(_profiles.Get("opencode").Signals, "", ["Permission required"]).Single(r => r.Rule == "screen.permission.required").Why);

    private static AgentActivity Expected(string rule) => rule.Split('.')[1] switch
    {
        "trust" => AgentActivity.TrustDialog,
        "limit-dialog" or "limit" => AgentActivity.Limited,
        "permission" => AgentActivity.Permission,
        "busy" => AgentActivity.Busy,
        "refused" => AgentActivity.Refused,
        "failed" => AgentActivity.Failed,
        _ => AgentActivity.Ready,
    };
}
