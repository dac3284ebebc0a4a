#nullable disable
using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>The queue of an actor's ordinary messages: many enqueue, only the actor dequeues.</summary>
public interface IMessageQueue
{
    /// <summary>Whether a message can be dequeued.</summary>
    bool HasMessages { get; }

    /// <summary>How many messages wait.</summary>
    int Count { get; }

    /// <summary>Adds a message at the end.</summary>
    void Enqueue(IActorRef receiver, Envelope envelope);

    /// <summary>Takes the next message.</summary>
    bool TryDequeue(out Envelope envelope);

    /// <summary>Moves what is left to the dead letters.</summary>
    void CleanUp(IActorRef owner, IMessageQueue deadletters);
}
