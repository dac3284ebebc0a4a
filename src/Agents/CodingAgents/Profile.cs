using System.Text.RegularExpressions;

namespace Orchestrator.Agents.CodingAgents;

/// <summary>How one kind of coding agent is started, addressed, read, resumed and stopped. Read from HOCON; see <c>profile.conf</c>.</summary>
/// <param name="Name">Its file's name, e.g. <c>claude</c>.</param>
/// <param name="Title">For people, e.g. <c>Claude Code</c>.</param>
/// <param name="Install">How to get it, for people; empty when there is nothing to install.</param>
/// <param name="Launch">How it is started and resumed.</param>
/// <param name="Ready">When a new one may be typed to.</param>
/// <param name="Delivery">How text is put into it.</param>
/// <param name="Stop">How a turn is ended.</param>
/// <param name="Signals">How its title and screen are read.</param>
/// <param name="Seed">What lets it start unattended.</param>
/// <param name="Transcript">Where it keeps what was said to it.</param>
/// <param name="Hooks">How it calls back.</param>
/// <param name="Mcp">How it is given Orchestrator's own tools.</param>
public sealed record Profile(
    string Name,
    string Title,
    string Install,
    ProfileLaunch Launch,
    ProfileReadiness Ready,
    ProfileDelivery Delivery,
    ProfileStop Stop,
    ProfileSignals Signals,
    ProfileSeed Seed,
    ProfileTranscript Transcript,
    ProfileHooks Hooks,
    ProfileSetup Mcp)
{
    /// <summary>All that it is started with besides its command, in the order of their arguments.</summary>
    public IReadOnlyList<ProfileSetup> Setups => [Seed.Setup, Hooks.Setup, Mcp];

    /// <summary>Program and arguments that answer one prompt, given on standard input, and end; empty for a CLI that has none.</summary>
    public IReadOnlyList<string> Headless { get; init; } = [];

    /// <summary>Why its files cannot be used, so that nothing of them holds: it starts nothing and reads nothing; null for a sound one.</summary>
    public string? Problem { get; init; }

    /// <summary>The name of what its agents are billed to: those on one credential share its usage limit.</summary>
    public string Credential { get; init; } = Name;
}

/// <summary>When a newly started agent takes input.</summary>
/// <param name="Quiet">It has written nothing for so long.</param>
/// <param name="MaxWait">After so long it is tried all the same; what its state is stays unknown.</param>
/// <param name="NeedsScreen">Whether the screen must be read as ready besides, since text sent during the start-up is lost.</param>
public sealed record ProfileReadiness(TimeSpan Quiet, TimeSpan MaxWait, bool NeedsScreen);

/// <summary>How text is put into the agent's terminal.</summary>
/// <param name="Quiet">The echo must have been silent for so long before Enter is pressed.</param>
/// <param name="QuietLimit">Enter is pressed after so long even when the terminal never falls silent.</param>
/// <param name="EnterRepeats">How often Enter may be pressed again while the composer provably holds our text.</param>
/// <param name="EnterRepeatAfter">The wait before each of them.</param>
/// <param name="TrailingSpace">Whether a space is put behind the text, which closes a completion list on a last <c>@word</c>.</param>
/// <param name="CollapsedPaste">How the composer shows a paste that is too large to be shown.</param>
/// <param name="Clear">tmux key names that empty a composer that holds one line; empty when there are none that are safe.</param>
/// <param name="WhileBusy">What becomes of a message during a turn.</param>
public sealed record ProfileDelivery(
    TimeSpan Quiet,
    TimeSpan QuietLimit,
    int EnterRepeats,
    TimeSpan EnterRepeatAfter,
    bool TrailingSpace,
    IReadOnlyList<Regex> CollapsedPaste,
    IReadOnlyList<string> Clear,
    WhileBusy WhileBusy);

/// <summary>The CLI's own record of a conversation, by which it is known after its end which messages it had taken.</summary>
/// <param name="Paths">Where it is; the first that exists counts. <c>$NAME</c> is a variable, <c>{session}</c> the conversation's id, and <c>*</c> any characters of a name.</param>
/// <param name="Taken">What a line holds that shows a prompt that was taken, besides the prompt; null for any line.</param>
public sealed record ProfileTranscript(IReadOnlyList<string> Paths, Regex? Taken);

/// <summary>What becomes of a message during a turn.</summary>
public enum WhileBusy
{
    /// <summary>It waits in Orchestrator.</summary>
    Hold,

    /// <summary>It is typed; the CLI queues it and takes it after the turn.</summary>
    Queue,

    /// <summary>It is typed only when it is urgent: the CLI changes the running turn with it.</summary>
    Steer,
}

/// <summary>How an agent is interrupted. Its end is the same for all: its whole process tree is told, and killed after a grace.</summary>
/// <param name="Interrupt">tmux key names that end a turn, e.g. <c>Escape</c>; empty when there are none that are safe.</param>
public sealed record ProfileStop(IReadOnlyList<string> Interrupt);

/// <summary>How an agent calls back.</summary>
/// <param name="Kind">Whether it does.</param>
/// <param name="Setup">What makes it.</param>
/// <param name="HandsOver">Whether its hook for a turn's end can give it text to go on with, which its record of the conversation then shows.</param>
public sealed record ProfileHooks(HookKind Kind, ProfileSetup Setup, bool HandsOver = false);

/// <summary>The kinds of hooks that coding agents have.</summary>
public enum HookKind
{
    /// <summary>It calls nobody; only its screen tells.</summary>
    None,

    /// <summary>It finds Orchestrator by its environment.</summary>
    Environment,

    /// <summary>It runs <c>orc hook</c> for its events, as its setup says.</summary>
    Command,
}
