#nullable disable
using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>Messages that an actor has put aside.</summary>
public interface IStash
{
    /// <summary>How many are put aside.</summary>
    int Count { get; }

    /// <summary>Whether none is.</summary>
    bool IsEmpty { get; }

    /// <summary>Whether some are.</summary>
    bool NonEmpty { get; }

    /// <summary>Whether no more can be.</summary>
    bool IsFull { get; }

    /// <summary>How many can be; negative for any number.</summary>
    int Capacity { get; }

    /// <summary>Puts the current message aside.</summary>
    /// <exception cref="IllegalActorStateException">It is aside already.</exception>
    /// <exception cref="StashOverflowException">The stash is full.</exception>
    void Stash();

    /// <summary>Puts the oldest back before all that waits in the mailbox.</summary>
    void Unstash();

    /// <summary>Puts all back before all that waits in the mailbox, in their order.</summary>
    void UnstashAll();

    /// <summary>Puts those back that <paramref name="predicate"/> accepts; the others are dropped.</summary>
    void UnstashAll(Func<Envelope, bool> predicate);

    /// <summary>Empties the stash.</summary>
    /// <returns>What was in it.</returns>
    IEnumerable<Envelope> ClearStash();

    /// <summary>Puts messages before those in the stash.</summary>
    void Prepend(IEnumerable<Envelope> envelopes);
}

/// <summary>An actor with a stash.</summary>
public interface IActorStash
{
    /// <summary>Set by the engine.</summary>
    IStash Stash { get; set; }
}

/// <summary>An actor with a stash and a mailbox of its own choice.</summary>
public interface IWithUnrestrictedStash : IActorStash;

/// <summary>An actor with a stash, as large as its mailbox or deployment says.</summary>
public interface IWithStash : IWithUnrestrictedStash, IRequiresMessageQueue<IDequeBasedMessageQueueSemantics>;

/// <summary>An actor with a stash of any size.</summary>
public interface IWithUnboundedStash : IWithUnrestrictedStash, IRequiresMessageQueue<IUnboundedDequeBasedMessageQueueSemantics>;
