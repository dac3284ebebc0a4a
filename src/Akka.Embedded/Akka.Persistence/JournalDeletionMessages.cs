using Akka.Actor;

namespace Akka.Persistence;

/// <summary>Asks a journal to delete an actor's events up to a sequence number.</summary>
public sealed class DeleteMessagesTo : IJournalRequest, IEquatable<DeleteMessagesTo>
{
    /// <summary>Makes the message.</summary>
    public DeleteMessagesTo(string persistenceId, long toSequenceNr, IActorRef persistentActor)
    {
        PersistenceId = persistenceId;
        ToSequenceNr = toSequenceNr;
        PersistentActor = persistentActor;
    }

    /// <summary>Whose events.</summary>
    public string PersistenceId { get; }

    /// <summary>The last sequence number, inclusive.</summary>
    public long ToSequenceNr { get; }

    /// <summary>Who gets the answer.</summary>
    public IActorRef PersistentActor { get; }

    /// <inheritdoc />
    public bool Equals(DeleteMessagesTo other) => other is not null && Equals(PersistenceId, other.PersistenceId) && ToSequenceNr == other.ToSequenceNr && Equals(PersistentActor, other.PersistentActor);

    /// <inheritdoc />
    public override bool Equals(object obj) => Equals(obj as DeleteMessagesTo);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(PersistenceId, ToSequenceNr, PersistentActor);

    /// <inheritdoc />
    public override string ToString() => $"DeleteMessagesTo<PersistenceId: {PersistenceId}, ToSequenceNr: {ToSequenceNr}, PersistentActor: {PersistentActor}>";
}

/// <summary>The events are deleted.</summary>
public sealed class DeleteMessagesSuccess : IEquatable<DeleteMessagesSuccess>
{
    /// <summary>Makes the message.</summary>
    public DeleteMessagesSuccess(long toSequenceNr) => ToSequenceNr = toSequenceNr;

    /// <summary>The last sequence number, inclusive.</summary>
    public long ToSequenceNr { get; }

    /// <inheritdoc />
    public bool Equals(DeleteMessagesSuccess other) => other is not null && ToSequenceNr == other.ToSequenceNr;

    /// <inheritdoc />
    public override bool Equals(object obj) => Equals(obj as DeleteMessagesSuccess);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(ToSequenceNr);

    /// <inheritdoc />
    public override string ToString() => $"DeleteMessagesSuccess<ToSequenceNr: {ToSequenceNr}>";
}

/// <summary>The events could not be deleted.</summary>
public sealed class DeleteMessagesFailure : INoSerializationVerificationNeeded, IEquatable<DeleteMessagesFailure>
{
    /// <summary>Makes the message.</summary>
    public DeleteMessagesFailure(Exception cause, long toSequenceNr)
    {
        Cause = cause;
        ToSequenceNr = toSequenceNr;
    }

    /// <summary>Why.</summary>
    public Exception Cause { get; }

    /// <summary>The last sequence number, inclusive.</summary>
    public long ToSequenceNr { get; }

    /// <inheritdoc />
    public bool Equals(DeleteMessagesFailure other) => other is not null && Equals(Cause, other.Cause) && ToSequenceNr == other.ToSequenceNr;

    /// <inheritdoc />
    public override bool Equals(object obj) => Equals(obj as DeleteMessagesFailure);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Cause, ToSequenceNr);

    /// <inheritdoc />
    public override string ToString() => $"DeleteMessagesFailure<Cause: {Cause}, ToSequenceNr: {ToSequenceNr}>";
}
