#nullable disable
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

internal partial class ActorCell
{
    /// <summary>Processes one ordinary message; whatever it throws goes to the supervisor.</summary>
    public void Invoke(Envelope envelope)
    {
        _currentMessage = envelope.Message;
        _sender = envelope.Sender;
        _envelopeId++;
        var resetsTimeout = _receiveTimeout is not null && envelope.Message is not INotInfluenceReceiveTimeout;
        try
        {
            if (resetsTimeout) CancelReceiveTimeout();
            if (envelope.Message is IAutoReceivedMessage) AutoReceiveMessage(envelope);
            else ReceiveMessage(envelope.Message);
            ClearCurrent();
        }
        catch (Exception cause)
        {
            HandleInvokeFailure(cause);
            ClearCurrent();
        }
        finally
        {
            if (_receiveTimeout is not null) CheckReceiveTimeout(resetsTimeout);
        }
    }

    /// <summary>Processes one message of the engine's protocol.</summary>
    public void SystemInvoke(SystemMessage message)
    {
        try
        {
            switch (message)
            {
                case ActorTask task: HandleActorTask(task); break;
                case Failed failed: HandleFailed(failed); break;
                case DeathWatchNotification death: WatchedActorTerminated(death.Actor, death.ExistenceConfirmed, death.AddressTerminated); break;
                case Dispatch.SysMsg.Create: Create(); break;
                case Watch watch: AddWatcher(watch.Watchee, watch.Watcher); break;
                case Unwatch unwatch: RemoveWatcher(unwatch.Watchee, unwatch.Watcher); break;
                case Recreate recreate: FaultRecreate(recreate.Cause); break;
                case Suspend: FaultSuspend(); break;
                case Resume resume: FaultResume(resume.CausedByFailure); break;
                case Dispatch.SysMsg.Terminate: Terminate(); break;
                default: throw new NotSupportedException($"Unknown system message {message.GetType().Name}.");
            }
        }
        catch (Exception cause)
        {
            HandleInvokeFailure(cause);
        }
    }

    /// <summary>Gives a message to the actor's current behavior.</summary>
    internal void ReceiveMessage(object message)
    {
        var handled = _actor.AroundReceive(_behaviors.Top, message);
        if (Settings.AddLoggingReceive && _actor is ILogReceive)
            Publish(new Debug(Self.Path.ToString(), _actor.GetType(), $"received {(handled ? "handled" : "unhandled")} message {message} from {Sender.Path}"));
    }

    private bool TryOpen(TimerScheduler.ITimerMessage timer, out object message)
    {
        message = _timers?.Open(timer);
        if (message is null) return false;
        _currentMessage = message;
        if (message is not IAutoReceivedMessage) return true;
        AutoReceiveMessage(new Envelope(message, _sender));
        return false;
    }

    internal virtual void AutoReceiveMessage(Envelope envelope)
    {
        var message = envelope.Message;
        if (message is TimerScheduler.ITimerMessage timer)
        {
            if (TryOpen(timer, out message)) ReceiveMessage(message);
            return;
        }

        if (Settings.DebugAutoReceive)
            Publish(new Debug(Self.Path.ToString(), _actor?.GetType(), $"received AutoReceiveMessage {message} from {Sender}"));
        switch (message)
        {
            case Terminated terminated: ReceivedTerminated(terminated); break;
            case Kill: throw new ActorKilledException("Kill");
            case PoisonPill: _self.Stop(); break;
            case ActorSelectionMessage selection: Akka.Actor.ActorSelection.Deliver(_self, Sender, selection); break;
            case Identify identify: Sender.Tell(new ActorIdentity(identify.MessageId, Self), Self); break;
            default: ReceiveMessage(message); break;
        }
    }

    private void ClearCurrent()
    {
        if (Mailbox.IsSuspended) return; // an asynchronous handler still needs them
        _currentMessage = null;
        _sender = null;
    }
}
