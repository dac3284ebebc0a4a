#nullable disable
namespace Akka.Actor;

/// <summary>A message with its sender.</summary>
public readonly struct Envelope
{
    /// <summary>With a message and its sender, which may be null.</summary>
    public Envelope(object message, IActorRef sender)
    {
        Message = message;
        Sender = sender;
    }

    /// <summary>With a message and its sender; without one, dead letters stand for it.</summary>
    public Envelope(object message, IActorRef sender, ActorSystem system)
    {
        Message = message;
        Sender = sender is null || sender.IsNobody() ? system.DeadLetters : sender;
    }

    /// <summary>The message.</summary>
    public object Message { get; }

    /// <summary>The sender; null when there is none.</summary>
    public IActorRef Sender { get; }

    /// <inheritdoc/>
    public override string ToString() => $"<{Message}> from {(Sender is null ? "NoSender" : Sender.ToString())}";
}
