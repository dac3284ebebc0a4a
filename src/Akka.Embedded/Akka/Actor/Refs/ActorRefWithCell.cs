#nullable disable
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>A reference with an actor's cell behind it.</summary>
public abstract class ActorRefWithCell : InternalActorRefBase
{
    /// <summary>The actor's children at this moment.</summary>
    public abstract IEnumerable<IActorRef> Children { get; }

    /// <summary>The child with a name, which may carry a uid behind <c>#</c>; nobody when there is none.</summary>
    public abstract IInternalActorRef GetSingleChild(string name);
}

/// <summary>A reference to an actor in this process.</summary>
public class LocalActorRef : ActorRefWithCell, ILocalRef
{
    private readonly ActorPath _path;

    internal LocalActorRef(Internal.ActorSystemImpl system, Props props, Dispatch.MessageDispatcher dispatcher,
        Dispatch.MailboxType mailboxType, IInternalActorRef supervisor, ActorPath path)
    {
        _path = path;
        Cell = NewActorCell(system, this, props, dispatcher, supervisor);
        Cell.Init(mailboxType);
    }

    internal ActorCell Cell { get; }

    /// <inheritdoc/>
    public override ActorPath Path => _path;

    /// <inheritdoc/>
    public override IInternalActorRef Parent => Cell.Parent;

    /// <inheritdoc/>
    public override IActorRefProvider Provider => Cell.SystemImpl.Provider;

    /// <inheritdoc/>
    public override bool IsLocal => true;

    /// <inheritdoc/>
    public override bool IsTerminated => Cell.IsTerminated;

    /// <inheritdoc/>
    public override IEnumerable<IActorRef> Children => Cell.GetChildren();

    /// <inheritdoc/>
    public override void Start() => Cell.Start();

    /// <inheritdoc/>
    public override void Stop() => SendSystemMessage(new Terminate());

    /// <inheritdoc/>
    public override void Suspend() => SendSystemMessage(new Suspend());

    /// <inheritdoc/>
    public override void Resume(Exception causedByFailure = null) => SendSystemMessage(new Resume(causedByFailure));

    /// <inheritdoc/>
    public override void Restart(Exception cause) => SendSystemMessage(new Recreate(cause));

    /// <inheritdoc/>
    public override void SendSystemMessage(ISystemMessage message) => Cell.SendSystemMessage((SystemMessage)message);

    /// <inheritdoc/>
    public override IInternalActorRef GetSingleChild(string name) => Cell.GetSingleChild(name);

    /// <inheritdoc/>
    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        IInternalActorRef current = this;
        for (var i = 0; i < name.Count; i++)
        {
            current = name[i] switch
            {
                "" => current,
                ".." => current.Parent,
                var child when current is ActorRefWithCell withCell => withCell.GetSingleChild(child),
                _ => (IInternalActorRef)current.GetChild(name.Skip(i).ToArray()),
            };
            if (current.IsNobody()) return ActorRefs.Nobody;
            if (current is not ActorRefWithCell && i + 1 < name.Count) return current.GetChild(name.Skip(i + 1).ToArray());
        }

        return current;
    }

    /// <inheritdoc/>
    protected override void TellInternal(object message, IActorRef sender) => Cell.SendMessage(sender, message);

    private protected virtual ActorCell NewActorCell(Internal.ActorSystemImpl system, IInternalActorRef self, Props props,
        Dispatch.MessageDispatcher dispatcher, IInternalActorRef supervisor) => new(system, self, props, dispatcher, supervisor);
}
