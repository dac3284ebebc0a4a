using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

public abstract partial class Eventsourced
{
    /// <summary>Makes sure that there is an id and that its plugins are, then asks for leave to recover.</summary>
    public override void AroundPreStart()
    {
        if (string.IsNullOrWhiteSpace(PersistenceId))
            throw new ArgumentException($"{GetType()} has no PersistenceId: it must be set before the actor starts, and never change.");
        _maxBatchSize = Math.Max(1, Extension.JournalConfigFor(JournalPluginId).GetInt("max-message-batch-size", 200));
        _ = Journal;
        _ = SnapshotStore;
        RequestPermit();
        base.AroundPreStart();
    }

    /// <inheritdoc />
    public override void AroundPreRestart(Exception cause, object message)
    {
        _recoveryTimer?.Cancel();
        try
        {
            _internalStash.UnstashAll();
            Stash.UnstashAll(UnstashFilterPredicate);
        }
        finally
        {
            FlushBatch();
            base.AroundPreRestart(cause, message switch
            {
                WriteMessageSuccess written => written.Persistent.Payload,
                LoopMessageSuccess looped => looped.Message,
                ReplayedMessage replayed => replayed.Persistent.Payload,
                _ => message,
            });
        }
    }

    /// <inheritdoc />
    public override void AroundPostRestart(Exception reason, object message)
    {
        _maxBatchSize = Math.Max(1, Extension.JournalConfigFor(JournalPluginId).GetInt("max-message-batch-size", 200));
        RequestPermit();
        base.AroundPostRestart(reason, message);
    }

    /// <inheritdoc />
    public override void AroundPostStop()
    {
        _recoveryTimer?.Cancel();
        try
        {
            _internalStash.UnstashAll();
            Stash.UnstashAll(UnstashFilterPredicate);
        }
        finally
        {
            base.AroundPostStop();
        }
    }

    /// <summary>Logs what a plugin could not do; the end of a recovery needs no handler; everything else is unhandled as usual.</summary>
    protected override void Unhandled(object message)
    {
        switch (message)
        {
            case RecoveryCompleted:
                break;
            case SaveSnapshotFailure failure:
                Log.Warning("Failed to SaveSnapshot given metadata [{0}] due to: [{1}]", failure.Metadata, failure.Cause.Message);
                break;
            case DeleteSnapshotFailure failure:
                Log.Warning("Failed to DeleteSnapshot given metadata [{0}] due to: [{1}]", failure.Metadata, failure.Cause.Message);
                break;
            case DeleteSnapshotsFailure failure:
                Log.Warning("Failed to DeleteSnapshots given criteria [{0}] due to: [{1}]", failure.Criteria, failure.Cause.Message);
                break;
            case DeleteMessagesFailure failure:
                Log.Warning("Failed to DeleteMessages ToSequenceNr [{0}] for PersistenceId [{1}] due to: [{2}]", failure.ToSequenceNr, PersistenceId, failure.Cause.Message);
                break;
            default:
                base.Unhandled(message);
                break;
        }
    }

    private void RequestPermit() => Extension.RecoveryPermitter.Tell(RequestRecoveryPermit.Instance, Self);

    private void ReturnPermit() => Extension.RecoveryPermitter.Tell(ReturnRecoveryPermit.Instance, Self);

    private void StashInternally(object message)
    {
        try
        {
            _internalStash.Stash();
        }
        catch (StashOverflowException overflow)
        {
            switch (InternalStashOverflowStrategy)
            {
                case DiscardToDeadLetterStrategy:
                    Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
                    break;
                case ReplyToStrategy reply:
                    Sender.Tell(reply.Response);
                    break;
                default:
                    throw new StashOverflowException(overflow.Message, overflow);
            }
        }
    }
}
