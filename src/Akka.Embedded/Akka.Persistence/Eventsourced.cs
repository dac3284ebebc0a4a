using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

/// <summary>
/// The base of persistent actors: stores events, runs a handler for each once it is stored, and replays them into the next incarnation.
/// Commands that arrive during recovery, or between <see cref="Persist{TEvent}"/> and its handler, wait in an internal stash.
/// </summary>
public abstract partial class Eventsourced : ActorBase, IPersistentIdentity, IPersistenceStash, IPersistenceRecovery
{
    private static int _instances;

    /// <summary>Leaves messages of the journal out of what is put back from a stash.</summary>
    protected readonly Func<Envelope, bool> UnstashFilterPredicate =
        envelope => envelope.Message is not (WriteMessageSuccess or ReplayedMessage);

    private readonly int _instanceId = Interlocked.Increment(ref _instances);
    private readonly string _writerGuid = Guid.NewGuid().ToString();
    private readonly IStash _internalStash;
    private readonly LinkedList<IPendingHandlerInvocation> _pending = [];
    private List<IPersistentEnvelope> _batch = [];
    private int _pendingStashing;
    private bool _writeInProgress;
    private long _sequenceNr;
    private int _maxBatchSize;
    private IActorRef _journal;
    private IActorRef _snapshotStore;
    private ILoggingAdapter _log;

    /// <summary>A persistent actor; made through <see cref="Props"/> like any other.</summary>
    protected Eventsourced()
    {
        Extension = Persistence.Instance.Apply(Context.System);
        _internalStash = Cell.CreateInternalStash();
        _state = WaitForPermit;
        _commandDone = OnCommandDone;
        _handlerDone = OnHandlerDone;
    }

    /// <summary>The name its events are stored under: not null or empty, the same in every incarnation, another's never.</summary>
    public abstract string PersistenceId { get; }

    /// <summary>The path of its journal's configuration; null for the default.</summary>
    public string JournalPluginId { get; protected set; }

    /// <summary>The path of its snapshot store's configuration; null for the default.</summary>
    public string SnapshotPluginId { get; protected set; }

    /// <summary>What the recovery begins and ends with.</summary>
    public virtual Recovery Recovery => Recovery.Default;

    /// <summary>What happens to a command when too many are held back.</summary>
    public virtual IStashOverflowStrategy InternalStashOverflowStrategy => Extension.DefaultInternalStashOverflowStrategy;

    /// <summary>The stash for the actor's own use.</summary>
    public IStash Stash { get; set; }

    /// <summary>The name its snapshots are kept under.</summary>
    public string SnapshotterId => PersistenceId;

    /// <summary>Whether events are being replayed.</summary>
    public bool IsRecovering { get; private set; } = true;

    /// <summary>Whether all events have been replayed.</summary>
    public bool IsRecoveryFinished => !IsRecovering;

    /// <summary>The number of the last event that was replayed or stored; 0 for none.</summary>
    public long LastSequenceNr { get; private set; }

    /// <summary>The number that the next snapshot gets: that of the last event.</summary>
    public long SnapshotSequenceNr => LastSequenceNr;

    /// <summary>The journal.</summary>
    public IActorRef Journal => _journal ??= Extension.JournalFor(JournalPluginId);

    /// <summary>The snapshot store.</summary>
    public IActorRef SnapshotStore => _snapshotStore ??= Extension.SnapshotStoreFor(SnapshotPluginId);

    /// <summary>The extension that knows the plugins.</summary>
    protected PersistenceExtension Extension { get; }

    /// <summary>The actor's log.</summary>
    protected virtual ILoggingAdapter Log => _log ??= Context.GetLogger();

    /// <summary>Asks the snapshot store for a snapshot; the answer comes as a message.</summary>
    public void LoadSnapshot(string persistenceId, SnapshotSelectionCriteria criteria, long toSequenceNr) =>
        SnapshotStore.Tell(new LoadSnapshot(persistenceId, criteria, toSequenceNr));

    /// <summary>Keeps a snapshot; <see cref="SaveSnapshotSuccess"/> or <see cref="SaveSnapshotFailure"/> comes as a message.</summary>
    public void SaveSnapshot(object snapshot) =>
        SnapshotStore.Tell(new SaveSnapshot(new SnapshotMetadata(SnapshotterId, SnapshotSequenceNr), snapshot));

    /// <summary>Deletes the snapshot of a sequence number.</summary>
    public void DeleteSnapshot(long sequenceNr) =>
        SnapshotStore.Tell(new DeleteSnapshot(new SnapshotMetadata(SnapshotterId, sequenceNr)));

    /// <summary>Deletes all snapshots that fit.</summary>
    public void DeleteSnapshots(SnapshotSelectionCriteria criteria) => SnapshotStore.Tell(new DeleteSnapshots(SnapshotterId, criteria));

    /// <summary>Deletes the events up to a sequence number; <see cref="DeleteMessagesSuccess"/> or <see cref="DeleteMessagesFailure"/> comes as a message.</summary>
    public void DeleteMessages(long toSequenceNr) => Journal.Tell(new DeleteMessagesTo(PersistenceId, toSequenceNr, Self));

