#nullable disable
using Akka.Actor;
using Akka.Event;

namespace Akka.Dispatch.SysMsg;

/// <summary>A message of the engine's own protocol: served before ordinary ones, even while an actor is suspended.</summary>
public interface ISystemMessage : INoSerializationVerificationNeeded;

/// <summary>The base of the engine's own messages.</summary>
public abstract class SystemMessage : ISystemMessage
{
    /// <summary>The next one in the mailbox's system queue.</summary>
    internal SystemMessage Next;
}

/// <summary>Create the actor's first instance.</summary>
internal sealed class Create : SystemMessage, IDeadLetterSuppression;

/// <summary>Replace the actor's instance.</summary>
internal sealed class Recreate(Exception cause) : SystemMessage, IDeadLetterSuppression
{
    public Exception Cause { get; } = cause;
}

/// <summary>Process no more ordinary messages.</summary>
internal sealed class Suspend : SystemMessage, IDeadLetterSuppression;

/// <summary>Process ordinary messages again.</summary>
internal sealed class Resume(Exception causedByFailure) : SystemMessage, IDeadLetterSuppression
{
    public Exception CausedByFailure { get; } = causedByFailure;
}

/// <summary>Stop.</summary>
internal sealed class Terminate : SystemMessage, IPossiblyHarmful, IDeadLetterSuppression;

/// <summary>Begin to tell the watcher of the watchee's end.</summary>
internal sealed class Watch(IInternalActorRef watchee, IInternalActorRef watcher) : SystemMessage
{
    public IInternalActorRef Watchee { get; } = watchee;

    public IInternalActorRef Watcher { get; } = watcher;
}

/// <summary>No longer tell the watcher.</summary>
internal sealed class Unwatch(IInternalActorRef watchee, IInternalActorRef watcher) : SystemMessage, IDeadLetterSuppression
{
    public IInternalActorRef Watchee { get; } = watchee;

    public IInternalActorRef Watcher { get; } = watcher;
}

/// <summary>A child failed and waits, suspended, for its supervisor's directive.</summary>
internal sealed class Failed(IActorRef child, Exception cause, long uid) : SystemMessage, IDeadLetterSuppression
{
    public IActorRef Child { get; } = child;

    public Exception Cause { get; } = cause;

    public long Uid { get; } = uid;
}

/// <summary>An actor has ended: told to its supervisor and its watchers.</summary>
internal sealed class DeathWatchNotification(IActorRef actor, bool existenceConfirmed, bool addressTerminated)
    : SystemMessage, IDeadLetterSuppression
{
    public IActorRef Actor { get; } = actor;

    public bool ExistenceConfirmed { get; } = existenceConfirmed;

    public bool AddressTerminated { get; } = addressTerminated;
}

/// <summary>Run a piece of an asynchronous handler on the actor.</summary>
internal sealed class ActorTask(ActorTaskScheduler scheduler, Task task) : SystemMessage, IDeadLetterSuppression
{
    public ActorTaskScheduler Scheduler { get; } = scheduler;

    public Task Task { get; } = task;
}
