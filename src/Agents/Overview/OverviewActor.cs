using Akka.Actor;
using Orchestrator.Agents.Scaling;
using Orchestrator.Agents.Work;
using static Orchestrator.Agents.Overview.OverviewMessages;

namespace Orchestrator.Agents.Overview;

/// <summary>Gathers what agents and projects publish of themselves, for whoever asks or waits. Stores nothing and decides nothing.</summary>
public sealed class OverviewActor : ReceiveActor, IWithTimers
{
    private readonly Dictionary<ProjectName, ProjectView> _projects = [];
    private readonly Dictionary<AgentTarget, AgentView> _agents = [];
    private readonly Dictionary<ProjectName, WorkView> _work = [];
    private readonly Dictionary<ProjectName, ScalingView> _scaling = [];
    private readonly Dictionary<Guid, (WaitFor Wait, IActorRef Asker)> _waiting = [];
    private readonly HashSet<IActorRef> _followers = [];
    private bool _changed;

    /// <summary>Gathers from the actor system's event stream.</summary>
    public OverviewActor()
    {
        Receive<AgentView>(view => Change(() => _agents[view.Target] = view));
        Receive<WorkView>(view => Change(() => _work[view.Project] = view));
        Receive<ScalingView>(view => Change(() => _scaling[view.Project] = view));
        Receive<ProjectView>(view => Change(() => _projects[view.Name] = view));
        Receive<AgentRemoved>(removed => Change(() => _agents.Remove(removed.Target)));
        Receive<ProjectRemoved>(removed => Change(() => Remove(removed.Name)));
        Receive<GetOverview>(_ => Sender.Tell(Now()));
        Receive<WaitFor>(Wait);
        Receive<TimeOver>(over => GiveUp(over.Id));
        Receive<Follow>(_ => AddFollower(Sender));
        Receive<Unfollow>(_ => _followers.Remove(Sender));
        Receive<Terminated>(gone => _followers.Remove(gone.ActorRef));
        Receive<TellChange>(_ => Tell());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!; // set by the actor system

    /// <inheritdoc/>
    protected override void PreStart()
    {
        foreach (var type in new[] { typeof(AgentView), typeof(ProjectView), typeof(WorkView), typeof(ScalingView), typeof(AgentRemoved), typeof(ProjectRemoved) })
            Context.System.EventStream.Subscribe(Self, type);
    }

    /// <inheritdoc/>
    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    private Snapshot Now(bool held = true) =>
        new(new Dictionary<ProjectName, ProjectView>(_projects), new Dictionary<AgentTarget, AgentView>(_agents), held)
        {
            Work = new Dictionary<ProjectName, WorkView>(_work),
            Scaling = new Dictionary<ProjectName, ScalingView>(_scaling),
        };

    private void Change(Action change)
    {
        change();
        if (_changed) return;
        _changed = true;
        Self.Tell(TellChange.Instance); // behind what is in the mailbox already: a batch of changes is told once
    }

    private void Remove(ProjectName project)
    {
        _projects.Remove(project);
        _work.Remove(project);
        _scaling.Remove(project);
        foreach (var target in _agents.Keys.Where(t => t.Project == project).ToList()) _agents.Remove(target);
    }

    private void Wait(WaitFor wait)
    {
        var now = Now();
        if (wait.Condition(now))
        {
            Sender.Tell(now);
            return;
        }

        var id = Guid.NewGuid();
        _waiting[id] = (wait, Sender);
        Timers.StartSingleTimer(id, new TimeOver(id), wait.Timeout);
    }

    private void GiveUp(Guid id)
    {
        if (_waiting.Remove(id, out var waiting)) waiting.Asker.Tell(Now(held: false));
    }

    private void AddFollower(IActorRef follower)
    {
        Context.Watch(follower);
        _followers.Add(follower);
        follower.Tell(Now());
    }

    private void Tell()
    {
        _changed = false;
        if (_followers.Count == 0 && _waiting.Count == 0) return;
        var now = Now();
        foreach (var follower in _followers) follower.Tell(now);
        foreach (var (id, (wait, asker)) in _waiting.Where(w => w.Value.Wait.Condition(now)).ToList())
        {
            _waiting.Remove(id);
            Timers.Cancel(id);
            asker.Tell(now);
        }
    }

    private sealed record TimeOver(Guid Id);

    private sealed record TellChange
    {
        public static readonly TellChange Instance = new();
    }
}
