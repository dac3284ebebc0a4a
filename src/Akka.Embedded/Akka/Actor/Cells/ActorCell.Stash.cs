#nullable disable
using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace Akka.Actor;

internal partial class ActorCell
{
    private IStash _stash;
    private TimerScheduler _timers;

    /// <summary>The timers of the present instance.</summary>
    internal ITimerScheduler Timers => _timers ??= new TimerScheduler(this);

    /// <summary>The stash of the present instance. Its messages return to the mailbox when the instance goes.</summary>
    internal IStash CreateStash(IActorStash actor)
    {
        var capacity = actor is IWithUnboundedStash or IWithUnrestrictedStash and not IWithStash ? -1 : Props.Deploy.StashCapacity;
        return _stash = new StashImpl(this, capacity);
    }

    /// <summary>A stash beside the actor's own, as persistence uses it; whoever makes it empties it.</summary>
    internal IStash CreateInternalStash() => new StashImpl(this, -1);

    internal void EnqueueFirst(Envelope envelope)
    {
        // It was taken note of when it was first received, and is to be received again.
        if (envelope.Message is Terminated terminated) (_terminatedQueued ??= [])[terminated.ActorRef] = null;
        switch (Mailbox.MessageQueue)
        {
            case UnboundedMessageQueue queue: queue.EnqueueFirst(envelope); break;
            case IDequeBasedMessageQueueSemantics deque: deque.EnqueueFirst(envelope); break;
            default: throw new NotSupportedException($"The mailbox of {Self} takes no messages at its front, so nothing can be unstashed.");
        }
    }
}
