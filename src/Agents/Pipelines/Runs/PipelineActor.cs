using Akka.Actor;
using Akka.Event;
using Orchestrator.Agents.Pipelines.Plans;
using Orchestrator.Agents.Sessions;
using Orchestrator.Agents.Terminals;
using Orchestrator.Runtime.Persistence;
using Orchestrator.TmuxAdapter;
using System.Globalization;
using static Orchestrator.Agents.Pipelines.Runs.PipelineEvents;
using static Orchestrator.Agents.Pipelines.Runs.PipelineMessages;

namespace Orchestrator.Agents.Pipelines.Runs;

/// <summary>One run of a pipeline. Its panes' actors are made to agree with its state, after every event and after a restart of the daemon.</summary>
public sealed class PipelineActor : EventSourcedActor<PipelineState>, IWithTimers
{
    // Timers stand still while a laptop sleeps, so a long wait is cut into short ones that look at the clock again.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private readonly string _id;
    private readonly PipelineServices _services;
    private readonly OneAtATime _creating = new();
    private readonly Dictionary<(string Step, int Attempt), IActorRef> _steps = [];
    private bool _isPrepared, _isToAgree;

    /// <param name="id">The run's id.</param>
    /// <param name="services">What it works with.</param>
    public PipelineActor(string id, PipelineServices services)
        : base(new PipelineState(id), snapshotEvery: int.MaxValue) // a run's events are few: attempts are bounded
    {
        (_id, _services) = (id, services);
        Command<GetRun>(_ => Sender.Tell(State));
        Command<TmuxMessages.Connected>(m => PrepareAsync(m.Server).PipeTo(Self));
        Command<Prepared>(OnPrepared);
        Command<Status.Failure>(OnFailure);
        Command<Prepare>(_ => AskForServer());
        Command<WakeUp>(_ => OnWakeUp());
        Command<Terminated>(OnTerminated);
        Command<AgreeNow>(_ => Agree());
    }

    /// <inheritdoc/>
    public override string PersistenceId => $"pipeline/{_id}";

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!; // set by the actor system

    /// <summary>How it is made.</summary>
    public static Props Props(string id, PipelineServices services) => Akka.Actor.Props.Create(() => new PipelineActor(id, services));

    // Not restarted: it is made anew by what is stored, so that nothing that was seen once is created again.
    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    /// <inheritdoc/>
    protected override Decision Decide(ICommand command) => State.Decide(command, Now);

    /// <inheritdoc/>
    protected override void Reconcile()
    {
        if (State.IsRunning) Begin();
        else if (State.Plan is not null) Context.Parent.Tell(new PipelinesMessages.RunOver(_id, State.Status));
    }

    /// <inheritdoc/>
    protected override void React(IEvent @event)
    {
        if (@event is RunStarted) Begin();
        if (!_isToAgree) Self.Tell(new AgreeNow()); // once all events of a decision are applied: half of one must not start anything
        _isToAgree = true;
        ArmTimer();
        if (@event is RunEnded) Context.Parent.Tell(new PipelinesMessages.RunOver(_id, State.Status));
    }

    private void Begin()
    {
        AskForServer();
        ArmTimer();
    }

    private void AskForServer() => _services.Tmux.Tell(new TmuxMessages.GetServer());

    /// <summary>The session is free for this run: nobody else's, and without what earlier runs left open.</summary>
    private async Task<Prepared> PrepareAsync(TmuxServer server)
    {
        var name = State.Plan!.Name;
        var panes = await server.ListPanesAsync();
        var inSession = panes.Where(pane => pane.SessionName == name).ToList();
        if (inSession.Count > 0 && !inSession.Exists(pane => PipelineTags.IsOfPipeline(pane, name)))
            return new Prepared($"There is a session {name} that is none of this pipeline's. Give the pipeline another name: orc pipeline run FILE --name NAME.");
        foreach (var left in panes.Where(pane => PipelineTags.IsOfPipeline(pane, name) && pane.Options[PipelineTags.Run] != _id))
            await server.GetPane(left).KillAsync(_services.Grace);
        return new Prepared(null);
    }

    private void OnPrepared(Prepared prepared)
    {
        _isPrepared = true;
        if (prepared.Problem is { } problem) Handle(new FailRun(problem));
        else Agree();
    }

    private void OnFailure(Status.Failure failure)
    {
        Log.Warning("The session of {0} is looked at again: {1}", _id, failure.Cause.Message);
        Timers.StartSingleTimer(nameof(Prepare), new Prepare(), Again);
    }

    /// <summary>Starts, closes and stops the actors of panes as the state has them. May be called at any time.</summary>
    private void Agree()
    {
        _isToAgree = false;
        if (!_isPrepared) return;
        foreach (var pane in State.Panes)
        {
            var step = State.Steps[pane.Step];
            var isWanted = State.IsRunning && (step.IsUnderWay || step.MustClose);
            foreach (var (key, old) in _steps.Where(s => s.Key.Step == pane.Step && !(isWanted && s.Key.Attempt == step.Attempt)).ToList())
            {
                Context.Stop(old);
                _steps.Remove(key);
            }
            if (!isWanted) continue;
            if (!_steps.TryGetValue((pane.Step, step.Attempt), out var actor))
                actor = _steps[(pane.Step, step.Attempt)] = Context.Watch(Context.ActorOf(StepActor.Props(Start(pane, step), _services, _creating)));
            if (step.MustClose) actor.Tell(new StepMessages.Close());
        }
    }

    private void OnTerminated(Terminated message)
    {
        foreach (var (key, _) in _steps.Where(s => s.Value.Equals(message.ActorRef)).ToList())
        {
            _steps.Remove(key);
            Timers.StartSingleTimer(nameof(AgreeNow), new AgreeNow(), Again);
        }
    }

    private StepStart Start(PanePlan pane, StepProgress step) => new(
        _id, State.Plan!.Name, pane, step.Attempt, StepPatterns.Of(pane, State.Plan), EnvironmentOf(pane, step),
        _services.LogOf(_id, pane.Step, step.Attempt), _services.BegunOf(_id, pane.Step, step.Attempt), WasSeen: step.Status is not StepStatus.Starting, IsOver: step.MustClose);

    private Dictionary<string, string> EnvironmentOf(PanePlan pane, StepProgress step)
    {
        var all = new Dictionary<string, string>(_services.Environment);
        foreach (var (name, value) in pane.Env) all[name] = value;
        all["ORC_PIPELINE"] = State.Plan!.Name;
        all["ORC_RUN"] = _id;
        all["ORC_STAGE"] = pane.Stage;
        all["ORC_PANE"] = pane.Name;
        all["ORC_ATTEMPT"] = step.Attempt.ToString(CultureInfo.InvariantCulture);
        all["ORC_LOGS"] = _services.FolderOf(_id);
        all["ORC_FAILED"] = string.Join(' ', State.Panes.Where(p => State.Steps[p.Step].Status is StepStatus.Failed).Select(p => p.Step));
        return all;
    }

    private void OnWakeUp()
    {
        Handle(new Tick());
        ArmTimer();
    }

    private void ArmTimer()
    {
        if (State.NextDue() is not { } due)
        {
            Timers.Cancel(nameof(Tick));
            return;
        }
        var wait = due - Now;
        Timers.StartSingleTimer(nameof(Tick), new WakeUp(), wait < TimeSpan.Zero ? TimeSpan.Zero : wait < LongestWait ? wait : LongestWait);
    }

    private sealed record Prepare;

    private sealed record Prepared(string? Problem);

    private sealed record WakeUp;

    private sealed record AgreeNow;
}
