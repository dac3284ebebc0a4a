namespace Orchestrator.Agents.Settings;

/// <summary><c>orchestrator.limits</c>.</summary>
/// <param name="AgentsPerProject">Agents in one project, its manager among them.</param>
/// <param name="Agents">Agents on this machine.</param>
/// <param name="SpecSize">The largest spec that is read, in bytes.</param>
/// <param name="Sessions">Sessions on our tmux server, projects among them, the hidden one not.</param>
/// <param name="PanesPerSession">Panes of one session.</param>
/// <param name="Pipelines">Pipelines that run at a time.</param>
public sealed record LimitOptions(int AgentsPerProject, int Agents, long SpecSize, int Sessions, int PanesPerSession, int Pipelines);
