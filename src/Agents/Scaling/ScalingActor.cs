using Akka.Actor;
using Akka.Event;
using Orchestrator.Agents.Messaging;
using Orchestrator.Agents.Orchestration;
using Orchestrator.Agents.Overview;
using Orchestrator.Agents.Work;
using Orchestrator.Runtime.Persistence;
using System.Collections.Immutable;
using static Orchestrator.Agents.Messaging.MessagingMessages;
using static Orchestrator.Agents.Scaling.ScalingEvents;
using static Orchestrator.Agents.Scaling.ScalingMessages;

namespace Orchestrator.Agents.Scaling;

/// <summary>
/// Adds engineers where work waits, and ends those that have nothing to do and nothing to lose. One for the machine, since what projects
/// share is the machine; what it does to a project is what a person could do, and goes through its project manager.
/// </summary>
public sealed class ScalingActor : EventSourcedActor<ScalingBook>, IWithTimers
{
    /// <summary>Its persistence id.</summary>
    public const string Id = "scaling";

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);

    // An idle engineer with uncommitted work is not looked at by git at every look.
    private const int WorkIsNewsForLooks = 4;

    private static readonly ImmutableDictionary<AgentTarget, string> _nothingSeen = ImmutableDictionary<AgentTarget, string>.Empty;

    private readonly ScalingOptions _options;
    private readonly ScalingServices _services;
    private readonly Dictionary<string, DateTimeOffset> _pressedSince = [];
    private readonly Dictionary<AgentTarget, (string Work, DateTimeOffset At)> _work = [];
    private Standings _standings;
    private ImmutableList<HeldBack> _held = [];
    private bool _isBusy;

    /// <param name="options">The settings.</param>
    /// <param name="services">What teams are changed with.</param>
    public ScalingActor(ScalingOptions options, ScalingServices services)
        : base(new ScalingBook())
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(services);
        (_options, _services, _standings) = (options, services, new Standings(options.Roles, services.MostPerProject));
        Command<ProjectView>(view => See(_standings.See(view)));
        Command<AgentView>(view => See(_standings.See(view, Now)));
        Command<WorkView>(view => See(_standings.See(view)));
        Command<AgentRemoved>(removed => See(_standings.Forget(removed.Target)));
        Command<ProjectRemoved>(removed => See(_standings.Forget(removed.Name)));
        Command<LookNow>(_ => Look());
        Command<WorkSeen>(seen => Conclude(seen.Work));
        Command<StepDone>(OnStepDone);
        Command<StepFailed>(OnStepFailed);
        Command<GetScaling>(_ => Sender.Tell(new ScalingList(State.Decisions)));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!; // set by the actor system

    /// <inheritdoc/>
    public override string PersistenceId => Id;

    /// <summary>How it is made.</summary>
    public static Props Props(ScalingOptions options, ScalingServices services) => Akka.Actor.Props.Create(() => new ScalingActor(options, services));

    /// <inheritdoc/>
    protected override void PreStart()
    {
        base.PreStart();
        foreach (var type in new[] { typeof(ProjectView), typeof(AgentView), typeof(WorkView), typeof(AgentRemoved), typeof(ProjectRemoved) })
            Context.System.EventStream.Subscribe(Self, type);
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        base.PostStop();
    }

    /// <inheritdoc/>
    protected override Decision Decide(ICommand command) => State.Decide(command, Now);

    /// <summary>A step without an outcome is taken up at the first look, when projects have shown themselves.</summary>
    protected override void Reconcile() => LookLater();

    /// <inheritdoc/>
    protected override void React(IEvent @event)
    {
        if (@event is ScalingDecided e) Log.Info("{0}: {1} {2}", e.Project, e.Leaves is { } agent ? $"{agent} is ended." : $"A {e.Role} is added.", e.Reason);
    }

    private void See(Standings standings)
    {
        _standings = standings;
        LookLater();
    }

    private void LookLater()
    {
        if (!Timers.IsTimerActive(nameof(LookNow)) && (State.UnderWay is not null || _standings.IsNeeded))
            Timers.StartSingleTimer(nameof(LookNow), LookNow.Instance, _options.LookEvery);
    }

    private void Look()
    {
        LookLater();
        var roles = SeePressure();
        if (_isBusy) return;
        if (State.UnderWay is { Action: ScalingAction.Add } add)
            Begin(AddAsync(add));
        else if (State.UnderWay is { } end)
            Begin(EndAsync(end, roles));
        else
            LookAtWork(roles);
    }

    private IReadOnlyList<RoleStanding> SeePressure()
    {
        var roles = _standings.Roles();
        var pressed = roles.Where(r => ScalingPolicy.IsPressed(r, _options, Now)).Select(r => r.Key).ToHashSet();
        foreach (var key in _pressedSince.Keys.Where(k => !pressed.Contains(k)).ToList()) _pressedSince.Remove(key);
        foreach (var key in pressed) _pressedSince.TryAdd(key, Now);
        return WithTimes(roles);
    }

    private IReadOnlyList<RoleStanding> WithTimes(IReadOnlyList<RoleStanding> roles) =>
    [
        .. roles.Select(r => r with
        {
            PressedSince = _pressedSince.TryGetValue(r.Key, out var since) ? since : null,
            DecidedAt = State.DecidedAt.TryGetValue(r.Key, out var at) ? at : null,
        }),
    ];

    /// <summary>Before anybody is ended it is looked what would be left behind.</summary>
    private void LookAtWork(IReadOnlyList<RoleStanding> roles)
    {
        var candidates = roles.SelectMany(r => ScalingPolicy.Leaving(r, _options, Now).Select(e => AgentTarget.Of(r.Project, e.Name))).ToHashSet();
        foreach (var seen in _work.Where(w => !candidates.Contains(w.Key) || w.Value.Work.Length == 0 || Now - w.Value.At >= WorkIsNewsForLooks * _options.LookEvery).ToList()) _work.Remove(seen.Key);
        var unseen = candidates.Where(c => !_work.ContainsKey(c)).ToList();
        if (unseen.Count == 0)
        {
            Conclude(_nothingSeen);
            return;
        }
        _isBusy = true;
        WorkOfAsync(unseen).PipeTo(Self, success: work => new WorkSeen(work), failure: _ => new WorkSeen(_nothingSeen));
    }

    private Task<ImmutableDictionary<AgentTarget, string>> WorkOfAsync(IReadOnlyList<AgentTarget> agents)
    {
        var looks = agents.Select(a => (Agent: a, View: _standings.WorkOf(a.Project!.Value)!)).Select(a => WorkOfAsync(a.Agent, a.View)).ToList();
        return Task.WhenAll(looks).ContinueWith(all => all.Result.ToImmutableDictionary(w => w.Agent, w => w.Work), TaskScheduler.Default);
    }

    private async Task<(AgentTarget Agent, string Work)> WorkOfAsync(AgentTarget agent, WorkView view)
    {
        var worktree = view.Worktrees.FirstOrDefault(w => Path.GetFileName(w.Path) == agent.Agent!.Value.Value);
        return (agent, worktree is null ? "" : await _services.WorkAsync(worktree, view.Merges.LandedTips.GetValueOrDefault(agent.Agent!.Value.Value)));
    }

    private void Conclude(ImmutableDictionary<AgentTarget, string> work)
    {
        _isBusy = false;
        foreach (var (agent, left) in work) _work[agent] = (left, Now);
        var roles = WithTimes([.. _standings.Roles().Select(r => r with { Engineers = [.. r.Engineers.Select(e => e with { Work = _work.TryGetValue(AgentTarget.Of(r.Project, e.Name), out var seen) ? seen.Work : null })] })]);
        var snapshot = new ScalingSnapshot(Now, _services.Machine(_standings.Running, _services.MostAgents), roles);
        var verdict = ScalingPolicy.Decide(snapshot, _options);
        _held = verdict.Held;
        Store(Decide(new TakeVerdict(verdict)).Events, () =>
        {
            Show(WithTimes(roles));
            if (State.UnderWay is not null && !_isBusy) Look();
        });
    }

    private void Show(IReadOnlyList<RoleStanding> roles)
    {
        foreach (var project in roles.GroupBy(r => r.Project))
            Context.System.EventStream.Publish(new ScalingView(project.Key, [.. project.Select(Show)]));
    }

    private RoleScaling Show(RoleStanding role) => new(
        role,
        _held.Find(h => h.Project == role.Project && h.Role == role.Role)?.Reason,
        State.Decisions.FindLast(d => d.Project == role.Project && d.Role == role.Role && d.Action is not ScalingAction.HoldBack));

    private void Begin(Task<object> step)
    {
        _isBusy = true;
        step.PipeTo(Self, failure: cause => new StepFailed(cause));
    }

    private async Task<object> AddAsync(ScalingDecision step)
    {
        if (_standings.RunningProject(step.Project) is null) return new StepFailed(new ScalingRefusedException($"{step.Project} does not run."));
        var agent = await _services.AddAsync(step.Project, step.Role, $"scaling:{step.Number}");
        await TellAsync(step, $"{agent}, a {step.Role}, has joined the team: {step.Reason} Give it work: orc task assign ID {agent}");
        return new StepDone(step.Number, agent);
    }

    private async Task<object> EndAsync(ScalingDecision step, IReadOnlyList<RoleStanding> roles)
    {
        var (agent, target) = (step.Agent!.Value, AgentTarget.Of(step.Project, step.Agent!.Value));
        if (_standings.RunningProject(step.Project) is not { } project) return new StepFailed(new ScalingRefusedException($"{step.Project} does not run."));
        if (project.Agents.Contains(agent))
        {
            if (roles.FirstOrDefault(r => r.Project == step.Project && r.Role == step.Role)?.Engineers.FirstOrDefault(e => e.Name == agent)?.FreeSince is null)
                return new StepFailed(new ScalingRefusedException($"{agent} has got something to do."));
            var view = _standings.WorkOf(step.Project);
            if (view is not null && (await WorkOfAsync(target, view)).Work is { Length: > 0 } work) return new StepFailed(new ScalingRefusedException(work));
            await _services.EndAsync(step.Project, agent);
        }
        await TellAsync(step, $"{agent} has left the team: {step.Reason} Its worktree and its branch stay; orc worktree gc tells of them.");
        return new StepDone(step.Number, agent);
    }

    /// <summary>By its key the message is the same one when it is sent again. A manager that takes none hears of it from orc status.</summary>
    private Task<object> TellAsync(ScalingDecision step, string text)
    {
        var message = new SendMessage(ProjectName.Reserved, text, $"scaling:{step.Number}", MessageKind.Notice);
        return _services.Orchestrator.Ask<object>(new OrchestrationMessages.ToAgent(AgentTarget.ManagerOf(step.Project), message), AnswerTimeout);
    }

    private void OnStepDone(StepDone done)
    {
        _isBusy = false;
        Store(Decide(new CompleteStep(done.Number, done.Agent)).Events);
    }

    private void OnStepFailed(StepFailed failed)
    {
        _isBusy = false;
        if (failed.Cause is ScalingRefusedException && State.UnderWay is { } step)
            Store(Decide(new DropStep(step.Number, failed.Cause.Message)).Events);
        else
            Log.Warning(failed.Cause, "A team could not be changed; it is tried again at the next look.");
    }

    private sealed record LookNow
    {
        public static readonly LookNow Instance = new();
    }

    private sealed record WorkSeen(ImmutableDictionary<AgentTarget, string> Work);

    private sealed record StepDone(long Number, AgentName Agent);

    private sealed record StepFailed(Exception Cause);
}
