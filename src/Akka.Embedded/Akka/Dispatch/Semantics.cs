#nullable disable
using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>What a message queue can do.</summary>
public interface ISemantics;

/// <summary>A queue without limit.</summary>
public interface IUnboundedMessageQueueSemantics : ISemantics;

/// <summary>A queue that also takes messages at its front.</summary>
public interface IDequeBasedMessageQueueSemantics : ISemantics
{
    /// <summary>Puts a message before all others. Called by the actor itself only.</summary>
    void EnqueueFirst(Envelope envelope);
}

/// <summary>A queue without limit that also takes messages at its front.</summary>
public interface IUnboundedDequeBasedMessageQueueSemantics : IDequeBasedMessageQueueSemantics, IUnboundedMessageQueueSemantics;

/// <summary>An actor that needs a queue of a kind.</summary>
public interface IRequiresMessageQueue<T> where T : ISemantics;
