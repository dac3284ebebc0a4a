using Akka.Actor;
using Akka.Event;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Limits;
using Orchestrator.Agents.Management;
using Orchestrator.Agents.Overview;
using Orchestrator.Agents.PermissionRequests;
using Orchestrator.Agents.Work;
using Orchestrator.Runtime.Persistence;
using Orchestrator.Runtime.Supervision;
using static Orchestrator.Agents.Management.ManagementMessages;
using static Orchestrator.Agents.Orchestration.OrchestrationEvents;
using static Orchestrator.Agents.Orchestration.OrchestrationMessages;

namespace Orchestrator.Agents.Orchestration;

/// <summary>The root: knows every project of this machine, and is an agent itself. Every command comes in here.</summary>
public sealed class OrchestratorActor : AgentActor<OrchestratorState>
{
    private readonly ChildActors<ProjectName> _managers;
    private readonly Dictionary<ProjectName, int> _running = [];

    /// <param name="services">What it works with.</param>
    public OrchestratorActor(AgentServices services)
        : base(AgentTarget.Orchestrator, new OrchestratorState(), services)
    {
        _managers = new ChildActors<ProjectName>(
            Context,
            name => ProjectManagerActor.Props(name, services),
            name => State.Find(name) is not null,
            name => StartManager(State.Find(name)!),
            services.Rules.Supervision.Backoff);

        Command<ToAgent>(OnToAgent);
        Command<ToProject>(OnToProject);
        Command<WorkMessages.ToWork>(m => Pass(m.Project, m));
        Command<RemoveProject>(OnRemove);
        Command<ToTerminal>(OnToTerminal);
        Command<ProjectRetired>(m => Self.Tell(new ForgetProject(m.Name), m.Requester));
        Command<PermissionMessages.MemberAsks>(m => HandleOwn(Notices.MemberAsks(m.Request)));
        Command<MemberFailed>(m => HandleOwn(Notices.MemberFailed(m.Agent, m.Incarnation, m.Reason)));
        Command<LifecycleMessages.MemberRefused>(m => HandleOwn(Notices.MemberRefused(m.Agent, m.Incarnation, m.Text)));
        Command<LifecycleMessages.MemberOverdue>(m => HandleOwn(Notices.MemberOverdue(m.Agent, m.Since, m.Text)));
        Command<TeamSize>(m => _running[m.Name] = m.Running);
        Command<ChildActors<ProjectName>.Retry>(_managers.OnRetry);
        Command<ProjectAccepted>(_ => { }); // a manager's answer to what it was told at its start
        Command<GetReady>(_ => Sender.Tell(Ready.Instance));
    }

    /// <inheritdoc/>
    public override string PersistenceId => "orchestrator";

    /// <inheritdoc/>
    protected override IActorRef? Budget => null;

    /// <inheritdoc/>
    protected override IEnumerable<AgentTarget> Subordinates => State.Projects.Select(p => AgentTarget.ManagerOf(p.Name));

    /// <inheritdoc/>
    protected override AgentState Agent => State.Agent;

    private int RunningAgents => _running.Values.Sum() + (Agent.Life.IsUp ? 1 : 0);

    /// <summary>How it is made.</summary>
    public static Props Props(AgentServices services) => Akka.Actor.Props.Create(() => new OrchestratorActor(services));

    /// <inheritdoc/>
    protected override Decision Decide(ICommand command) =>
        command is LaunchProject launch && !State.IsRepeated(launch) && OverLimit(launch.Plan.Members.Count) is { } refused
        ? Decision.Reject(refused)
        : State.Decide(command, Rules, Now);

    /// <inheritdoc/>
    protected override void Reconcile()
    {
        base.Reconcile();
        foreach (var plan in State.Projects) StartManager(plan);
    }

    /// <inheritdoc/>
    protected override void React(IEvent @event)
    {
        base.React(@event);
        switch (@event)
        {
            case ProjectLaunched e:
                StartManager(e.Plan);
                break;
            case ProjectForgotten e:
                Forget(e.Project);
                break;
            default:
                break; // its own agent's
        }
    }

    /// <inheritdoc/>
    protected override void OnPermissionAsked(PermissionRequest request) => Log.Warning("The orchestrator's own agent waits for a permission: orc permissions list");

    /// <inheritdoc/>
    protected override void OnOverdue(string text) => TellUserOfOverdue(text);

    /// <inheritdoc/>
    protected override void OnRefused(AgentFailure failure) => TellUserOfRefusal(failure);

    /// <inheritdoc/>
    protected override void OnFailed(string reason) => Log.Error("The orchestrator's own agent has failed: {0}", reason);

    /// <inheritdoc/>
    protected override void OnTerminated(Terminated message)
    {
        if (!_managers.OnTerminated(message, Timers, Services.Jitter())) base.OnTerminated(message);
    }

    // Told at every start: a crash may have come between this actor's event and the project's own.
    private void StartManager(ProjectPlan plan)
    {
        _running[plan.Name] = plan.Members.Count; // until the manager says otherwise
        _managers.Start(plan.Name)?.Tell(new CreateProject(plan));
    }

    private void OnToAgent(ToAgent message)
    {
        if (!message.Target.IsOrchestrator)
            Pass(message.Target.Project!.Value, message);
        else if (Agent.Life.Definition is null)
            Sender.Tell(Rejected.NotFound("The orchestrator's agent is started with the first project.", "orc launch --spec FILE"));
        else
            Handle(message.Command);
    }

    private void OnToProject(ToProject message)
    {
        // The manager knows whether the request is a repeated one, which no limit refuses.
        Pass(message.Project, message.Command is AddMember add ? add with { OverLimit = OverLimit(1) } : message.Command);
    }

    private void OnToTerminal(ToTerminal message)
    {
        if (message.Target.IsOrchestrator)
            Self.Forward(message.Word);
        else
            _managers.Find(message.Target.Project!.Value)?.Forward(message);
    }

    private void OnRemove(RemoveProject message) => Pass(message.Project, new RetireProject());

    private void Pass(ProjectName project, object message)
    {
        if (_managers.Find(project) is { } manager)
            manager.Forward(message);
        else if (State.Find(project) is not null)
            Sender.Tell(new Rejected(RejectionCode.Unavailable, $"{project} is out of order: its journal failed. See the log.", "It is tried again by itself; orc doctor tells more."));
        else
            Sender.Tell(OrchestratorState.Unknown(project));
    }

    private void Forget(ProjectName project)
    {
        _managers.Stop(project);
        _running.Remove(project);
        Context.System.EventStream.Publish(new ProjectRemoved(project));
    }

    private Rejected? OverLimit(int added) => RunningAgents + added > Services.Rules.MaxAgents
        ? Rejected.Refused(
            $"{RunningAgents} agents run already; {added} more would be more than the {Services.Rules.MaxAgents} that orchestrator.limits.agents allows.",
            "Stop a project, or raise the limit.")
        : null;
}
