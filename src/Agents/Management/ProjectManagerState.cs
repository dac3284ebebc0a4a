using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Overview;
using Orchestrator.Runtime.Persistence;
using System.Collections.Immutable;
using System.Diagnostics;
using static Orchestrator.Agents.Lifecycle.LifecycleMessages;
using static Orchestrator.Agents.Management.ManagementEvents;
using static Orchestrator.Agents.Management.ManagementMessages;

namespace Orchestrator.Agents.Management;

/// <summary>All that is remembered of one project, and of its manager's own agent. Pure.</summary>
/// <param name="Name">The project's name.</param>
[EventName("project.state.v1")]
public sealed record ProjectManagerState(ProjectName Name) : IEventSourced<ProjectManagerState>
{
    /// <summary>The manager as an agent.</summary>
    public AgentState Agent { get; init; } = new(AgentTarget.ManagerOf(Name));

    /// <summary>What it was launched with; <c>null</c> before.</summary>
    public ProjectPlan? Plan { get; init; }

    /// <summary>When it was launched.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether its members are to run.</summary>
    public ProjectState State { get; init; }

    /// <summary>The members besides the manager.</summary>
    public ImmutableList<AgentDefinition> Members { get; init; } = [];

    /// <summary>Removed members whose windows may still be there.</summary>
    public ImmutableHashSet<AgentName> Leaving { get; init; } = [];

    /// <summary>Which members were asked for under a key.</summary>
    public ImmutableDictionary<string, AgentName> Keys { get; init; } = ImmutableDictionary<string, AgentName>.Empty;

    /// <summary>Says which events a command leads to, or why it is refused. Changes nothing.</summary>
    public Decision Decide(ICommand command, AgentRules rules, int maxAgents, DateTimeOffset now) => command switch
    {
        CreateProject c => Plan?.Id == c.Plan.Id ? Accepted() : Create(c.Plan, rules, now),
        IAgentCommand c => Agent.Decide(c, rules, now),
        _ when Plan is null => Decision.Reject(Rejected.NotFound($"There is no project {Name}.")),
        ResumeProject => With(State is ProjectState.Running ? [] : [new ProjectResumed(now)], new StartAgent(), rules, now),
        StopProject c => With(State is ProjectState.Stopped ? [] : [new ProjectStopped(c.Reason, now)], new StopAgent(c.Reason), rules, now),
        AddMember c => Add(c, maxAgents, now),
        RemoveMember c => Remove(c.Agent, now),
        RecordMemberLeft c => Leaving.Contains(c.Agent) ? Decision.Accept(new MemberLeft(c.Agent, now)) : Decision.Nothing,
        _ => throw new UnreachableException($"Unknown command {command.GetType().Name}."),
    };

    /// <inheritdoc/>
    public ProjectManagerState Apply(IEvent @event) => @event switch
    {
        ProjectCreated e => this with { Plan = e.Plan, CreatedAt = e.At, State = ProjectState.Running, Members = [.. e.Plan.Members.Skip(1)] },
        ProjectResumed => this with { State = ProjectState.Running },
        ProjectStopped => this with { State = ProjectState.Stopped },
        MemberAdded e => this with
        {
            Members = Members.Add(e.Definition),
            Leaving = Leaving.Remove(e.Definition.Target.Agent!.Value), // the windows of that name are the new one's
            Keys = e.Key is null ? Keys : Keys.SetItem(e.Key, e.Definition.Target.Agent!.Value),
        },
        MemberRemoved e => this with { Members = Members.RemoveAll(m => m.Target.Agent == e.Agent), Leaving = Leaving.Add(e.Agent) },
        MemberLeft e => this with { Leaving = Leaving.Remove(e.Agent) },
        IProjectEvent => throw new UnreachableException($"Unknown event {@event.GetType().Name}."),
        _ => this with { Agent = Agent.Apply(@event) },
    };

    private Decision Accepted(params IReadOnlyList<IEvent> events) => Decision.Accept(events).Answer(new ProjectAccepted(Name));

    private Decision Create(ProjectPlan plan, AgentRules rules, DateTimeOffset now) =>
        Accepted([new ProjectCreated(plan, now), .. Agent.Decide(new CreateAgent(plan.Members[0]), rules, now).Events]);

    private Decision With(IReadOnlyList<IEvent> events, IAgentCommand own, AgentRules rules, DateTimeOffset now) =>
        Accepted([.. events, .. Agent.Decide(own, rules, now).Events]);

    private Decision Add(AddMember c, int maxAgents, DateTimeOffset now)
    {
        if (c.Key is not null && Keys.TryGetValue(c.Key, out var known) && Members.Exists(m => m.Target.Agent == known))
            return Decision.Nothing.Answer(new ProjectAccepted(Name, known));
        if (c.OverLimit is { } refused) return Decision.Reject(refused);
        var name = c.Definition.Target.Agent;
        if (name == Agent.Target.Agent || Members.Exists(m => m.Target.Agent == name))
            return Decision.Reject(Rejected.Refused($"{Name} already has an agent {name}.", "Choose another --name."));
        if (Members.Count + 2 > maxAgents)
        {
            return Decision.Reject(Rejected.Refused(
                $"{Name} already has {Members.Count + 1} agents, as many as orchestrator.limits.agents-per-project allows.",
                "Remove one, or raise the limit."));
        }

        return State is ProjectState.Running
            ? Decision.Accept(new MemberAdded(c.Definition, now, c.Key)).Answer(new ProjectAccepted(Name, name))
            : Decision.Reject(Rejected.Refused($"{Name} is stopped.", $"Start it first: orc resume --project {Name}"));
    }

    private Decision Remove(AgentName agent, DateTimeOffset now)
    {
        if (agent == Agent.Target.Agent)
            return Decision.Reject(Rejected.Refused($"A project has a project manager; {Agent.Target} cannot be removed.", $"orc stop {Name} ends the whole project."));
        return Members.Exists(m => m.Target.Agent == agent)
            ? Accepted(new MemberRemoved(agent, now))
            : Decision.Reject(Rejected.NotFound($"{Name} has no agent {agent}.", $"orc status {Name} shows those there are."));
    }
}
