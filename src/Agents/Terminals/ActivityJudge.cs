using Orchestrator.Agents.CodingAgents;

namespace Orchestrator.Agents.Terminals;

/// <summary>What one look at the screen said.</summary>
/// <param name="Seen">Null when no rule decided.</param>
/// <param name="AtRest">Whether the pane had been silent before; else something was just being drawn.</param>
/// <param name="Began">When the look began.</param>
internal sealed record ScreenLook(Seen? Seen, bool AtRest, DateTimeOffset Began);

/// <summary>Decides what an agent does when its signals disagree: a hook goes before title and screen, and unknown never before known.</summary>
/// <remarks>
/// A screen overrules a hook's word only by a look that began after it and found the pane at rest, since hooks miss events (an interrupted turn, an
/// API's error) and screens are drawn in steps. A dialog counts at once: whatever is typed would answer it; a limit or a failed turn when it is read for the second time.
/// </remarks>
internal sealed class ActivityJudge
{
    private DateTimeOffset? _hookAt;
    private ScreenDialog? _dialog;
    private string? _trouble; // the rule by which a limit or a failed turn stands on the screen
    private bool _hasCounted; // whether it has counted

    /// <summary>What decided last; null before anything did.</summary>
    public Verdict? Decided { get; private set; }

    /// <summary>The last word of a hook.</summary>
    public Verdict? LastHook { get; private set; }

    /// <summary>The last look at the screen that said something, whether it decided or not.</summary>
    public Verdict? LastLook { get; private set; }

    /// <summary>Since when no rule tells what the screen at rest shows; null while one does.</summary>
    public DateTimeOffset? UnreadableSince { get; private set; }

    /// <returns>What the agent does now.</returns>
    public Seen OnHook(Seen said, DateTimeOffset at)
    {
        (_hookAt, UnreadableSince) = (at, null);
        LastHook = Decided = new Verdict("hook", said, at);
        return said;
    }

    /// <summary>Whether a look began before the last word of a hook, and so says nothing against it. If nothing is drawn after it, it has to be repeated.</summary>
    public bool IsOutdated(ScreenLook look) => look.Began < _hookAt;

    /// <returns>What the agent does now; null when the look changes nothing.</returns>
    public Seen? OnLook(ScreenLook look)
    {
        look = look with { Seen = Whole(look) };
        if (look.Seen is not { } seen)
        {
            if (look.AtRest) UnreadableSince ??= look.Began;
            return null;
        }

        UnreadableSince = null;
        LastLook = new Verdict("screen", seen, look.Began);
        var isReadTwice = IsReadTwice(seen);
        if (IsOutdated(look)) return null;
        if (Decided?.Source == "hook" && !look.AtRest && seen.Activity is not TerminalActivity.WaitingForPermission && !isReadTwice) return null;
        Decided = LastLook;
        _hasCounted = _trouble is not null;
        return seen;
    }

    // Some go on drawing while they show a limit (OpenCode's spinner between its own tries): what appeared counts at its second reading, what has counted does not again.
    private bool IsReadTwice(Seen seen)
    {
        var before = _trouble;
        _trouble = seen.Limit is not null || seen.Failure is not null ? seen.Reason : null;
        if (_trouble != before) _hasCounted = false;
        return _trouble is not null && _trouble == before && !_hasCounted;
    }

    /// <summary>A dialog that is being drawn may be read by half: it is told once it is at rest, or was read the same twice.</summary>
    private Seen? Whole(ScreenLook look)
    {
        var before = _dialog;
        _dialog = look.Seen?.Dialog;
        return _dialog is null || look.AtRest || _dialog == before ? look.Seen : look.Seen! with { Dialog = null };
    }

    /// <summary>The start: nothing is known but whether the profile waits for its screen.</summary>
    public Seen OnStart(Seen seen, DateTimeOffset at)
    {
        Decided ??= new Verdict("start", seen, at);
        return seen;
    }
}

/// <summary>What one signal said, and when.</summary>
/// <param name="Source"><c>hook</c>, <c>screen</c> (or title) or <c>start</c>.</param>
/// <param name="Seen">What it said.</param>
/// <param name="At">When.</param>
internal sealed record Verdict(string Source, Seen Seen, DateTimeOffset At);
