using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Management;
using Orchestrator.Runtime.Persistence;
using System.Collections.Immutable;
using System.Diagnostics;
using static Orchestrator.Agents.Lifecycle.LifecycleMessages;
using static Orchestrator.Agents.Management.ManagementMessages;
using static Orchestrator.Agents.Orchestration.OrchestrationEvents;
using static Orchestrator.Agents.Orchestration.OrchestrationMessages;

namespace Orchestrator.Agents.Orchestration;

/// <summary>All that is remembered of this machine's projects, and of the orchestrator's own agent. Pure.</summary>
[EventName("orchestrator.state.v1")]
public sealed record OrchestratorState : IEventSourced<OrchestratorState>
{
    /// <summary>The orchestrator as an agent.</summary>
    public AgentState Agent { get; init; } = new(AgentTarget.Orchestrator);

    /// <summary>Every project, in the order of launch.</summary>
    public ImmutableList<ProjectPlan> Projects { get; init; } = [];

    /// <summary>The plan a project was launched with; <c>null</c> when there is no such project.</summary>
    public ProjectPlan? Find(ProjectName name) => Projects.Find(p => p.Name == name);

    /// <summary>Whether a launch bears the key of one that was carried out.</summary>
    public bool IsRepeated(LaunchProject launch)
    {
        ArgumentNullException.ThrowIfNull(launch);
        return launch.Plan.Key is { } key && Find(launch.Plan.Name)?.Key == key;
    }

    /// <summary>Says which events a command leads to, or why it is refused. Changes nothing.</summary>
    public Decision Decide(ICommand command, AgentRules rules, DateTimeOffset now) => command switch
    {
        LaunchProject c => Launch(c, rules, now),
        ForgetProject c => Find(c.Project) is null
            ? Decision.Reject(Unknown(c.Project))
            : Decision.Accept(new ProjectForgotten(c.Project, now)).Answer(new ProjectAccepted(c.Project)),
        IAgentCommand c => Agent.Decide(c, rules, now),
        _ => throw new UnreachableException($"Unknown command {command.GetType().Name}."),
    };

    /// <inheritdoc/>
    public OrchestratorState Apply(IEvent @event) => @event switch
    {
        ProjectLaunched e => this with { Projects = Projects.Add(e.Plan) },
        ProjectForgotten e => this with { Projects = Projects.RemoveAll(p => p.Name == e.Project) },
        IOrchestrationEvent => throw new UnreachableException($"Unknown event {@event.GetType().Name}."),
        _ => this with { Agent = Agent.Apply(@event) },
    };

    /// <summary>The answer to whoever names a project that is not there.</summary>
    public static Rejected Unknown(ProjectName name) => Rejected.NotFound($"There is no project {name}.", "orc status shows those there are.");

    private Decision Launch(LaunchProject c, AgentRules rules, DateTimeOffset now)
    {
        if (IsRepeated(c)) return Decision.Nothing.Answer(new ProjectAccepted(c.Plan.Name));
        if (Find(c.Plan.Name) is not null)
        {
            return Decision.Reject(Rejected.Refused(
                $"There is a project {c.Plan.Name} already.",
                $"Choose another --name, go on with it (orc resume --project {c.Plan.Name}), or forget it (orc remove {c.Plan.Name})."));
        }

        IAgentCommand root = Agent.Life.Definition is null ? new CreateAgent(c.Root) : new StartAgent();
        return Decision.Accept([new ProjectLaunched(c.Plan.Name, c.Plan, now), .. Agent.Decide(root, rules, now).Events])
            .Answer(new ProjectAccepted(c.Plan.Name));
    }
}
