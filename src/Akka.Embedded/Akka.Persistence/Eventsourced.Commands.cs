using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Persistence;

public abstract partial class Eventsourced
{
    private readonly Action<bool> _commandDone;
    private readonly Action<bool> _handlerDone;
    private Action<Receive, object> _state;
    private Action<bool> _taskDone;
    private bool _taskStarted;
    private bool _taskEnded;

    /// <summary>Gives the message to the phase that the actor is in.</summary>
    protected internal override bool AroundReceive(Receive receive, object message)
    {
        _state(receive, message);
        return true;
    }

    /// <summary>Runs asynchronous work as part of the current message: the next one is taken when it has ended.</summary>
    /// <exception cref="NotSupportedException">Such work runs already.</exception>
    protected void RunTask(Func<Task> action)
    {
        if (_taskStarted)
            throw new NotSupportedException("RunTask calls cannot be nested.");
        _taskStarted = true;
        var done = _taskDone;
        ActorTaskScheduler.RunTask(async () =>
        {
            var failed = true;
            try
            {
                await action();
                failed = false;
            }
            finally
            {
                _taskStarted = false;
                _taskEnded = true;
                done?.Invoke(failed);
            }
        });
    }

    private void ProcessCommands(Receive receive, object message)
    {
        if (TakeAnswer(message))
            return;
        BeginTaskScope(_commandDone);
        try
        {
            base.AroundReceive(receive, message);
        }
        catch
        {
            OnCommandDone(true);
            throw;
        }
        if (!TaskTookOver)
            OnCommandDone(false);
    }

    private void PersistEvents(Receive receive, object message)
    {
        if (!TakeAnswer(message))
            StashInternally(message);
    }

    private void OnCommandDone(bool failed)
    {
        FlushBatch();
        if (_pendingStashing > 0)
            _state = PersistEvents;
        else
            Unstash(failed);
    }

    /// <summary>The answers of the journal, the same while commands are taken and while they wait.</summary>
    private bool TakeAnswer(object message)
    {
        switch (message)
        {
            case WriteMessageSuccess success:
                if (success.ActorInstanceId == _instanceId)
                {
                    UpdateLastSequenceNr(success.Persistent);
                    RunHandler(success.Persistent.Payload);
                }
                return true;
            case LoopMessageSuccess looped:
                if (looped.ActorInstanceId == _instanceId)
                    RunHandler(looped.Message);
                return true;
            case WriteMessageRejected rejected:
                if (rejected.ActorInstanceId == _instanceId)
                {
                    UpdateLastSequenceNr(rejected.Persistent);
                    OnHandlerDone(false);
                    OnPersistRejected(rejected.Cause, rejected.Persistent.Payload, rejected.Persistent.SequenceNr);
                }
                return true;
            case WriteMessageFailure failure:
                if (failure.ActorInstanceId == _instanceId)
                    FailPersist(failure);
                return true;
            case WriteMessagesSuccessful or WriteMessagesFailed { WriteCount: 0 }:
                _writeInProgress = false;
                FlushBatch();
                return true;
            case WriteMessagesFailed:
                _writeInProgress = false;
                return true; // the failure of each event follows and stops the actor
            case RecoveryTick or RecoveryPermitGranted:
                return true;
            default:
                return false;
        }
    }

    private void RunHandler(object payload)
    {
        BeginTaskScope(_handlerDone);
        try
        {
            _pending.First!.Value.Handler(payload);
        }
        catch
        {
            OnHandlerDone(true);
            throw;
        }
        if (!TaskTookOver)
            OnHandlerDone(false);
    }

    private void OnHandlerDone(bool failed)
    {
        FlushBatch();
        if (_pending.First is { } done)
        {
            _pending.RemoveFirst();
            if (done.Value is StashingHandlerInvocation)
                _pendingStashing--;
        }
        if (_pendingStashing > 0)
        {
            _state = PersistEvents;
            return;
        }
        _state = ProcessCommands;
        Unstash(failed);
    }

    private void FailPersist(WriteMessageFailure failure)
    {
        OnHandlerDone(false);
        try
        {
            OnPersistFailure(failure.Cause, failure.Persistent.Payload, failure.Persistent.SequenceNr);
        }
        finally
        {
            Context.Stop(Self);
        }
    }

    private bool TaskTookOver => _taskStarted || _taskEnded;

    private void BeginTaskScope(Action<bool> done)
    {
        _taskEnded = false;
        _taskDone = done;
    }

    /// <summary>One command at a time: those behind it must not overtake what its handler puts back.</summary>
    private void Unstash(bool all)
    {
        if (all)
            _internalStash.UnstashAll();
        else
            _internalStash.Unstash();
    }

    private void FlushBatch()
    {
        if (_writeInProgress || _batch.Count == 0)
            return;
        var write = _batch;
        if (_batch.Count > _maxBatchSize)
        {
            write = _batch.GetRange(0, _maxBatchSize);
            _batch.RemoveRange(0, _maxBatchSize);
        }
        else
            _batch = [];
        _writeInProgress = true;
        Journal.Tell(new WriteMessages(write, Self, _instanceId), Self);
    }
}
