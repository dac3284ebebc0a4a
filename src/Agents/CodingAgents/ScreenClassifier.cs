using System.Text.RegularExpressions;

namespace Orchestrator.Agents.CodingAgents;

/// <summary>
/// Says what an agent does from its title and screen. A dialog goes before everything, since typing into one answers it; then a turn, then a
/// limit, a failed turn, then ready. What no rule decides is unknown.
/// </summary>
public static class ScreenClassifier
{
    /// <summary>Reads one screen.</summary>
    /// <param name="signals">The profile's rules.</param>
    /// <param name="title">The pane's title.</param>
    /// <param name="lines">The visible lines from the top.</param>
    /// <param name="now">When it was seen, to date a limit's end.</param>
    /// <param name="local">The zone of times that name none.</param>
    /// <param name="past">A limit's end without a date that passed less than this ago is meant as past, and not as tomorrow's.</param>
    public static ScreenReading Classify(ProfileSignals signals, string title, IReadOnlyList<string> lines, DateTimeOffset now, TimeZoneInfo local, TimeSpan past = default)
    {
        var screen = new ScreenText(lines, signals.Prompt);
        if (First(signals.Trust, screen) is { } trust)
            return new(AgentActivity.TrustDialog, trust.Name);
        if (First(signals.LimitDialog, screen) is { } limitDialog)
            return new(AgentActivity.Limited, limitDialog.Name, ResetOf(signals, screen.Of(new(RegionKind.All)), now, local, past), LimitText(signals, limitDialog, screen), IsDialog: true);
        if (First(signals.Permission, screen) is { } permission)
            return new(AgentActivity.Permission, permission.Name);
        if (Matches(signals.TitlePermission, title))
            return new(AgentActivity.Permission, "title.permission");
        if (Matches(signals.TitleBusy, title))
            return new(AgentActivity.Busy, "title.busy");
        if (First(signals.Busy, screen) is { } busy)
            return new(AgentActivity.Busy, busy.Name);
        if (First(signals.Limit, screen) is { } limit)
            return new(AgentActivity.Limited, limit.Name, ResetOf(signals, screen.Of(new(RegionKind.LastTurn)), now, local, past), limit.LineOf(screen));
        if (First(signals.Refused, screen) is { } refused)
            return new(AgentActivity.Refused, refused.Name, Text: refused.LineOf(screen));
        if (First(signals.Failed, screen) is { } failed)
            return new(AgentActivity.Failed, failed.Name, Text: failed.LineOf(screen));
        return Ready(signals, title, screen);
    }

    /// <summary>How every rule stands to one screen, in the order in which they decide.</summary>
    public static IReadOnlyList<RuleTrace> Trace(ProfileSignals signals, string title, IReadOnlyList<string> lines)
    {
        var screen = new ScreenText(lines, signals.Prompt);
        IEnumerable<RuleTrace> Of(IReadOnlyList<ScreenRule> rules) =>
            rules.Select(rule => rule.Failure(screen) is { } failure ? new RuleTrace(rule.Name, rule.Region.ToString(), false, failure) : new RuleTrace(rule.Name, rule.Region.ToString(), true, null));
        IEnumerable<RuleTrace> OfTitle(string name, IReadOnlyList<Regex> patterns)
        {
            if (patterns.Count == 0) yield break;
            var holds = Matches(patterns, title);
            yield return new RuleTrace("title." + name, "title", holds, holds ? null : $"none is there of {string.Join(" | ", patterns)}");
        }

        return
        [
            .. Of(signals.Trust), .. Of(signals.LimitDialog), .. Of(signals.Permission), .. OfTitle("permission", signals.TitlePermission),
            .. OfTitle("busy", signals.TitleBusy), .. Of(signals.Busy), .. Of(signals.Limit), .. Of(signals.Refused), .. Of(signals.Failed), .. OfTitle("idle", signals.TitleIdle), .. Of(signals.Ready),
        ];
    }

    private static ScreenReading Ready(ProfileSignals signals, string title, ScreenText screen)
    {
        if (!signals.TellsReady || (signals.TitleIdle.Count > 0 && !Matches(signals.TitleIdle, title)))
            return new(AgentActivity.Unknown, "none");
        if (signals.Ready.Count == 0)
            return new(AgentActivity.Ready, "title.idle");
        return First(signals.Ready, screen) is { } ready ? new(AgentActivity.Ready, ready.Name) : new(AgentActivity.Unknown, "none");
    }

    /// <summary>By the last words about it: a dialog is opened by a command of its own, below what said that the limit is reached.</summary>
    private static DateTimeOffset? ResetOf(ProfileSignals signals, string text, DateTimeOffset now, TimeZoneInfo local, TimeSpan past)
    {
        foreach (var pattern in signals.Reset)
        {
            if (pattern.Matches(text).LastOrDefault() is { } match && LimitReset.TryParse(match.Groups["when"].Value, now, local, past, out var at))
                return at;
        }
        return null;
    }

    // The dialog comes below the words that say the limit; those tell one limit from the next.
    private static string LimitText(ProfileSignals signals, ScreenRule dialog, ScreenText screen) =>
        signals.Limit.FirstOrDefault(rule => rule.Any.Concat(rule.All).Any(p => p.IsMatch(screen.Of(new(RegionKind.All))))) is { } said
            ? (said with { Region = new(RegionKind.All) }).LineOf(screen)
            : dialog.LineOf(screen);

    private static ScreenRule? First(IReadOnlyList<ScreenRule> rules, ScreenText screen) => rules.FirstOrDefault(rule => rule.Holds(screen));

    private static bool Matches(IReadOnlyList<Regex> patterns, string text) => patterns.Any(p => p.IsMatch(text));
}
