using Orchestrator.Agents.CodingAgents;
using System.Diagnostics;

namespace Orchestrator.Agents.Terminals;

/// <summary>What an agent is seen to do.</summary>
/// <param name="Activity">What it does.</param>
/// <param name="LimitedUntil">When a usage limit that is shown ends.</param>
/// <param name="Dialog">The dialog that asks for permission, where the screen shows one.</param>
internal sealed record Seen(TerminalActivity Activity, DateTimeOffset? LimitedUntil = null, ScreenDialog? Dialog = null);

/// <summary>Reads an agent's activity from its title and screen by its profile's rules.</summary>
internal sealed class ActivityReader(ProfileSignals signals, TimeSpan limitRecheck, TimeProvider time)
{
    /// <summary>Whether the profile has any rule; without one, all that can be told is that the program runs.</summary>
    public bool CanRead { get; } = signals.TellsReady || signals.Permission.Count > 0 || signals.TitlePermission.Count > 0 || signals.Busy.Count > 0;

    /// <summary>Looks at a pane.</summary>
    /// <returns>Null when there are no rules, or none decides.</returns>
    public async Task<TerminalActivity?> ActivityAsync(AgentPane pane) => CanRead ? Read(await pane.ScreenAsync())?.Activity : null;

    /// <returns>Null when no rule decides: what was known before stays.</returns>
    public Seen? Read(PaneScreen screen)
    {
        var now = time.GetUtcNow();
        var reading = ScreenClassifier.Classify(signals, screen.Title, screen.Lines, now, time.LocalTimeZone);
        return reading.Activity switch
        {
            AgentActivity.Unknown => null,
            AgentActivity.Ready => new Seen(TerminalActivity.Ready),
            AgentActivity.Busy => new Seen(TerminalActivity.Working),
            AgentActivity.Permission or AgentActivity.TrustDialog => new Seen(TerminalActivity.WaitingForPermission, Dialog: DialogReader.Read(screen.Lines)),
            AgentActivity.Limited => new Seen(TerminalActivity.WaitingForPermission, reading.LimitResets ?? now + limitRecheck),
            _ => throw new UnreachableException($"Unknown activity {reading.Activity}."),
        };
    }
}
