using Akka.Actor;
using Akka.Event;
using Akka.Persistence;

namespace Orchestrator.Runtime.Persistence;

/// <summary>An actor whose state is the sum of its stored events: decide, store, apply, act, answer, in that order.</summary>
/// <remarks>Recovery applies events and repeats no effect; <see cref="Reconcile"/> then compares with the world.</remarks>
public abstract class EventSourcedActor<TState> : ReceivePersistentActor
    where TState : class, IEventSourced<TState>
{
    private readonly int _snapshotEvery;

    /// <param name="initial">The state before the first event.</param>
    /// <param name="snapshotEvery">A snapshot is stored after this many events, at least 1.</param>
    protected EventSourcedActor(TState initial, int snapshotEvery = 500)
    {
        State = initial;
        _snapshotEvery = snapshotEvery;
        Log = Context.GetLogger();

        Recover<SnapshotOffer>(offer => State = (TState)offer.Snapshot);
        Recover<IEvent>(e => State = State.Apply(e));
        Recover<RecoveryCompleted>(_ => Reconcile());

        Command<ICommand>(command => Handle(command));
        Command<SaveSnapshotSuccess>(saved => DeleteSnapshots(new SnapshotSelectionCriteria(saved.Metadata.SequenceNr - 1)));
        Command<SaveSnapshotFailure>(failed => Log.Warning("No snapshot of {0}: {1}", PersistenceId, failed.Cause.Message));
        Command<DeleteSnapshotsSuccess>(_ => { });
        Command<DeleteSnapshotsFailure>(failed => Log.Warning("Old snapshots of {0} stay: {1}", PersistenceId, failed.Cause.Message));
    }

    /// <summary>All that is remembered.</summary>
    protected TState State { get; private set; }

    /// <summary>The actor's log, with its path as the source.</summary>
    protected new ILoggingAdapter Log { get; }

    /// <summary>The time, as the actor system's scheduler has it: virtual in tests.</summary>
    protected static DateTimeOffset Now => Context.System.Scheduler.Now;

    /// <summary>Says which events a command leads to, or why it is refused. Calls the state; changes nothing.</summary>
    protected abstract Decision Decide(ICommand command);

    /// <summary>Called once after replay, before the first command: compares the state with the world and acts on the difference.</summary>
    protected abstract void Reconcile();

    /// <summary>The effects of one newly stored event. Not called during recovery.</summary>
    protected abstract void React(IEvent @event);

    /// <summary>Lets the state decide, stores what it decided, and answers the sender.</summary>
    protected void Handle(ICommand command)
    {
        var decision = Decide(command);
        var (sender, reply) = (Sender, decision.Rejection ?? decision.Reply);
        Store(decision.Events, () =>
        {
            if (reply is not null) sender.Tell(reply);
        });
    }

    /// <summary>Stores events, applies each once it is stored, reacts to it, and only then calls <paramref name="then"/>.</summary>
    protected void Store(IReadOnlyList<IEvent> events, Action? then = null)
    {
        if (events.Count == 0)
        {
            then?.Invoke();
            return;
        }

        var left = events.Count;
        PersistAll(events, e =>
        {
            State = State.Apply(e);
            React(e);
            if (--left > 0) return; // DeferAsync would let the next command be answered first
            then?.Invoke();
            Context.System.EventStream.Publish(new EventsStored(PersistenceId, LastSequenceNr));
            if (LastSequenceNr / _snapshotEvery != (LastSequenceNr - events.Count) / _snapshotEvery) SaveSnapshot(State);
        });
    }

    /// <summary>Tells whoever asked that nothing was stored; the engine then stops the actor, since what is stored is unknown.</summary>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        Log.Error(cause, "{0} could not store {1}; it stops until its supervisor starts it again.", PersistenceId, @event.GetType().Name);
        Sender.Tell(new Rejected(RejectionCode.Unavailable, $"It could not be stored: {cause.Message}", "orc doctor looks at the database and its disk."));
        base.OnPersistFailure(cause, @event, sequenceNr);
    }
}

/// <summary>Published on the event stream after events were stored, so that whoever reads the journal looks again.</summary>
/// <param name="PersistenceId">Whose events.</param>
/// <param name="SequenceNr">The last one's number.</param>
public sealed record EventsStored(string PersistenceId, long SequenceNr);