    /// <summary>Stores an event. No further command is taken until the handler has run.</summary>
    /// <param name="event">The event.</param>
    /// <param name="handler">Runs once the event is stored; the sender is that of the command.</param>
    /// <exception cref="InvalidOperationException">Events are being replayed.</exception>
    public void Persist<TEvent>(TEvent @event, Action<TEvent> handler)
    {
        CheckNotRecovering();
        _pendingStashing++;
        _pending.AddLast(new StashingHandlerInvocation(@event, o => handler((TEvent)o)));
        _batch.Add(new AtomicWrite(Represent(@event)));
    }

    /// <summary>Stores events, all or none. No further command is taken until the handler has run for each.</summary>
    /// <exception cref="InvalidOperationException">Events are being replayed.</exception>
    public void PersistAll<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler)
    {
        CheckNotRecovering();
        Action<object> invoke = o => handler((TEvent)o);
        AddAll(events, @event =>
        {
            _pendingStashing++;
            return new StashingHandlerInvocation(@event, invoke);
        });
    }

    /// <summary>Stores an event. Further commands are taken meanwhile; handlers run in the order of the events.</summary>
    /// <exception cref="InvalidOperationException">Events are being replayed.</exception>
    public void PersistAsync<TEvent>(TEvent @event, Action<TEvent> handler)
    {
        CheckNotRecovering();
        _pending.AddLast(new AsyncHandlerInvocation(@event, o => handler((TEvent)o)));
        _batch.Add(new AtomicWrite(Represent(@event)));
    }

    /// <summary>Stores events, all or none. Further commands are taken meanwhile; handlers run in the order of the events.</summary>
    /// <exception cref="InvalidOperationException">Events are being replayed.</exception>
    public void PersistAllAsync<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler)
    {
        CheckNotRecovering();
        Action<object> invoke = o => handler((TEvent)o);
        AddAll(events, @event => new AsyncHandlerInvocation(@event, invoke));
    }

    /// <summary>Runs a handler behind those of the events before it, at once when there are none. Stores nothing.</summary>
    /// <exception cref="InvalidOperationException">Events are being replayed.</exception>
    public void DeferAsync<TEvent>(TEvent evt, Action<TEvent> handler)
    {
        CheckNotRecovering();
        if (_pending.Count == 0)
        {
            handler(evt);
            return;
        }
        _pending.AddLast(new AsyncHandlerInvocation(evt, o => handler((TEvent)o)));
        _batch.Add(new NonPersistentMessage(evt, Sender));
    }

    /// <summary>Takes an event, snapshot offer or <see cref="RecoveryCompleted"/> of the recovery; false when it is unknown.</summary>
    protected abstract bool ReceiveRecover(object message);

    /// <summary>Takes a command; false when it is unknown.</summary>
    protected abstract bool ReceiveCommand(object message);

    /// <summary>Called once all events are replayed, before <see cref="RecoveryCompleted"/> is.</summary>
    protected virtual void OnReplaySuccess() { }

    /// <summary>The recovery failed; the actor is stopped afterwards. Logs.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="message">The event whose handler failed; null when the plugin did.</param>
    protected virtual void OnRecoveryFailure(Exception reason, object message = null)
    {
        if (message is null)
            Log.Error(reason, "Persistence failure when replaying events for persistenceId [{0}]. Last known sequence number [{1}].", PersistenceId, LastSequenceNr);
        else
            Log.Error(reason, "Exception in ReceiveRecover when replaying event type [{0}] with sequence number [{1}] for persistenceId [{2}].", message.GetType(), LastSequenceNr, PersistenceId);
    }

    /// <summary>An event could not be stored, or it is unknown whether it was; the actor is stopped afterwards. Logs.</summary>
    protected virtual void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        Log.Error(cause, "Failed to persist event type [{0}] with sequence number [{1}] for persistenceId [{2}].", @event.GetType(), sequenceNr, PersistenceId);

    /// <summary>An event was refused before it was stored; the actor goes on. Logs.</summary>
    protected virtual void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        Log.Error(cause, "Rejected to persist event type [{0}] with sequence number [{1}] for persistenceId [{2}] due to [{3}].", @event.GetType(), sequenceNr, PersistenceId, cause.Message);

    private void AddAll<TEvent>(IEnumerable<TEvent> events, Func<TEvent, IPendingHandlerInvocation> pending)
    {
        var represented = System.Collections.Immutable.ImmutableArray.CreateBuilder<IPersistentRepresentation>();
        foreach (var @event in events)
        {
            _pending.AddLast(pending(@event));
            represented.Add(Represent(@event));
        }
        if (represented.Count > 0)
            _batch.Add(new AtomicWrite(represented.ToImmutable()));
    }

    private Persistent Represent(object @event) =>
        new(@event, ++_sequenceNr, PersistenceId, sender: Sender, writerGuid: _writerGuid);

    private void CheckNotRecovering()
    {
        if (IsRecovering)
            throw new InvalidOperationException("Cannot persist during replay. Events can be persisted when receiving RecoveryCompleted or later.");
    }
}
