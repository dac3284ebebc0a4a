using Orchestrator.Agents.CheckIns;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Limits;
using Orchestrator.Agents.Messaging;
using Orchestrator.Agents.PermissionRequests.Rules;
using Orchestrator.Agents.Pipelines.Runs;
using Orchestrator.Agents.Streams;
using Orchestrator.Agents.Subscriptions;
using Orchestrator.Agents.Teams;
using Orchestrator.Agents.Work;

namespace Orchestrator.Agents.Settings;

/// <summary>All settings under <c>orchestrator</c>, checked; reference.conf says what each means.</summary>
public sealed record OrchestratorOptions(
    SupervisionOptions Supervision,
    LimitRules UsageLimits,
    CheckInRules Prompts,
    MessageLimits Messages,
    TerminalOptions Terminals,
    LimitOptions Limits,
    TeamOptions Teams,
    TmuxOptions Tmux,
    JournalOptions Journal,
    DaemonOptions Daemon,
    StreamOptions Recording,
    SubscriptionOptions Subscriptions,
    WorkOptions Work)
{
    /// <summary>What becomes of agents' requests for permission.</summary>
    public required PermissionRules Permissions { get; init; }

    /// <summary>When engineers are added and ended.</summary>
    public required Scaling.ScalingOptions Scaling { get; init; }

    /// <summary>Those that the rules of all agents depend on.</summary>
    public AgentOptions Agents => new(Supervision, Messages, UsageLimits, Prompts, Limits.Agents, Limits.AgentsPerProject, Journal.SnapshotEvery) { Permissions = Permissions };

    /// <summary>Those of pipelines.</summary>
    public PipelinesOptions Pipelines => new(Limits.Pipelines, Limits.PanesPerSession, Journal.SnapshotEvery, Supervision.Backoff);
}
