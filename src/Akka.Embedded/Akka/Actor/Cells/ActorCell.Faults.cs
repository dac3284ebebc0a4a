#nullable disable
using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Failure, restart, stop: what the supervisor's directives do to this actor.</summary>
internal partial class ActorCell
{
    /// <summary>Who made this actor fail: itself, or the child whose failure was escalated. Null while healthy.</summary>
    private IActorRef _perpetrator;

    private void Create()
    {
        try
        {
            _actor = NewActor();
            UseContext(() => _actor.AroundPreStart());
            CheckReceiveTimeout();
            if (Settings.DebugLifecycle) Publish(new Debug(Self.Path.ToString(), _actor.GetType(), "Started (" + _actor + ")"));
            if (Settings.EmitActorTelemetry) SystemImpl.EventStream.Publish(new ActorStarted(Self, Props.Type));
        }
        catch (Exception cause)
        {
            ClearActor();
            throw new ActorInitializationException(_self, "Exception during creation", Unwrapped(cause));
        }
    }

    private void FaultSuspend()
    {
        Mailbox.Suspend();
        SuspendChildren();
    }

    private void FaultResume(Exception causedByFailure)
    {
        if (_actor is null)
        {
            FaultCreate(); // resuming what was never created means creating it
            return;
        }

        var perpetrator = _perpetrator;
        Mailbox.Resume();
        if (causedByFailure is not null) _perpetrator = null;
        foreach (var stats in _children.Stats)
            stats.Child.Resume(Equals(stats.Child, perpetrator) ? causedByFailure : null);
    }

    private void FaultRecreate(Exception cause)
    {
        if (_actor is null)
        {
            FaultCreate();
            return;
        }

        if (!_children.IsNormal)
        {
            FaultResume(null); // already restarting or stopping: only keep the suspensions balanced
            return;
        }

        var failed = _actor;
        var message = _currentMessage;
        if (Settings.DebugLifecycle) Publish(new Debug(Self.Path.ToString(), failed.GetType(), "Restarting"));
        try
        {
            UseContext(() => failed.AroundPreRestart(cause, message));
        }
        catch (Exception thrown)
        {
            Publish(new Error(new PreRestartException(_self, thrown, cause, message), Self.Path.ToString(), failed.GetType(), thrown.Message));
        }

        _stash?.UnstashAll();
        ReleaseActor(); // it stays as the holder of the strategy until the new one is there
        if (!_children.SetTerminationReason(SuspendReason.Recreation, cause)) FinishRecreate(cause);
    }

    private void FinishRecreate(Exception cause)
    {
        var survivors = _children.Stats;
        try
        {
            Mailbox.Resume();
            _perpetrator = null;
            _actor = NewActor();
            UseContext(() => _actor.AroundPostRestart(cause, null));
            CheckReceiveTimeout();
            if (Settings.DebugLifecycle) Publish(new Debug(Self.Path.ToString(), _actor.GetType(), "Restarted (" + _actor + ")"));
            if (Settings.EmitActorTelemetry) SystemImpl.EventStream.Publish(new ActorRestarted(Self, Props.Type, cause));
        }
        catch (Exception thrown)
        {
            ClearActor();
            HandleInvokeFailure(new PostRestartException(_self, Unwrapped(thrown), cause), survivors.Select(s => (IActorRef)s.Child).ToArray());
            return;
        }

        foreach (var stats in survivors)
        {
            try
            {
                stats.Child.Restart(cause);
            }
            catch (Exception thrown)
            {
                Publish(new Error(thrown, Self.Path.ToString(), _actor.GetType(), "restarting " + stats.Child));
            }
        }
    }

    private void FaultCreate()
    {
        CancelReceiveTimeout();
        foreach (var stats in _children.Stats) Stop(stats.Child);
        if (!_children.SetTerminationReason(SuspendReason.Creation, null)) FinishCreate();
    }

    private void FinishCreate()
    {
        Mailbox.Resume();
        _perpetrator = null;
        try
        {
            Create();
        }
        catch (Exception cause)
        {
            HandleInvokeFailure(cause);
        }
    }

    private void Terminate()
    {
        SetReceiveTimeout(null);
        UnwatchAll();
        foreach (var stats in _children.Stats) Stop(stats.Child);
        var wasTerminating = _children.IsTerminating;
        if (_children.SetTerminationReason(SuspendReason.Termination, null))
        {
            if (wasTerminating) return;
            Mailbox.Suspend();
            _perpetrator = _self; // its children's failures are its own now: no restart while stopping
            if (Settings.DebugLifecycle) Publish(new Debug(Self.Path.ToString(), _actor?.GetType(), "Stopping"));
        }
        else
        {
            _children.SetTerminated();
            FinishTerminate();
        }
    }

