using Orchestrator.Agents.CodingAgents;

namespace Orchestrator.Agents.PermissionRequests;

/// <summary>An agent's CLI asks for permission in a dialog, and waits.</summary>
/// <param name="Id"><c>shop:developer+3</c>: the agent and the number.</param>
/// <param name="Number">Counts the agent's requests, from 1.</param>
/// <param name="Target">Who asks.</param>
/// <param name="Incarnation">Which of its incarnations.</param>
/// <param name="Dialog">What stands on its screen.</param>
/// <param name="AskedAt">When it was seen.</param>
public sealed record PermissionRequest(string Id, long Number, AgentTarget Target, int Incarnation, ScreenDialog Dialog, DateTimeOffset AskedAt);
