using Akka.Actor;

namespace Akka.Persistence;

/// <summary>Asks a journal to write events, in order.</summary>
public sealed class WriteMessages : IJournalRequest, IEquatable<WriteMessages>
{
    /// <summary>Makes the message.</summary>
    public WriteMessages(IEnumerable<IPersistentEnvelope> messages, IActorRef persistentActor, int actorInstanceId)
    {
        Messages = messages;
        PersistentActor = persistentActor;
        ActorInstanceId = actorInstanceId;
    }

    /// <summary>Atomic writes, and among them what is only to come back in order.</summary>
    public IEnumerable<IPersistentEnvelope> Messages { get; }

    /// <summary>Who gets the answers.</summary>
    public IActorRef PersistentActor { get; }

    /// <summary>The incarnation of the actor; answers to an earlier one are ignored.</summary>
    public int ActorInstanceId { get; }

    /// <inheritdoc />
    public bool Equals(WriteMessages other) => other is not null && Equals(Messages, other.Messages) && Equals(PersistentActor, other.PersistentActor) && ActorInstanceId == other.ActorInstanceId;

    /// <inheritdoc />
    public override bool Equals(object obj) => Equals(obj as WriteMessages);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Messages, PersistentActor, ActorInstanceId);

    /// <inheritdoc />
    public override string ToString() => $"WriteMessages<Messages: {Messages}, PersistentActor: {PersistentActor}, ActorInstanceId: {ActorInstanceId}>";
}

/// <summary>One event is written.</summary>
public sealed class WriteMessageSuccess : IJournalResponse, IEquatable<WriteMessageSuccess>
{
    /// <summary>Makes the message.</summary>
    public WriteMessageSuccess(IPersistentRepresentation persistent, int actorInstanceId)
    {
        Persistent = persistent;
        ActorInstanceId = actorInstanceId;
    }

    /// <summary>The event.</summary>
    public IPersistentRepresentation Persistent { get; }

    /// <summary>The incarnation of the actor; answers to an earlier one are ignored.</summary>
    public int ActorInstanceId { get; }

    /// <inheritdoc />
    public bool Equals(WriteMessageSuccess other) => other is not null && Equals(Persistent, other.Persistent) && ActorInstanceId == other.ActorInstanceId;

    /// <inheritdoc />
    public override bool Equals(object obj) => Equals(obj as WriteMessageSuccess);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Persistent, ActorInstanceId);

    /// <inheritdoc />
    public override string ToString() => $"WriteMessageSuccess<Persistent: {Persistent}, ActorInstanceId: {ActorInstanceId}>";
}

/// <summary>One event was refused before it was written, by a serializer for example.</summary>
public sealed class WriteMessageRejected : IJournalResponse, IEquatable<WriteMessageRejected>
{
    /// <summary>Makes the message.</summary>
    public WriteMessageRejected(IPersistentRepresentation persistent, Exception cause, int actorInstanceId)
    {
        Persistent = persistent;
        Cause = cause;
        ActorInstanceId = actorInstanceId;
    }

    /// <summary>The event.</summary>
    public IPersistentRepresentation Persistent { get; }

    /// <summary>Why.</summary>
    public Exception Cause { get; }

    /// <summary>The incarnation of the actor; answers to an earlier one are ignored.</summary>
    public int ActorInstanceId { get; }

    /// <inheritdoc />
    public bool Equals(WriteMessageRejected other) => other is not null && Equals(Persistent, other.Persistent) && Equals(Cause, other.Cause) && ActorInstanceId == other.ActorInstanceId;

    /// <inheritdoc />
    public override bool Equals(object obj) => Equals(obj as WriteMessageRejected);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Persistent, Cause, ActorInstanceId);

    /// <inheritdoc />
    public override string ToString() => $"WriteMessageRejected<Persistent: {Persistent}, Cause: {Cause}, ActorInstanceId: {ActorInstanceId}>";
}

/// <summary>One event could not be written, or it is unknown whether it was.</summary>
public sealed class WriteMessageFailure : IJournalResponse, IEquatable<WriteMessageFailure>
{
    /// <summary>Makes the message.</summary>
    public WriteMessageFailure(IPersistentRepresentation persistent, Exception cause, int actorInstanceId)
    {
        Persistent = persistent;
        Cause = cause;
        ActorInstanceId = actorInstanceId;
    }

    /// <summary>The event.</summary>
    public IPersistentRepresentation Persistent { get; }

    /// <summary>Why.</summary>
    public Exception Cause { get; }

    /// <summary>The incarnation of the actor; answers to an earlier one are ignored.</summary>
    public int ActorInstanceId { get; }

    /// <inheritdoc />
    public bool Equals(WriteMessageFailure other) => other is not null && Equals(Persistent, other.Persistent) && Equals(Cause, other.Cause) && ActorInstanceId == other.ActorInstanceId;

    /// <inheritdoc />
    public override bool Equals(object obj) => Equals(obj as WriteMessageFailure);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Persistent, Cause, ActorInstanceId);

    /// <inheritdoc />
    public override string ToString() => $"WriteMessageFailure<Persistent: {Persistent}, Cause: {Cause}, ActorInstanceId: {ActorInstanceId}>";
}

/// <summary>The write failed; the answers for each event follow.</summary>
public sealed class WriteMessagesFailed : IJournalResponse, IEquatable<WriteMessagesFailed>
{
    /// <summary>Makes the message.</summary>
    public WriteMessagesFailed(Exception cause, int writeCount)
    {
        Cause = cause;
        WriteCount = writeCount;
    }

    /// <summary>Why.</summary>
    public Exception Cause { get; }

    /// <summary>How many atomic writes it had.</summary>
    public int WriteCount { get; }

    /// <inheritdoc />
    public bool Equals(WriteMessagesFailed other) => other is not null && Equals(Cause, other.Cause) && WriteCount == other.WriteCount;

    /// <inheritdoc />
    public override bool Equals(object obj) => Equals(obj as WriteMessagesFailed);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Cause, WriteCount);

    /// <inheritdoc />
    public override string ToString() => $"WriteMessagesFailed<Cause: {Cause}, WriteCount: {WriteCount}>";
}

/// <summary>What was deferred comes back behind the events before it.</summary>
public sealed class LoopMessageSuccess : IJournalResponse, IEquatable<LoopMessageSuccess>
{
    /// <summary>Makes the message.</summary>
    public LoopMessageSuccess(object message, int actorInstanceId)
    {
        Message = message;
        ActorInstanceId = actorInstanceId;
    }

    /// <summary>What was deferred.</summary>
    public object Message { get; }

    /// <summary>The incarnation of the actor; answers to an earlier one are ignored.</summary>
    public int ActorInstanceId { get; }

    /// <inheritdoc />
    public bool Equals(LoopMessageSuccess other) => other is not null && Equals(Message, other.Message) && ActorInstanceId == other.ActorInstanceId;

    /// <inheritdoc />
    public override bool Equals(object obj) => Equals(obj as LoopMessageSuccess);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Message, ActorInstanceId);

    /// <inheritdoc />
    public override string ToString() => $"LoopMessageSuccess<Message: {Message}, ActorInstanceId: {ActorInstanceId}>";
}

/// <summary>The write succeeded; the answers for each event follow.</summary>
public sealed class WriteMessagesSuccessful : IJournalResponse
{
    private WriteMessagesSuccessful() { }

    /// <summary>The only one there is.</summary>
    public static WriteMessagesSuccessful Instance { get; } = new();
}