    private void FinishTerminate()
    {
        var actor = _actor;
        try
        {
            if (actor is not null) UseContext(actor.AroundPostStop);
            _stash?.UnstashAll();
        }
        catch (Exception thrown)
        {
            Publish(new Error(thrown, Self.Path.ToString(), actor.GetType(), thrown.Message));
        }
        finally
        {
            _timers?.CancelAll();
            Mailbox.CleanUp();
            Parent.SendSystemMessage(new DeathWatchNotification(_self, existenceConfirmed: true, addressTerminated: false));
            TellWatchersWeDied();
            UnwatchAll();
            if (Settings.DebugLifecycle) Publish(new Debug(Self.Path.ToString(), actor?.GetType(), "Stopped"));
            if (Settings.EmitActorTelemetry && actor is not null) SystemImpl.EventStream.Publish(new ActorStopped(Self, Props.Type));
            ClearActor();
            _currentMessage = null;
            _sender = null;
        }
    }

    internal void HandleInvokeFailure(Exception cause, IReadOnlyCollection<IActorRef> notToSuspend = null)
    {
        if (_perpetrator is not null) return; // already reported; the supervisor decides once
        try
        {
            Mailbox.Suspend();
            var perpetrator = _failingChild ?? _self;
            _perpetrator = perpetrator;
            SuspendChildren(notToSuspend, _failingChild);
            Parent.SendSystemMessage(new Failed(_self, cause, _self.Path.Uid));
        }
        catch (Exception thrown)
        {
            Publish(new Error(thrown, Self.Path.ToString(), _actor?.GetType(), "Emergency stop: could not report the failure " + cause));
            foreach (var stats in _children.Stats) Stop(stats.Child);
            FinishTerminate();
        }
    }

    /// <summary>The child whose failure this actor is just deciding about; escalating makes it the perpetrator.</summary>
    private IActorRef _failingChild;

    private void HandleFailed(Failed failed)
    {
        if (!_children.TryGetStats(failed.Child, out var stats) || stats.Uid != failed.Uid)
        {
            if (Settings.DebugLifecycle) Publish(new Debug(Self.Path.ToString(), _actor?.GetType(), $"Dropping Failed({failed.Cause}) from {failed.Child}"));
            return;
        }

        _failingChild = failed.Child;
        var (message, sender) = (_currentMessage, _sender);
        _sender = failed.Child;
        try
        {
            if (_actor is null || !_actor.SupervisorStrategyInternal.HandleFailure(this, failed.Child, failed.Cause, stats, _children.Stats))
                global::System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failed.Cause);
        }
        catch (Exception escalated)
        {
            HandleInvokeFailure(escalated);
        }
        finally
        {
            (_currentMessage, _sender) = (message, sender);
            _failingChild = null;
        }
    }

    private void HandleChildTerminated(IActorRef child)
    {
        var (reason, cause) = _children.Remove(child);
        try
        {
            _actor?.SupervisorStrategyInternal.HandleChildTerminated(this, child, GetChildren());
        }
        catch (Exception thrown)
        {
            Publish(new Error(thrown, Self.Path.ToString(), _actor?.GetType(), "HandleChildTerminated failed"));
            HandleInvokeFailure(thrown);
        }

        switch (reason)
        {
            case SuspendReason.Recreation: FinishRecreate(cause); break;
            case SuspendReason.Creation: FinishCreate(); break;
            case SuspendReason.Termination: FinishTerminate(); break;
        }
    }

    private void SuspendChildren(IReadOnlyCollection<IActorRef> except = null, IActorRef alsoExcept = null)
    {
        foreach (var stats in _children.Stats)
        {
            if (except?.Contains(stats.Child) != true && !Equals(stats.Child, alsoExcept)) stats.Child.Suspend();
        }
    }

    private void ReleaseActor()
    {
        _timers?.CancelAll();
        _stash = null;
        if (_actor is not null) Props.Release(_actor);
    }

    private void ClearActor()
    {
        ReleaseActor();
        _actor = null;
        _behaviors = null;
    }

    /// <summary>Hooks run with the actor's context even when a task scheduler stands in between.</summary>
    private void UseContext(Action hook)
    {
        var before = Current;
        Current = this;
        try
        {
            hook();
        }
        finally
        {
            Current = before;
        }
    }

    private static Exception Unwrapped(Exception exception) =>
        exception is global::System.Reflection.TargetInvocationException { InnerException: { } inner } ? Unwrapped(inner) : exception;
}
