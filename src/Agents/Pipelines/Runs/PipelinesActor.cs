using Akka.Actor;
using Akka.Event;
using Orchestrator.Runtime.Persistence;
using Orchestrator.Runtime.Supervision;
using static Orchestrator.Agents.Pipelines.Runs.PipelinesEvents;
using static Orchestrator.Agents.Pipelines.Runs.PipelinesMessages;

namespace Orchestrator.Agents.Pipelines.Runs;

/// <summary>All runs of pipelines: takes new ones in, starts those that were under way again, and finds the others when they are asked for.</summary>
public sealed class PipelinesActor : EventSourcedActor<PipelinesState>, IWithTimers
{
    private readonly PipelineServices _services;
    private readonly PipelinesOptions _options;
    private readonly ChildActors<RunKey> _runs;

    /// <param name="services">What runs work with.</param>
    /// <param name="options">Limits and back-off.</param>
    public PipelinesActor(PipelineServices services, PipelinesOptions options)
        : base(new PipelinesState(), options.SnapshotEvery)
    {
        (_services, _options) = (services, options);
        _runs = new ChildActors<RunKey>(
            Context,
            run => PipelineActor.Props(run.Id, services),
            run => State.Plans.ContainsKey(run.Id),
            run => Begin(run.Id),
            options.Backoff);
        Command<GetRuns>(_ => Sender.Tell(new RunList([.. State.Runs.Reverse()])));
        Command<ToRun>(OnToRun);
        Command<Terminated>(message => _runs.OnTerminated(message, Timers, 0));
        Command<ChildActors<RunKey>.Retry>(_runs.OnRetry);
    }

    /// <inheritdoc/>
    public override string PersistenceId => "pipelines";

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!; // set by the actor system

    /// <summary>How it is made.</summary>
    public static Props Props(PipelineServices services, PipelinesOptions options) => Akka.Actor.Props.Create(() => new PipelinesActor(services, options));

    /// <inheritdoc/>
    protected override Decision Decide(ICommand command) => State.Decide(command, _options.MaxRuns, Now);

    /// <inheritdoc/>
    protected override void Reconcile()
    {
        foreach (var run in State.Plans.Keys) Begin(run);
    }

    /// <inheritdoc/>
    protected override void React(IEvent @event)
    {
        if (@event is not RunRequested e) return;
        ForgetFolders(e.Run);
        Begin(e.Run);
    }

    /// <summary>The files of runs that are no longer known go with them; so do those that another database's run of the same id left.</summary>
    private void ForgetFolders(string isNew)
    {
        if (!Directory.Exists(_services.Directory)) return;
        var known = State.Runs.Select(r => r.Id).Where(id => id != isNew).ToHashSet();
        foreach (var folder in Directory.EnumerateDirectories(_services.Directory).Where(f => !known.Contains(Path.GetFileName(f))).ToList())
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Log.Warning("{0} stays: {1}", folder, e.Message);
            }
        }
    }

    // Told at every start: a crash may have come between our event and the run's own.
    private void Begin(string run)
    {
        var summary = State.Runs.Find(r => r.Id == run)!;
        _runs.Start(new RunKey(run))?.Tell(new PipelineMessages.BeginRun(State.Plans[run], summary.By));
    }

    private void OnToRun(ToRun message)
    {
        if (State.Runs.Exists(r => r.Id == message.Run) && _runs.Start(new RunKey(message.Run)) is { } run)
            run.Forward(message.Message);
        else
            Sender.Tell(Rejected.NotFound($"There is no run {message.Run}.", "Those there are: orc pipeline list"));
    }

    /// <summary>A run's id, as a key.</summary>
    /// <param name="Id">The id.</param>
    private readonly record struct RunKey(string Id)
    {
        public override string ToString() => Id;
    }
}

/// <summary>The settings of all pipelines.</summary>
/// <param name="MaxRuns">How many may run at a time.</param>
/// <param name="MaxPanes">How many panes one may have open.</param>
/// <param name="SnapshotEvery">A snapshot of the list of runs is stored after so many events.</param>
/// <param name="Backoff">The wait before a run whose journal failed is started again.</param>
public sealed record PipelinesOptions(int MaxRuns, int MaxPanes, int SnapshotEvery, Backoff Backoff);
