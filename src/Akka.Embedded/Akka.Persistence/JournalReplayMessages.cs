using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

/// <summary>Asks a journal to replay an actor's events.</summary>
public sealed class ReplayMessages : IJournalRequest, IEquatable<ReplayMessages>
{
    /// <summary>Makes the message.</summary>
    public ReplayMessages(long fromSequenceNr, long toSequenceNr, long max, string persistenceId, IActorRef persistentActor)
    {
        FromSequenceNr = fromSequenceNr;
        ToSequenceNr = toSequenceNr;
        Max = max;
        PersistenceId = persistenceId;
        PersistentActor = persistentActor;
    }

    /// <summary>The first sequence number.</summary>
    public long FromSequenceNr { get; }

    /// <summary>The last sequence number, inclusive.</summary>
    public long ToSequenceNr { get; }

    /// <summary>At most so many.</summary>
    public long Max { get; }

    /// <summary>Whose events.</summary>
    public string PersistenceId { get; }

    /// <summary>Who gets them.</summary>
    public IActorRef PersistentActor { get; }

    /// <inheritdoc />
    public bool Equals(ReplayMessages other) => other is not null && FromSequenceNr == other.FromSequenceNr && ToSequenceNr == other.ToSequenceNr && Max == other.Max && Equals(PersistenceId, other.PersistenceId) && Equals(PersistentActor, other.PersistentActor);

    /// <inheritdoc />
    public override bool Equals(object obj) => Equals(obj as ReplayMessages);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(FromSequenceNr, ToSequenceNr, Max, PersistenceId, PersistentActor);

    /// <inheritdoc />
    public override string ToString() => $"ReplayMessages<FromSequenceNr: {FromSequenceNr}, ToSequenceNr: {ToSequenceNr}, Max: {Max}, PersistenceId: {PersistenceId}, PersistentActor: {PersistentActor}>";
}

/// <summary>One event of the past.</summary>
public sealed class ReplayedMessage : IDeadLetterSuppression, IJournalResponse, IEquatable<ReplayedMessage>
{
    /// <summary>Makes the message.</summary>
    public ReplayedMessage(IPersistentRepresentation persistent) => Persistent = persistent;

    /// <summary>The event.</summary>
    public IPersistentRepresentation Persistent { get; }

    /// <inheritdoc />
    public bool Equals(ReplayedMessage other) => other is not null && Equals(Persistent, other.Persistent);

    /// <inheritdoc />
    public override bool Equals(object obj) => Equals(obj as ReplayedMessage);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Persistent);

    /// <inheritdoc />
    public override string ToString() => $"ReplayedMessage<Persistent: {Persistent}>";
}

/// <summary>All events have been replayed.</summary>
public sealed class RecoverySuccess : IDeadLetterSuppression, IJournalResponse, IEquatable<RecoverySuccess>
{
    /// <summary>Makes the message.</summary>
    public RecoverySuccess(long highestSequenceNr) => HighestSequenceNr = highestSequenceNr;

    /// <summary>The highest sequence number the journal knows of this actor; 0 for none.</summary>
    public long HighestSequenceNr { get; }

    /// <inheritdoc />
    public bool Equals(RecoverySuccess other) => other is not null && HighestSequenceNr == other.HighestSequenceNr;

    /// <inheritdoc />
    public override bool Equals(object obj) => Equals(obj as RecoverySuccess);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(HighestSequenceNr);

    /// <inheritdoc />
    public override string ToString() => $"RecoverySuccess<HighestSequenceNr: {HighestSequenceNr}>";
}

/// <summary>The events could not be replayed.</summary>
public sealed class ReplayMessagesFailure : IDeadLetterSuppression, IJournalResponse, IEquatable<ReplayMessagesFailure>
{
    /// <summary>Makes the message.</summary>
    public ReplayMessagesFailure(Exception cause) => Cause = cause;

    /// <summary>Why.</summary>
    public Exception Cause { get; }

    /// <inheritdoc />
    public bool Equals(ReplayMessagesFailure other) => other is not null && Equals(Cause, other.Cause);

    /// <inheritdoc />
    public override bool Equals(object obj) => Equals(obj as ReplayMessagesFailure);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Cause);

    /// <inheritdoc />
    public override string ToString() => $"ReplayMessagesFailure<Cause: {Cause}>";
}
