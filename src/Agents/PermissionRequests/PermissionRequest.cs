using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.PermissionRequests.Rules;

namespace Orchestrator.Agents.PermissionRequests;

/// <summary>An agent's CLI asks for permission in a dialog, and waits.</summary>
/// <param name="Id"><c>shop:developer+3</c>: the agent and the number.</param>
/// <param name="Number">Counts the agent's requests, from 1.</param>
/// <param name="Target">Who asks.</param>
/// <param name="Incarnation">Which of its incarnations.</param>
/// <param name="Dialog">What stands on its screen.</param>
/// <param name="AskedAt">When it was seen.</param>
/// <param name="Tool">What it wants to do, where its hook told.</param>
/// <param name="Verdict">What the rules said of it when it was seen.</param>
public sealed record PermissionRequest(
    string Id, long Number, AgentTarget Target, int Incarnation, ScreenDialog Dialog, DateTimeOffset AskedAt, ToolUse? Tool = null, RuleVerdict? Verdict = null);

/// <summary>A request that the rules decided in the CLI's own hook, before there was a dialog.</summary>
/// <param name="Id"><c>shop:developer+3</c>: the agent and the number.</param>
/// <param name="Number">Counts the agent's requests, from 1.</param>
/// <param name="Target">Who asked.</param>
/// <param name="Incarnation">Which of its incarnations.</param>
/// <param name="Tool">What it wanted to do.</param>
/// <param name="Verdict">What was decided, and by which rule.</param>
public sealed record DecidedPermission(string Id, long Number, AgentTarget Target, int Incarnation, ToolUse Tool, RuleVerdict Verdict);
