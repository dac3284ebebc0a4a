using Akka.Actor;
using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Limits;
using Orchestrator.Agents.Messaging;
using Orchestrator.Agents.PermissionRequests.Rules;

namespace Orchestrator.Agents.Terminals;

/// <summary>What a terminal is told by its agent, and what it tells. In memory only.</summary>
public static class TerminalMessages
{
    /// <summary>
    /// Puts a message into the terminal, exactly once: what the pane already holds of it is looked up first, so the same
    /// message may be told again after a crash. Answered with <see cref="Submitted"/>, <see cref="NotTyped"/> or <see cref="Refused"/>.
    /// </summary>
    /// <param name="Message">The message.</param>
    /// <param name="Said">The words of a limit or a failed turn that are known to be past; others hold the message.</param>
    /// <param name="HandOver">The hook of a turn's end that may take it, answered with <see cref="TurnEndAnswer"/>; null where it is typed.</param>
    public sealed record Deliver(Message Message, string? Said = null, IActorRef? HandOver = null);

    /// <summary>A hook says that a turn ends and could go on with a message, without a keystroke. Answered with <see cref="TurnEndAnswer"/>.</summary>
    /// <param name="Incarnation">Whose turn.</param>
    /// <param name="SessionId">The id of the CLI's conversation, where the hook knows it.</param>
    /// <param name="MessageId">What is under way; set by the agent.</param>
    public sealed record OfferTurnEnd(int Incarnation, string? SessionId, string? MessageId = null);

    /// <summary>What the turn goes on with.</summary>
    /// <param name="Text">The message as it would be typed; null when there is none, and the turn ends.</param>
    public sealed record TurnEndAnswer(string? Text);

    /// <summary>The message was submitted, and how that is known; see <c>MessageDelivered</c>.</summary>
    public sealed record Submitted(string MessageId, string Evidence);

    /// <summary>Takes an option of the dialog that is up. Answered with <see cref="DialogAnswered"/> or <see cref="DialogNotAnswered"/>.</summary>
    public sealed record AnswerDialog(string Id, ScreenDialog Dialog, DialogOption Option);

    /// <summary>The option was taken: the dialog is gone.</summary>
    public sealed record DialogAnswered(string Id);

    /// <summary>It was not taken; whatever stands on the screen is as it was, as far as can be seen.</summary>
    public sealed record DialogNotAnswered(string Id, string Reason);

    /// <summary>A delivery that is under way waits for something that only a person can end; null once it goes on.</summary>
    /// <param name="MessageId">Which message.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Receipt">What is known of it meanwhile.</param>
    public sealed record Held(string MessageId, string? Reason, Receipt Receipt = Receipt.Held);

    /// <summary>Nothing of the message stands in the terminal; it may be told again later.</summary>
    public sealed record NotTyped(string MessageId, string Reason);

    /// <summary>The message can never be typed into this terminal.</summary>
    public sealed record Refused(string MessageId, string Reason);

    /// <summary>The incarnation's process was found or started.</summary>
    /// <param name="Incarnation">Which one.</param>
    /// <param name="Pane">Where it is.</param>
    /// <param name="Found">Whether it was there already.</param>
    /// <param name="HadDeadPane">Whether a dead pane was there, its own or an earlier incarnation's.</param>
    /// <param name="Submitted">The last message that Enter was pressed for in an earlier incarnation.</param>
    /// <param name="Taken">Those of the unsettled messages that its CLI's record shows as taken; null when there is no record to look at.</param>
    public sealed record Bound(int Incarnation, PaneBinding Pane, bool Found, bool HadDeadPane, string? Submitted, IReadOnlyCollection<string>? Taken = null);

    /// <summary>
    /// Asks which of the messages its CLI has taken from its queue, now that a turn has ended: it takes them a moment later. Answered with <see cref="FoundTaken"/>.
    /// </summary>
    public sealed record FindTaken(IReadOnlyList<string> MessageIds);

    /// <summary>Those that the CLI's record of the conversation shows; all where there is none.</summary>
    public sealed record FoundTaken(IReadOnlyCollection<string> MessageIds);

    /// <summary>What the agent does, as far as it can be seen.</summary>
    /// <param name="Incarnation">Which incarnation.</param>
    /// <param name="Activity">What it does.</param>
    /// <param name="Dialog">The dialog that asks for permission, where the screen shows one.</param>
    /// <param name="Limit">The usage limit that is shown.</param>
    /// <param name="Failure">The failed turn that is shown.</param>
    /// <param name="Tool">What the dialog is about, where a hook told.</param>
    public sealed record ActivityChanged(int Incarnation, TerminalActivity Activity, ScreenDialog? Dialog = null, SeenLimit? Limit = null, SeenFailure? Failure = null, ToolUse? Tool = null);

    /// <summary>Whether no rule of the profile tells any more what the screen shows; what was known stays.</summary>
    /// <param name="Incarnation">Which incarnation.</param>
    /// <param name="IsSo">Whether.</param>
    /// <param name="Why">Why, for a person; null when its rules fit none of what is shown.</param>
    public sealed record Unreadable(int Incarnation, bool IsSo, string? Why = null);

    /// <summary>Asks why the agent is taken to do what it is taken to do. Answered with <see cref="StateExplanation"/>.</summary>
    public sealed record Explain;

    /// <summary>The CLI's hook said something; from an older incarnation it is dropped.</summary>
    public sealed record HookReceived(int Incarnation, HookCall Hook);

    /// <summary>Asks what the screen shows. Answered with <see cref="ScreenTrace"/>.</summary>
    public sealed record GetScreenTrace;

    /// <summary>What the screen shows.</summary>
    /// <param name="Text">Its lines; null when it could not be looked at.</param>
    public sealed record ScreenTrace(string? Text);

    /// <summary>Asks when the pane last wrote something. Answered with <see cref="LastOutput"/>.</summary>
    public sealed record GetLastOutput;

    /// <summary>When it did, or was bound.</summary>
    public sealed record LastOutput(DateTimeOffset At);

    /// <summary>Ends the process as hung if it has written nothing since then.</summary>
    public sealed record EndIfSilentSince(DateTimeOffset Since);
}

/// <summary>What an agent is seen to do. What cannot be told apart from the last known stays as it was.</summary>
public enum TerminalActivity
{
    /// <summary>It does not take input yet.</summary>
    Starting,

    /// <summary>It waits for input.</summary>
    Ready,

    /// <summary>It is busy with a turn.</summary>
    Working,

    /// <summary>A dialog is up; nothing may be typed.</summary>
    WaitingForPermission,
}

/// <summary>The agent's process has ended; the typed failure of a terminal, decided on by its supervisor.</summary>
public sealed class AgentEndedException(int incarnation, AgentEnd end)
    : Exception($"Incarnation {incarnation} {end}.")
{
    /// <summary>Which incarnation.</summary>
    public int Incarnation { get; } = incarnation;

    /// <summary>How it ended.</summary>
    public AgentEnd End { get; } = end;
}
