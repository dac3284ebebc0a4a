namespace Orchestrator.Agents.Subscriptions;

/// <summary>What a subscription waits for.</summary>
public enum SubscriptionKind
{
    /// <summary>A pattern in the pane's output.</summary>
    Pattern,

    /// <summary>The end of the pane's program. Fires once.</summary>
    Exit,

    /// <summary>The first output after a silence.</summary>
    Output,

    /// <summary>No output for so long; once for each silence.</summary>
    Silence,

    /// <summary>The program still runs so long after the subscription. Fires once.</summary>
    Timeout,

    /// <summary>The terminal's bell.</summary>
    Bell,

    /// <summary>A new title of the terminal.</summary>
    Title,
}

/// <summary>What is done at a firing.</summary>
public enum ActionKind
{
    /// <summary>It is recorded, nothing more.</summary>
    Log,

    /// <summary>A command is run.</summary>
    Run,

    /// <summary>A message is sent.</summary>
    Send,

    /// <summary>A pane is created in the pane's session.</summary>
    Spawn,

    /// <summary>The pane is ended.</summary>
    Close,

    /// <summary>Keys are typed into the pane.</summary>
    Keys,
}

/// <summary>The pane of a subscription: one of one life of the tmux server, whatever it is called later.</summary>
/// <param name="Server">The server's life.</param>
/// <param name="PaneId">E.g. <c>%3</c>.</param>
/// <param name="Pid">The process tmux started in it.</param>
/// <param name="Session">The session's name when it was subscribed to.</param>
/// <param name="Name">What the pane was called then.</param>
public sealed record SubscribedPane(string Server, string PaneId, int Pid, string Session, string Name);

/// <summary>What is done.</summary>
/// <param name="Kind">How.</param>
/// <param name="Text">The command of a run or a spawned pane, or the message.</param>
/// <param name="Target">To whom a message goes.</param>
/// <param name="Label">The label of a spawned pane.</param>
/// <param name="Keys">What is typed, by tmux's names.</param>
public sealed record SubscriptionAction(ActionKind Kind, string? Text = null, string? Target = null, string? Label = null, IReadOnlyList<string>? Keys = null)
{
    /// <summary>Whether doing it twice is doing it once, so that it may be repeated when it is unknown whether it was done.</summary>
    public bool IsRepeatable => Kind is ActionKind.Send or ActionKind.Close;
}

/// <summary>One subscription.</summary>
/// <param name="Id">E.g. <c>sub-3</c>.</param>
/// <param name="Kind">What it waits for.</param>
/// <param name="Pane">Where.</param>
/// <param name="Pattern">The regular expression of a pattern.</param>
/// <param name="After">The time of a silence or a timeout.</param>
/// <param name="Action">What is done.</param>
/// <param name="Once">Whether it ends with its first firing.</param>
/// <param name="IgnoreEcho">Whether the echo of commands is left out.</param>
/// <param name="MaxPerSecond">More firings than that in a second are counted and left out.</param>
/// <param name="CreatedBy">Who subscribed.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="Key">A word of the subscriber's by which a repeated request is known.</param>
public sealed record Subscription(
    string Id,
    SubscriptionKind Kind,
    SubscribedPane Pane,
    string? Pattern,
    TimeSpan? After,
    SubscriptionAction Action,
    bool Once,
    bool IgnoreEcho,
    int MaxPerSecond,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    string? Key)
{
    /// <summary>Whether it fires for what is in the pane's output, so that output that nobody looked at may have held it.</summary>
    public bool LooksAtOutput() => Kind is SubscriptionKind.Pattern or SubscriptionKind.Output or SubscriptionKind.Bell or SubscriptionKind.Title;

    /// <summary>Whether the first firing is its last.</summary>
    public bool EndsWithFirst() => Once || Kind is SubscriptionKind.Exit or SubscriptionKind.Timeout;
}

/// <summary>What happened in a pane.</summary>
/// <param name="Match">What a pattern matched, or the title.</param>
/// <param name="Line">The line it was in.</param>
/// <param name="ExitCode">How the program ended.</param>
/// <param name="Signal">The signal that ended it.</param>
/// <param name="Reason">For an exit of which no code is known: why.</param>
public sealed record Occurrence(string? Match = null, string? Line = null, int? ExitCode = null, int? Signal = null, string? Reason = null);

/// <summary>One firing whose action has not ended.</summary>
/// <param name="Number">Counts the subscription's firings, from 1.</param>
/// <param name="Occurrence">Why it fired.</param>
/// <param name="At">When.</param>
/// <param name="Started">Whether its action was begun.</param>
public sealed record Firing(long Number, Occurrence Occurrence, DateTimeOffset At, bool Started = false);

/// <summary>What became of an action.</summary>
/// <param name="Result"><c>done</c>, <c>failed</c>, <c>timed_out</c>, or <c>unknown</c>: the daemon ended while it ran, and it is not repeated.</param>
/// <param name="ExitCode">A command's.</param>
/// <param name="Output">The first part of what a command wrote.</param>
/// <param name="Truncated">Whether it wrote more than is kept.</param>
/// <param name="Detail">For a person.</param>
public sealed record ActionOutcome(string Result, int? ExitCode = null, string? Output = null, bool Truncated = false, string? Detail = null);
