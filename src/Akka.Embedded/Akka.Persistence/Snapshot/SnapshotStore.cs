using Akka.Actor;

namespace Akka.Persistence.Snapshot;

/// <summary>The base of snapshot stores.</summary>
public abstract class SnapshotStore : ActorBase
{
    private readonly bool _publish;

    /// <summary>A store; the name of the actor is the path of its configuration.</summary>
    protected SnapshotStore() => _publish = Persistence.Instance.Apply(Context.System).Settings.Internal.PublishPluginCommands;

    /// <summary>The newest snapshot that fits; null for none.</summary>
    protected abstract Task<SelectedSnapshot> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria);

    /// <summary>Keeps a snapshot, in place of one with the same number.</summary>
    protected abstract Task SaveAsync(SnapshotMetadata metadata, object snapshot);

    /// <summary>Deletes the snapshot of a sequence number, with that time where one is given.</summary>
    protected abstract Task DeleteAsync(SnapshotMetadata metadata);

    /// <summary>Deletes all snapshots that fit.</summary>
    protected abstract Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria);

    /// <summary>Takes what is no request to a snapshot store; false when it is unknown.</summary>
    protected virtual bool ReceivePluginInternal(object message) => false;

    /// <inheritdoc />
    protected sealed override bool Receive(object message)
    {
        switch (message)
        {
            case LoadSnapshot load:
                Load(load);
                break;
            case SaveSnapshot save:
                var kept = new SnapshotMetadata(save.Metadata.PersistenceId, save.Metadata.SequenceNr,
                    save.Metadata.Timestamp == DateTime.MinValue ? Context.System.Scheduler.Now.UtcDateTime : save.Metadata.Timestamp);
                Answer(message, () => SaveAsync(kept, save.Snapshot), new SaveSnapshotSuccess(kept), cause => new SaveSnapshotFailure(kept, cause));
                break;
            case DeleteSnapshot delete:
                Answer(message, () => DeleteAsync(delete.Metadata), new DeleteSnapshotSuccess(delete.Metadata), cause => new DeleteSnapshotFailure(delete.Metadata, cause));
                break;
            case DeleteSnapshots delete:
                Answer(message, () => DeleteAsync(delete.PersistenceId, delete.Criteria), new DeleteSnapshotsSuccess(delete.Criteria), cause => new DeleteSnapshotsFailure(delete.Criteria, cause));
                break;
            default:
                return ReceivePluginInternal(message);
        }
        return true;
    }

    private void Load(LoadSnapshot message)
    {
        if (Equals(message.Criteria, SnapshotSelectionCriteria.None))
        {
            Sender.Tell(new LoadSnapshotResult(null, message.ToSequenceNr), Self);
            return;
        }
        SelectedSnapshot found = null;
        Answer(message, async () => found = await LoadAsync(message.PersistenceId, message.Criteria.Limit(message.ToSequenceNr)).ConfigureAwait(false),
            () => new LoadSnapshotResult(found, message.ToSequenceNr), cause => new LoadSnapshotFailed(cause));
    }

    private void Answer(object request, Func<Task> work, object success, Func<Exception, object> failure) => Answer(request, work, () => success, failure);

    private void Answer(object request, Func<Task> work, Func<object> success, Func<Exception, object> failure) =>
        _ = AnswerAsync(request, work, success, failure, Sender, Self, Context.System);

    private async Task AnswerAsync(object request, Func<Task> work, Func<object> success, Func<Exception, object> failure, IActorRef sender, IActorRef self, ActorSystem system)
    {
        object answer;
        try
        {
            await work().ConfigureAwait(false);
            answer = success();
        }
        catch (Exception failed)
        {
            answer = failure(failed is AggregateException { InnerExceptions: [var single] } ? single : failed);
        }
        sender.Tell(answer, self);
        if (_publish)
            system.EventStream.Publish(request);
    }
}
