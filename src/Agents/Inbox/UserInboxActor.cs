using Akka.Actor;
using Orchestrator.Agents.Messaging;
using Orchestrator.Runtime.Persistence;

namespace Orchestrator.Agents.Inbox;

/// <summary>Keeps what agents write to the user.</summary>
public sealed class UserInboxActor(MessageLimits limits) : EventSourcedActor<UserInbox>(new UserInbox(limits), snapshotEvery: int.MaxValue)
{
    /// <summary>Its persistence id.</summary>
    public const string Id = "user";

    /// <inheritdoc/>
    public override string PersistenceId => Id;

    /// <summary>How it is made.</summary>
    public static Props Props(MessageLimits limits) => Akka.Actor.Props.Create(() => new UserInboxActor(limits));

    /// <inheritdoc/>
    protected override void PreStart()
    {
        base.PreStart();
        Context.System.EventStream.Subscribe(Self, typeof(UserInboxMessages.TellUser)); // what actors have to tell the user
    }

    /// <inheritdoc/>
    protected override Decision Decide(ICommand command) => State.Decide(command, Now);

    /// <inheritdoc/>
    protected override void Reconcile()
    {
    }

    /// <inheritdoc/>
    protected override void React(IEvent @event)
    {
    }
}
