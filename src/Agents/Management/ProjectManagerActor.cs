using Akka.Actor;
using Orchestrator.Agents.CheckIns;
using Orchestrator.Agents.Engineering;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Orchestration;
using Orchestrator.Agents.Overview;
using Orchestrator.Agents.PermissionRequests;
using Orchestrator.Agents.Terminals;
using Orchestrator.Agents.Work;
using Orchestrator.Runtime.Persistence;
using Orchestrator.Runtime.Supervision;
using static Orchestrator.Agents.Lifecycle.LifecycleMessages;
using static Orchestrator.Agents.Management.ManagementEvents;
using static Orchestrator.Agents.Management.ManagementMessages;

namespace Orchestrator.Agents.Management;

/// <summary>One project: owns its team, and is an agent itself.</summary>
public sealed class ProjectManagerActor : AgentActor<ProjectManagerState>
{
    private readonly ProjectName _name;
    private readonly ChildActors<AgentName> _engineers;
    private readonly ChildActors<WorkChild> _work;
    private readonly HashSet<AgentTarget> _counted = [];
    private PromptBudget _budget = new();

    /// <param name="name">The project's name.</param>
    /// <param name="services">What it works with.</param>
    public ProjectManagerActor(ProjectName name, AgentServices services)
        : base(AgentTarget.ManagerOf(name), new ProjectManagerState(name), services)
    {
        _name = name;
        _engineers = new ChildActors<AgentName>(
            Context,
            agent => EngineerActor.Props(AgentTarget.Of(name, agent), services),
            agent => Member(agent) is not null,
            agent => StartMember(Member(agent)!),
            services.Rules.Supervision.Backoff);

        _work = new ChildActors<WorkChild>(
            Context, _ => services.Work!(name), _ => services.Work is not null && State.Plan is not null, _ => StartWork(), services.Rules.Supervision.Backoff);

        Command<OrchestrationMessages.ToAgent>(OnToAgent);
        Command<WorkMessages.ToWork>(OnToWork);
        Command<OrchestrationMessages.ToTerminal>(m => Child(m.Target)?.Forward(m.Word));
        Command<PermissionMessages.MemberAsks>(m => HandleOwn(Notices.MemberAsks(m.Request)));
        Command<MemberFailed>(OnMemberFailed);
        Command<LifecycleMessages.MemberRefused>(m => HandleOwn(Notices.MemberRefused(m.Agent, m.Incarnation, m.Text)));
        Command<LifecycleMessages.MemberOverdue>(m => HandleOwn(Notices.MemberOverdue(m.Agent, m.Since, m.Text)));
        Command<PromptMessages.RequestPrompt>(OnRequestPrompt);
        Command<PromptMessages.PromptsGiven>(OnPromptsGiven);
        Command<RetireProject>(_ => Retire());
        Command<ChildActors<AgentName>.Retry>(_engineers.OnRetry);
        Command<ChildActors<WorkChild>.Retry>(_work.OnRetry);
    }

    /// <inheritdoc/>
    public override string PersistenceId => $"project/{_name}";

    /// <inheritdoc/>
    protected override IActorRef Budget => Self;

    /// <inheritdoc/>
    protected override IEnumerable<AgentTarget> Subordinates => State.Members.Where(m => !m.IsWindow).Select(m => m.Target);

    /// <inheritdoc/>
    protected override AgentState Agent => State.Agent;

    /// <summary>How it is made.</summary>
    public static Props Props(ProjectName name, AgentServices services) =>
        Akka.Actor.Props.Create(() => new ProjectManagerActor(name, services));

    /// <inheritdoc/>
    protected override Decision Decide(ICommand command) => State.Decide(command, Rules, Services.Rules.MaxAgentsPerProject, Now);

    /// <inheritdoc/>
    protected override void Reconcile()
    {
        base.Reconcile();
        if (State.Plan is null) return;
        StartWork();
        foreach (var agent in State.Leaving) EndWindows(agent);
        foreach (var member in State.Members) StartMember(member);
        TellAll(State.State is ProjectState.Stopped ? new StopAgent("The project is stopped.") : null);
        ShowProject();
    }

    /// <inheritdoc/>
    protected override void React(IEvent @event)
    {
        base.React(@event);
        switch (@event)
        {
            case ProjectCreated e:
                StartWork();
                foreach (var member in e.Plan.Members.Skip(1)) StartMember(member);
                break;
            case ProjectResumed:
                TellAll(new StartAgent());
                break;
            case ProjectStopped e:
                TellAll(new StopAgent(e.Reason));
                break;
            case MemberAdded e:
                StartMember(e.Definition);
                break;
            case MemberRemoved e:
                RemoveMember(e.Agent);
                break;
            case MemberLeft:
                break; // it shows
            default:
                return; // its own agent's
        }

        ShowProject();
    }

    /// <inheritdoc/>
    protected override void OnFailed(string reason) =>
        Context.Parent.Tell(new MemberFailed(Target, Agent.Life.Incarnation, reason));

