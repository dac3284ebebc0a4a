using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.PermissionRequests.Rules;
using Orchestrator.Runtime.Persistence;

namespace Orchestrator.Agents.PermissionRequests;

/// <summary>What an agent is told about permissions and what it answers. In memory only.</summary>
public static class PermissionMessages
{
    /// <summary>Any of them.</summary>
    public interface IPermissionCommand : IAgentCommand;

    /// <summary>A dialog is on the screen. The same one again: nothing happens.</summary>
    /// <param name="Incarnation">Whose.</param>
    /// <param name="Dialog">What stands there.</param>
    /// <param name="Tool">What it is about, where the CLI's hook told.</param>
    public sealed record RecordDialog(int Incarnation, ScreenDialog Dialog, ToolUse? Tool = null) : IPermissionCommand;

    /// <summary>The CLI's hook asks whether a tool may be used, and can be answered. Answered with <see cref="ToolVerdict"/>, once a decision is stored.</summary>
    public sealed record DecideToolUse(int Incarnation, ToolUse Tool) : IPermissionCommand;

    /// <summary>What the rules say of a tool's use; with <see cref="PermissionDecision.Ask"/> the CLI is to show its dialog.</summary>
    public sealed record ToolVerdict(RuleVerdict Verdict);

    /// <summary>No dialog is on the screen any more.</summary>
    public sealed record RecordDialogGone : IPermissionCommand;

    /// <summary>Answers a request. Answered with <see cref="PermissionAccepted"/> or Rejected.</summary>
    /// <param name="Id">Which one.</param>
    /// <param name="Allow">Whether the option taken is to be one that allows it.</param>
    /// <param name="Label">Part of the label of the option to take; null for the one that allows, or refuses, this once.</param>
    /// <param name="By">A target, or <c>user</c>.</param>
    public sealed record AnswerPermission(string Id, bool Allow, string? Label, string By) : IPermissionCommand;

    /// <summary>The terminal could not give the answer.</summary>
    public sealed record ReturnPermission(string Id, string Reason) : IPermissionCommand;

    /// <summary>The answer is stored and on its way to the terminal.</summary>
    public sealed record PermissionAccepted(PermissionRequest Request, DialogOption Option);

    /// <summary>A member of the team waits for a permission; told to its superior.</summary>
    public sealed record MemberAsks(PermissionRequest Request);
}

/// <summary>What has happened to an agent's requests for permission. Stored for ever: add events, never change one.</summary>
public static class PermissionEvents
{
    /// <summary>Any of them.</summary>
    public interface IPermissionEvent : IEvent;

    /// <summary>The CLI asks.</summary>
    /// <remarks>Where the rules decided it, <see cref="PermissionAnswered"/> follows at once.</remarks>
    [EventName("agent.permission-asked.v1")]
    public sealed record PermissionAsked(PermissionRequest Request, DateTimeOffset At) : IPermissionEvent;

    /// <summary>Somebody decided which option is to be taken.</summary>
    [EventName("agent.permission-answered.v1")]
    public sealed record PermissionAnswered(string Id, DialogOption Option, string By, DateTimeOffset At) : IPermissionEvent;

    /// <summary>The rules decided it in the CLI's hook; there was no dialog.</summary>
    [EventName("agent.permission-decided.v1")]
    public sealed record PermissionDecided(DecidedPermission Permission, DateTimeOffset At) : IPermissionEvent;

    /// <summary>The answer could not be given; it is asked again.</summary>
    [EventName("agent.permission-returned.v1")]
    public sealed record PermissionReturned(string Id, string Reason, DateTimeOffset At) : IPermissionEvent;

    /// <summary>The dialog is gone: answered through Orchestrator, at the terminal, or with its process.</summary>
    [EventName("agent.permission-ended.v1")]
    public sealed record PermissionEnded(string Id, DateTimeOffset At) : IPermissionEvent;
}
