using Akka.Actor;
using Akka.Event;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Management;
using Orchestrator.Agents.Merging;
using Orchestrator.Agents.Orchestration;
using Orchestrator.Agents.Overview;
using Orchestrator.Agents.Tasks;
using Orchestrator.Agents.Worktrees;
using Orchestrator.Runtime.Persistence;
using static Orchestrator.Agents.Merging.MergeMessages;
using static Orchestrator.Agents.Messaging.MessagingMessages;
using static Orchestrator.Agents.Tasks.TaskMessages;
using static Orchestrator.Agents.Work.WorkEvents;
using static Orchestrator.Agents.Work.WorkMessages;

namespace Orchestrator.Agents.Work;

/// <summary>A project's tasks and merge queue, beneath its project manager. Runs one merge step at a time, and tells agents what concerns them.</summary>
public sealed class ProjectWorkActor : EventSourcedActor<ProjectWorkState>, IWithTimers
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    private readonly WorkServices _services;
    private readonly MergeSteps _steps;
    private readonly HashSet<AgentName> _failed = [];
    private ProjectPlan? _plan;
    private IReadOnlyList<AgentDefinition> _members = [];
    private bool _isRunning;
    private string? _sending;
    private (string Id, int Attempt, MergeState State)? _step;
    private bool _predicting;
    private bool _predictAgain;

    /// <param name="project">Whose work.</param>
    /// <param name="services">What it is done with.</param>
    public ProjectWorkActor(ProjectName project, WorkServices services)
        : base(new ProjectWorkState(project), services?.SnapshotEvery ?? throw new ArgumentNullException(nameof(services)))
    {
        _services = services;
        _steps = new MergeSteps(services);
        PersistenceId = $"work/{project}";

        Command<OpenWork>(OnOpen);
        Command<TeamIs>(OnTeam);
        Command<MateFailed>(m => OnAvailable(m.Agent, isUp: false));
        Command<AgentView>(v => OnAvailable(v.Target.Agent!.Value, v.Status is not AgentStatus.Failed), v => v.Target.Project == project && v.Target.Agent is not null);
        Command<AgentView>(_ => { });
        Command<WorkView>(OnOthers);
        Command<ProjectRemoved>(removed => HandleOwn(new LoseProject(removed.Name)));
        Command<WorkAsked>(_ => Show());
        Command<NoticeAnswered>(OnNoticeAnswered);
        Command<SendAgain>(_ => SendNext());
        Command<GoOnNow>(_ => GoOn());
        Command<StepDone>(OnStepDone);
        Command<PredictionDone>(OnPredicted);
    }

    /// <inheritdoc/>
    public override string PersistenceId { get; }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!; // set by the actor system

    private IReadOnlyList<TeamMate> Team =>
        [.. _members.Where(m => !m.IsWindow).Select(m => new TeamMate(m.Target.Agent!.Value, m.Role, m.Worktree is not null, !_failed.Contains(m.Target.Agent!.Value)))];

    private IReadOnlyList<WorktreePlan> Worktrees => [.. _members.Select(m => m.Worktree).OfType<WorktreePlan>()];

    private TaskRules TaskRules => _services.Options.Tasks with { Assignment = _plan?.Work?.Assignment ?? _services.Options.Tasks.Assignment };

    private MergeOptions MergeOptions
    {
        get
        {
            var options = _services.Options.Merging;
            return options with { Style = _plan?.Work?.Merge ?? options.Style, Test = _plan?.Work?.Test ?? options.Test };
        }
    }

    /// <summary>How it is made.</summary>
    public static Props Props(ProjectName project, WorkServices services) => Akka.Actor.Props.Create(() => new ProjectWorkActor(project, services));

    /// <inheritdoc/>
    protected override void PreStart()
    {
        foreach (var type in new[] { typeof(AgentView), typeof(WorkView), typeof(WorkAsked), typeof(ProjectRemoved) }) Context.System.EventStream.Subscribe(Self, type);
        base.PreStart();
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        base.PostStop();
    }

    /// <inheritdoc/>
    protected override Decision Decide(ICommand command) => State.Decide(
        (IWorkCommand)command,
        new WorkContext(_isRunning || command is not Rebalance ? Team : [], TaskRules, MergeOptions.Tags) { Launched = _plan is { } plan ? new SpecVersion(1, plan.SpecPath, plan.Spec) : null },
        Now);

    /// <summary>Waits for the manager's word before anything is done: only then the project's plan is known.</summary>
    protected override void Reconcile()
    {
    }

    /// <inheritdoc/>
    protected override void React(IEvent @event)
    {
        if (@event is not NoticeSettled) Show();
        if (@event is TaskEvents.DependenciesAdded or TaskEvents.TaskAdded { DependsOn.IsEmpty: false }) AskOthers();
        if (@event is MergeEvents.MergeLanded or MergeEvents.MergeQueued) Predict();
        GoOnSoon();
    }

    private void OnOpen(OpenWork message)
    {
        _plan = message.Plan;
        HandleOwn(new BeginWork(message.Plan));
        AskOthers();
        GoOnSoon();
    }

    private void OnTeam(TeamIs message)
    {
        (_members, _isRunning) = (message.Members, message.IsRunning);
        HandleOwn(new Rebalance());
        GoOnSoon();
        Show();
    }

    private void OnAvailable(AgentName agent, bool isUp)
    {
        if (isUp ? _failed.Remove(agent) : _failed.Add(agent)) HandleOwn(new Rebalance());
    }

    private void HandleOwn(IWorkCommand command) => Store(Decide(command).Events);

    // As a message, which is taken only when all events of a decision are applied: a decision on half of them would repeat the other half.
    private void GoOnSoon() => Self.Tell(GoOnNow.Instance);

    private void GoOn()
    {
        SendNext();
        Merge();
        if (_predictAgain) Predict();
    }


    private void SendNext()
    {
        if (_sending is not null || _plan is null || State.Outbox.IsEmpty) return;
        var notice = State.Outbox[0];
        _sending = notice.Key;
        var key = $"work:{_plan.Id:N}"[..13] + ":" + notice.Key;
        var message = new SendMessage("orchestrator", notice.Text, key, Messaging.MessageKind.Notice, notice.Urgent);
        Context.Parent.Ask<object>(new OrchestrationMessages.ToAgent(AgentTarget.Of(notice.Project ?? State.Project, notice.To), message), AnswerTimeout)
            .PipeTo(Self, success: answer => new NoticeAnswered(notice.Key, answer), failure: _ => new NoticeAnswered(notice.Key, null));
    }

    private void OnNoticeAnswered(NoticeAnswered message)
    {
        _sending = null;
        if (message.Answer is MessageAccepted)
        {
            HandleOwn(new SettleNotice(message.Key, null));
        }
        else if (message.Answer is Rejected { Code: not RejectionCode.Unavailable } refused)
        {
            Log.Warning("{0}: a notice was not taken: {1}", State.Project, refused.Reason);
            HandleOwn(new SettleNotice(message.Key, refused.Reason));
        }
        else
        {
            Timers.StartSingleTimer(nameof(SendAgain), SendAgain.Instance, _services.RetryAfter); // the same key: it is queued once
        }
    }


    private void AskOthers()
    {
        if (State.Board.WaitsForOthers().Any()) Context.System.EventStream.Publish(new WorkAsked());
    }

    private void OnOthers(WorkView view)
    {
        if (view.Project != State.Project && State.Board.WaitsForOthers().Any(w => Dependencies.IsOn(w.Dependency, view.Project)))
            HandleOwn(new MeetDependencies(view.Board.DoneForOthers(), view.Project));
    }

    /// <summary>Does what the merge queue's state asks for next, unless that is under way.</summary>
    private void Merge()
    {
        if (_plan?.Work?.Git is not { } git || _step is not null || _members.Count == 0) return;
        if (State.Merges.UnderWay is { } merge)
        {
            var step = _step = (merge.Id, merge.Attempt, merge.State);
            _steps.RunAsync(new MergeJob(State.Project, State.Opened, git, merge, State.Merges.LandedTips.GetValueOrDefault(merge.Agent.Value), MergeOptions))
                .PipeTo(Self, success: outcome => new StepDone(step.Value, outcome), failure: e => new StepDone(step.Value, new Broken(merge.Id, merge.Attempt, e.Message)));
        }
        else if (_isRunning && State.Merges.Next is not null)
        {
            HandleOwn(new StartNextMerge());
        }
    }

    private void OnStepDone(StepDone message)
    {
        if (_step != message.Step) return;
        _step = null;
        if (message.Outcome is Broken broken) Log.Warning("{0}: {1} failed: {2}", State.Project, broken.Id, broken.Reason);
        HandleOwn(message.Outcome);
        GoOnSoon();
    }

    private void Predict()
    {
        _predictAgain = _predicting;
        if (_plan?.Work?.Git is not { } git || _predicting) return;
        _predicting = true;
        _steps.PredictAsync(Worktrees, State.Project, git).PipeTo(Self, success: found => new PredictionDone(found, null), failure: e => new PredictionDone(null, e.Message));
    }

    private void OnPredicted(PredictionDone message)
    {
        _predicting = false;
        GoOnSoon();
        if (message.Found is { } found)
            HandleOwn(new Predicted(found));
        else
            Log.Info("{0}: conflicts could not be predicted: {1}", State.Project, message.Problem);
    }

    private void Show() => Context.System.EventStream.Publish(new WorkView(State.Project, _plan?.Work?.Git, State.Board, State.Merges, TaskRules.Assignment, Worktrees) { Plan = _plan });

    private sealed record NoticeAnswered(string Key, object? Answer);

    private sealed record StepDone((string Id, int Attempt, MergeState State) Step, IOutcome Outcome);

    private sealed record PredictionDone(System.Collections.Immutable.ImmutableList<PredictedConflict>? Found, string? Problem);

    private sealed record GoOnNow
    {
        public static readonly GoOnNow Instance = new();
    }

    private sealed record SendAgain
    {
        public static readonly SendAgain Instance = new();
    }
}