    /// <inheritdoc/>
    protected override void OnPanesEnded(AgentTarget target)
    {
        if (target != Target) Store(Decide(new RecordMemberLeft(target.Agent!.Value)).Events);
    }

    /// <inheritdoc/>
    protected override void OnTerminated(Terminated message)
    {
        if (!_engineers.OnTerminated(message, Timers, Services.Jitter()) && !_work.OnTerminated(message, Timers, Services.Jitter())) base.OnTerminated(message);
    }

    private IActorRef? Child(AgentTarget target) =>
        target == Target ? Self : target.Agent is { } agent ? _engineers.Find(agent) : null;

    private void OnToAgent(OrchestrationMessages.ToAgent message)
    {
        if (message.Target.Project != _name)
            Context.Parent.Forward(message); // what this project's work tells another project's manager
        else if (message.Target == Target && State.Plan is not null)
            Handle(message.Command);
        else if (Child(message.Target) is { } engineer)
            engineer.Forward(message.Command);
        else if (message.Target.Agent is { } agent && Member(agent) is not null)
            Sender.Tell(new Rejected(RejectionCode.Unavailable, $"{message.Target} is out of order: its journal failed. See the log.", "It is tried again by itself; orc doctor tells more."));
        else
            Sender.Tell(Rejected.NotFound($"There is no agent {message.Target}.", $"orc status {_name} shows those there are."));
    }

    private void OnToWork(WorkMessages.ToWork message)
    {
        if (_work.All.FirstOrDefault() is { } work)
            work.Forward(message.Command);
        else
            Sender.Tell(new Rejected(RejectionCode.Unavailable, $"The tasks of {_name} are out of order: their journal failed. See the log.", "It is tried again by itself; orc doctor tells more."));
    }

    private void OnMemberFailed(MemberFailed message)
    {
        HandleOwn(Notices.MemberFailed(message.Agent, message.Incarnation, message.Reason));
        foreach (var work in _work.All) work.Tell(new WorkMessages.MateFailed(message.Agent.Agent!.Value));
    }

    private void StartWork()
    {
        if (Services.Work is null) return;
        _work.Start(default)?.Tell(new WorkMessages.OpenWork(State.Plan!));
        TellTeam();
    }

    private void TellTeam()
    {
        foreach (var work in _work.All)
            work.Tell(new WorkMessages.TeamIs([State.Plan!.Members[0], .. State.Members], State.State is ProjectState.Running));
    }

    // Told at every start: a crash may have come between this project's event and the member's own.
    private void StartMember(AgentDefinition definition) =>
        _engineers.Start(definition.Target.Agent!.Value)?.Tell(new CreateAgent(definition));

    private AgentDefinition? Member(AgentName agent) => State.Members.Find(m => m.Target.Agent == agent);

    private void RemoveMember(AgentName agent)
    {
        _engineers.Stop(agent);
        EndWindows(agent);
        Context.System.EventStream.Publish(new AgentRemoved(AgentTarget.Of(_name, agent)));
    }

    private void EndWindows(AgentName agent) => Services.Tmux.Tell(new TmuxMessages.EndPanes(AgentTarget.Of(_name, agent), int.MaxValue));

    private void TellAll(IAgentCommand? command)
    {
        if (command is null) return;
        foreach (var engineer in _engineers.All) engineer.Tell(command);
    }

    private void OnPromptsGiven(PromptMessages.PromptsGiven given)
    {
        if (_counted.Add(given.Agent)) _budget = _budget.With(given.At);
    }

    private void OnRequestPrompt(PromptMessages.RequestPrompt request)
    {
        (_budget, var until) = _budget.Take(Services.Rules.CheckIns.PerHour ?? int.MaxValue, request.IsExempt, Now);
        Sender.Tell(until is { } at ? new PromptMessages.PromptDenied(request.MessageId, at) : new PromptMessages.PromptGranted(request.MessageId));
    }

    private void Retire()
    {
        if (State.Plan is not null && State.State is ProjectState.Running)
            Sender.Tell(Rejected.Refused($"{_name} is running.", $"Stop it first: orc stop {_name}"));
        else
            Context.Parent.Tell(new ProjectRetired(_name, Sender));
    }

    private void ShowProject()
    {
        var plan = State.Plan!;
        TellTeam();
        var running = State.State is ProjectState.Running ? State.Members.Count + 1 : 0;
        Context.Parent.Tell(new TeamSize(_name, running));
        Context.System.EventStream.Publish(new ProjectView(
            _name,
            plan.Title,
            plan.Directory,
            State.State,
            [AgentName.ProjectManager, .. State.Members.Select(m => m.Target.Agent!.Value)],
            State.CreatedAt)
        {
            Leaving = State.Leaving,
        });
    }

    /// <summary>The one key of the child for tasks and merging; its name is none that an agent could have.</summary>
    private readonly record struct WorkChild
    {
        public override string ToString() => "work.queue";
    }
}
