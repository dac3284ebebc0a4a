using Akka.Actor;
using Akka.Persistence.Serialization;

namespace Akka.Persistence;

/// <summary>One event as a journal sees it.</summary>
public interface IPersistentRepresentation : IMessage
{
    /// <summary>The event itself.</summary>
    object Payload { get; }

    /// <summary>What an event adapter said beside it; empty for nothing.</summary>
    string Manifest { get; }

    /// <summary>Whose event.</summary>
    string PersistenceId { get; }

    /// <summary>Its number: from 1, without gaps.</summary>
    long SequenceNr { get; }

    /// <summary>Which incarnation of the actor wrote it; empty when that was not stored.</summary>
    string WriterGuid { get; }

    /// <summary>Whether it is deleted and kept as a marker only.</summary>
    bool IsDeleted { get; }

    /// <summary>Who sent the command that led to it; not stored.</summary>
    IActorRef Sender { get; }

    /// <summary>When it was written, in ticks (UTC); 0 for unknown.</summary>
    long Timestamp { get; }

    /// <summary>The same with another payload.</summary>
    IPersistentRepresentation WithPayload(object payload);

    /// <summary>The same with another manifest.</summary>
    IPersistentRepresentation WithManifest(string manifest);

    /// <summary>The same with another time.</summary>
    IPersistentRepresentation WithTimestamp(long timestamp);

    /// <summary>The same event with other circumstances.</summary>
    IPersistentRepresentation Update(long sequenceNr, string persistenceId, bool isDeleted, IActorRef sender, string writerGuid);
}
