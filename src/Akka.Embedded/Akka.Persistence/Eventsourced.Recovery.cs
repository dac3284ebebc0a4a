using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

public abstract partial class Eventsourced
{
    private TimeSpan _recoveryTimeout;
    private long _replayMax;
    private ICancelable _recoveryTimer;
    private bool _sawEvent;

    private void WaitForPermit(Receive receive, object message)
    {
        if (message is RecoveryPermitGranted)
            StartRecovery(Recovery);
        else
            StashInternally(message);
    }

    private void StartRecovery(Recovery recovery)
    {
        _recoveryTimeout = Extension.JournalConfigFor(JournalPluginId).GetTimeSpan("recovery-event-timeout", TimeSpan.FromSeconds(30), allowInfinite: false);
        _replayMax = recovery.ReplayMax;
        StartTimer(snapshot: true);
        _state = WaitForSnapshot;
        LoadSnapshot(SnapshotterId, recovery.FromSnapshot, recovery.ToSequenceNr);
    }

    private void WaitForSnapshot(Receive receive, object message)
    {
        switch (message)
        {
            case LoadSnapshotResult { Snapshot: var selected } result:
                try
                {
                    Offer(selected);
                }
                catch (Exception failed)
                {
                    FailRecovery(failed, selected.Snapshot);
                    break;
                }
                Replay(result.ToSequenceNr);
                break;
            case LoadSnapshotFailed failed when Extension.SnapshotIsOptional(SnapshotPluginId):
                Log.Info("Snapshot load error for persistenceId [{0}], replaying all events since snapshot-is-optional=true: {1}", PersistenceId, failed.Cause.Message);
                Replay(Recovery.ToSequenceNr);
                break;
            case LoadSnapshotFailed failed:
                FailRecovery(failed.Cause, null);
                break;
            case RecoveryTick { Snapshot: true }:
                FailRecovery(new RecoveryTimedOutException($"Recovery timed out, didn't get snapshot within {_recoveryTimeout.TotalSeconds}s."), null);
                break;
            case RecoveryTick:
                break;
            default:
                StashInternally(message);
                break;
        }
    }

    private void Offer(SelectedSnapshot selected)
    {
        if (selected is null)
            return;
        LastSequenceNr = selected.Metadata.SequenceNr;
        base.AroundReceive(ReceiveRecover, new SnapshotOffer(selected.Metadata, selected.Snapshot));
    }

    private void Replay(long toSequenceNr)
    {
        StartTimer(snapshot: false);
        _state = ReplayEvents;
        Journal.Tell(new ReplayMessages(LastSequenceNr + 1L, toSequenceNr, _replayMax, PersistenceId, Self));
    }

    private void ReplayEvents(Receive receive, object message)
    {
        switch (message)
        {
            case ReplayedMessage replayed:
                _sawEvent = true;
                try
                {
                    UpdateLastSequenceNr(replayed.Persistent);
                    base.AroundReceive(ReceiveRecover, replayed.Persistent.Payload);
                }
                catch (Exception failed)
                {
                    FailRecovery(failed, replayed.Persistent.Payload);
                }
                break;
            case RecoverySuccess success:
                EndRecovery(success.HighestSequenceNr);
                break;
            case ReplayMessagesFailure failed:
                FailRecovery(failed.Cause, null);
                break;
            case RecoveryTick { Snapshot: false } when !_sawEvent:
                FailRecovery(new RecoveryTimedOutException($"Recovery timed out, didn't get event within {_recoveryTimeout.TotalSeconds}s, highest sequence number seen {LastSequenceNr}."), null);
                break;
            case RecoveryTick:
                _sawEvent = false;
                break;
            default:
                StashInternally(message);
                break;
        }
    }

    private void EndRecovery(long highestSequenceNr)
    {
        _recoveryTimer?.Cancel();
        OnReplaySuccess();
        _sequenceNr = highestSequenceNr;
        LastSequenceNr = highestSequenceNr;
        IsRecovering = false;
        _state = ProcessCommands;
        try
        {
            BeginTaskScope(OnRecoveryHandlerDone);
            base.AroundReceive(ReceiveRecover, RecoveryCompleted.Instance);
        }
        finally
        {
            if (!TaskTookOver)
                OnRecoveryHandlerDone(false);
            ReturnPermit();
        }
    }

    private void OnRecoveryHandlerDone(bool failed)
    {
        FlushBatch();
        _state = _pendingStashing > 0 ? PersistEvents : ProcessCommands;
        _internalStash.UnstashAll();
    }

    private void FailRecovery(Exception cause, object message)
    {
        _recoveryTimer?.Cancel();
        try
        {
            OnRecoveryFailure(cause, message);
        }
        finally
        {
            Context.Stop(Self);
            ReturnPermit();
        }
    }

    private void StartTimer(bool snapshot)
    {
        _recoveryTimer?.Cancel();
        _sawEvent = false;
        _recoveryTimer = snapshot
            ? Context.System.Scheduler.ScheduleTellOnceCancelable(_recoveryTimeout, Self, new RecoveryTick(true), Self)
            : Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(_recoveryTimeout, _recoveryTimeout, Self, new RecoveryTick(false), Self);
    }

    private void UpdateLastSequenceNr(IPersistentRepresentation persistent)
    {
        if (persistent.SequenceNr > LastSequenceNr)
            LastSequenceNr = persistent.SequenceNr;
    }
}
