using System.Text.RegularExpressions;

namespace Orchestrator.Agents.CodingAgents;

/// <summary>
/// Says what an agent does from its title and screen. A dialog goes before everything, since typing into one answers it; then a turn, then a
/// limit, then ready. What no rule decides is unknown.
/// </summary>
public static class ScreenClassifier
{
    /// <summary>Reads one screen.</summary>
    /// <param name="signals">The profile's rules.</param>
    /// <param name="title">The pane's title.</param>
    /// <param name="lines">The visible lines from the top.</param>
    /// <param name="now">When it was seen, to date a limit's end.</param>
    /// <param name="local">The zone of times that name none.</param>
    public static ScreenReading Classify(ProfileSignals signals, string title, IReadOnlyList<string> lines, DateTimeOffset now, TimeZoneInfo local)
    {
        var screen = new ScreenText(lines, signals.Prompt);
        if (First(signals.Trust, screen) is { } trust)
            return new(AgentActivity.TrustDialog, trust);
        if (First(signals.LimitDialog, screen) is { } limitDialog)
            return new(AgentActivity.Limited, limitDialog, ResetOf(signals, screen.Of(new(RegionKind.All)), now, local));
        if (First(signals.Permission, screen) is { } permission)
            return new(AgentActivity.Permission, permission);
        if (Matches(signals.TitlePermission, title))
            return new(AgentActivity.Permission, "title.permission");
        if (Matches(signals.TitleBusy, title))
            return new(AgentActivity.Busy, "title.busy");
        if (First(signals.Busy, screen) is { } busy)
            return new(AgentActivity.Busy, busy);
        if (First(signals.Limit, screen) is { } limit)
            return new(AgentActivity.Limited, limit, ResetOf(signals, screen.Of(new(RegionKind.LastTurn)), now, local));
        return Ready(signals, title, screen);
    }

    private static ScreenReading Ready(ProfileSignals signals, string title, ScreenText screen)
    {
        if (!signals.TellsReady || (signals.TitleIdle.Count > 0 && !Matches(signals.TitleIdle, title)))
            return new(AgentActivity.Unknown, "none");
        if (signals.Ready.Count == 0)
            return new(AgentActivity.Ready, "title.idle");
        return First(signals.Ready, screen) is { } ready ? new(AgentActivity.Ready, ready) : new(AgentActivity.Unknown, "none");
    }

    /// <summary>By the last words about it: a dialog is opened by a command of its own, below what said that the limit is reached.</summary>
    private static DateTimeOffset? ResetOf(ProfileSignals signals, string text, DateTimeOffset now, TimeZoneInfo local)
    {
        foreach (var pattern in signals.Reset)
        {
            if (pattern.Matches(text).LastOrDefault() is { } match && LimitReset.TryParse(match.Groups["when"].Value, now, local, out var at))
                return at;
        }
        return null;
    }

    private static string? First(IReadOnlyList<ScreenRule> rules, ScreenText screen) => rules.FirstOrDefault(rule => rule.Holds(screen))?.Name;

    private static bool Matches(IReadOnlyList<Regex> patterns, string text) => patterns.Any(p => p.IsMatch(text));
}
