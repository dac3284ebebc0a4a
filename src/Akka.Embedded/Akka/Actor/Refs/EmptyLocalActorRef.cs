#nullable disable
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>A path at which no actor is: what is sent there becomes a dead letter.</summary>
public class EmptyLocalActorRef : MinimalActorRef
{
    private readonly IActorRefProvider _provider;
    private readonly EventStream _eventStream;

    /// <summary>For a path.</summary>
    public EmptyLocalActorRef(IActorRefProvider provider, ActorPath path, EventStream eventStream)
    {
        _provider = provider;
        Path = path;
        _eventStream = eventStream;
    }

    /// <inheritdoc/>
    public override ActorPath Path { get; }

    /// <inheritdoc/>
    public override IActorRefProvider Provider => _provider;

    /// <inheritdoc/>
    public override bool IsTerminated => true;

    /// <inheritdoc/>
    public override void SendSystemMessage(ISystemMessage message) => SpecialHandle(message, _provider.DeadLetters);

    /// <inheritdoc/>
    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is DeadLetter other)
        {
            if (!SpecialHandle(other.Message, other.Sender)) _eventStream.Publish(other);
        }
        else if (!SpecialHandle(message, sender))
        {
            PublishDeadLetter(message, sender, this);
        }
    }

    /// <summary>Answers what has an answer even without an actor.</summary>
    /// <returns>Whether the message is done with.</returns>
    protected virtual bool SpecialHandle(object message, IActorRef sender)
    {
        switch (message)
        {
            case Watch watch:
                if (!Equals(watch.Watchee, this) || Equals(watch.Watcher, this)) return true;
                watch.Watcher.SendSystemMessage(new DeathWatchNotification(watch.Watchee, existenceConfirmed: false, addressTerminated: false));
                return true;
            case ISystemMessage:
                return true;
            case Identify identify:
                sender?.Tell(new ActorIdentity(identify.MessageId, null), ActorRefs.NoSender);
                return true;
            case ActorSelectionMessage { Message: Identify identify } selection:
                if (!selection.WildCardFanOut) sender?.Tell(new ActorIdentity(identify.MessageId, null), ActorRefs.NoSender);
                return true;
            case ActorSelectionMessage selection:
                PublishDeadLetter(selection.Message, sender, this);
                return true;
            default:
                return false;
        }
    }

    private protected bool TrySuppress(object message, IActorRef sender, IActorRef recipient)
    {
        if (WrappedMessage.Unwrap(message) is not IDeadLetterSuppression) return false;
        _eventStream.Publish(new SuppressedDeadLetter(message, sender ?? _provider.DeadLetters, recipient));
        return true;
    }

    private protected void PublishDeadLetter(object message, IActorRef sender, IActorRef recipient)
    {
        if (TrySuppress(message, sender, recipient)) return;
        _eventStream.Publish(new DeadLetter(message, sender ?? _provider.DeadLetters, recipient));
    }
}

/// <summary>Takes what no actor took and publishes it on the event stream.</summary>
public class DeadLetterActorRef : EmptyLocalActorRef
{
    private readonly EventStream _eventStream;

    /// <summary>For a system.</summary>
    public DeadLetterActorRef(IActorRefProvider provider, ActorPath path, EventStream eventStream)
        : base(provider, path, eventStream) => _eventStream = eventStream;

    /// <inheritdoc/>
    protected override void TellInternal(object message, IActorRef sender)
    {
        switch (message)
        {
            case DeadLetter letter:
                if (!TrySuppress(letter.Message, letter.Sender, letter.Recipient) && !SpecialHandle(letter.Message, letter.Sender))
                    _eventStream.Publish(letter);
                break;
            case SuppressedDeadLetter suppressed:
                _eventStream.Publish(suppressed);
                break;
            default:
                if (!SpecialHandle(message, sender)) PublishDeadLetter(message, sender, this);
                break;
        }
    }

    /// <inheritdoc/>
    protected override bool SpecialHandle(object message, IActorRef sender)
    {
        if (message is Watch watch)
        {
            if (!Equals(watch.Watchee, this) && !Equals(watch.Watcher, this))
                watch.Watcher.SendSystemMessage(new DeathWatchNotification(watch.Watchee, existenceConfirmed: false, addressTerminated: false));
            return true;
        }

        return base.SpecialHandle(message, sender);
    }
}
