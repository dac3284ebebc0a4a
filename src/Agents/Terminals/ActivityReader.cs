using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Limits;
using System.Diagnostics;

namespace Orchestrator.Agents.Terminals;

/// <summary>What an agent is seen to do.</summary>
/// <param name="Activity">What it does.</param>
/// <param name="Dialog">The dialog that asks for permission, where the screen shows one.</param>
/// <param name="Limit">The usage limit that is shown.</param>
/// <param name="LimitDialog">The dialog by which it is shown.</param>
/// <param name="Failure">The failed turn that is shown.</param>
/// <param name="Reason">What says so: a rule of the profile, or a hook's event.</param>
internal sealed record Seen(
    TerminalActivity Activity, ScreenDialog? Dialog = null, SeenLimit? Limit = null, ScreenDialog? LimitDialog = null, SeenFailure? Failure = null, string Reason = "none");

/// <summary>Reads an agent's activity from its title and screen by its profile's rules.</summary>
internal sealed class ActivityReader(ProfileSignals signals, TimeProvider time)
{
    // A CLI goes on saying an end that has just passed; what stood there at the first look may be hours old.
    private static readonly TimeSpan _past = TimeSpan.FromMinutes(30), _pastAtFirst = TimeSpan.FromHours(12);

    /// <summary>Whether the profile has any rule; without one, all that can be told is that the program runs.</summary>
    public bool CanRead { get; } = signals.TellsReady || signals.Permission.Count > 0 || signals.TitlePermission.Count > 0 || signals.Busy.Count > 0;

    /// <summary>Looks at a pane.</summary>
    /// <returns>Null when there are no rules, or none decides.</returns>
    public async Task<TerminalActivity?> ActivityAsync(AgentPane pane) => (await LookAsync(pane))?.Activity;

    /// <summary>Looks at a pane.</summary>
    /// <returns>Null when there are no rules, or none decides.</returns>
    public async Task<Seen?> LookAsync(AgentPane pane) => CanRead ? Read(await pane.ScreenAsync()) : null;

    /// <param name="screen">What is shown.</param>
    /// <param name="isFirst">Whether it is looked at for the first time, so that what it says may be old.</param>
    /// <returns>Null when no rule decides: what was known before stays.</returns>
    public Seen? Read(PaneScreen screen, bool isFirst = false)
    {
        var reading = ScreenClassifier.Classify(signals, screen.Title, screen.Lines, time.GetUtcNow(), time.LocalTimeZone, isFirst ? _pastAtFirst : _past);
        Seen? seen = reading.Activity switch
        {
            AgentActivity.Unknown => null,
            AgentActivity.Ready => new Seen(TerminalActivity.Ready),
            AgentActivity.Busy => new Seen(TerminalActivity.Working),
            AgentActivity.Permission or AgentActivity.TrustDialog => new Seen(TerminalActivity.WaitingForPermission, DialogOf(screen)),
            AgentActivity.Limited when reading.IsDialog => LimitDialog(reading, DialogOf(screen)),
            AgentActivity.Limited => new Seen(TerminalActivity.Ready, Limit: LimitOf(reading)), // said above the composer, which goes on taking input
            AgentActivity.Refused => new Seen(TerminalActivity.Ready, Failure: new SeenFailure(FailureKind.Authentication, reading.Text!)),
            AgentActivity.Failed => new Seen(TerminalActivity.Ready, Failure: new SeenFailure(FailureKind.Service, reading.Text!)),
            _ => throw new UnreachableException($"Unknown activity {reading.Activity}."),
        };
        return seen is null ? null : seen with { Reason = reading.Reason };
    }

    // Where it is not known which option waits for the reset, a person answers it, as any other dialog.
    private Seen LimitDialog(ScreenReading reading, ScreenDialog dialog) => AnswerOf(dialog) is null
        ? new Seen(TerminalActivity.WaitingForPermission, dialog, LimitOf(reading))
        : new Seen(TerminalActivity.WaitingForPermission, Limit: LimitOf(reading), LimitDialog: dialog);

    /// <summary>The one option of a limit's dialog that waits for the reset; null when that is not known.</summary>
    public DialogOption? AnswerOf(ScreenDialog dialog)
    {
        var meant = signals.LimitAnswer.Length == 0 ? [] : dialog.Options.Where(o => o.Label.Contains(signals.LimitAnswer, StringComparison.OrdinalIgnoreCase)).ToList();
        return meant.Count == 1 ? meant[0] : null;
    }

    private static SeenLimit LimitOf(ScreenReading reading) => new(reading.Text!, reading.LimitResets);

    /// <summary>How every rule stands to a screen.</summary>
    public IReadOnlyList<RuleTrace> Trace(PaneScreen screen) => ScreenClassifier.Trace(signals, screen.Title, screen.Lines);

    /// <summary>The labels of the dialog on the screen whose options stand in a row; null when it is none of those.</summary>
    public (int Line, IReadOnlyList<string> Labels)? RowOf(PaneScreen screen) => RowDialogReader.Find(screen.Lines, signals.Rows);

    private ScreenDialog DialogOf(PaneScreen screen) => RowDialogReader.Read(screen.Lines, signals.Rows) ?? DialogReader.Read(screen.Lines);
}
