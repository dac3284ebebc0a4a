using Akka.Actor;

namespace Akka.Persistence;

/// <summary>A persistent actor that says whether it knew a message.</summary>
public abstract class PersistentActor : Eventsourced
{
    /// <inheritdoc />
    protected override bool Receive(object message) => ReceiveCommand(message);
}

/// <summary>A persistent actor with one method for commands and one for its past.</summary>
public abstract class UntypedPersistentActor : Eventsourced
{
    /// <summary>The actor's surroundings, during a message.</summary>
    protected static new IUntypedActorContext Context => (IUntypedActorContext)ActorBase.Context;

    /// <inheritdoc />
    protected override bool Receive(object message) => ReceiveCommand(message);

    /// <inheritdoc />
    protected sealed override bool ReceiveCommand(object message)
    {
        OnCommand(message);
        return true;
    }

    /// <inheritdoc />
    protected sealed override bool ReceiveRecover(object message)
    {
        OnRecover(message);
        return true;
    }

    /// <summary>Takes a command.</summary>
    protected abstract void OnCommand(object message);

    /// <summary>Takes an event, snapshot offer or <see cref="RecoveryCompleted"/> of the recovery.</summary>
    protected abstract void OnRecover(object message);

    /// <summary>Takes commands with another method from now on.</summary>
    protected void Become(UntypedReceive receive) => Context.Become(receive);

    /// <summary>Takes commands with another method until <see cref="ActorBase.UnbecomeStacked"/>.</summary>
    protected void BecomeStacked(UntypedReceive receive) => Context.BecomeStacked(receive);
}
