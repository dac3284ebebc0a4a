#nullable disable
using Akka.Actor;

namespace Akka.Event;

/// <summary>Marks messages that are of no interest once nobody takes them.</summary>
public interface IDeadLetterSuppression;

/// <summary>A message that nobody took.</summary>
public abstract class AllDeadLetters : IWrappedMessage
{
    /// <summary>With the message, who sent it, and who did not take it.</summary>
    protected AllDeadLetters(object message, IActorRef sender, IActorRef recipient)
    {
        Message = message;
        Sender = sender;
        Recipient = recipient;
    }

    /// <inheritdoc/>
    public object Message { get; }

    /// <summary>Who should have got it.</summary>
    public IActorRef Recipient { get; }

    /// <summary>Who sent it.</summary>
    public IActorRef Sender { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{GetType().Name} from {Sender} to {Recipient}: <{Message}>";
}

/// <summary>A message to an actor that has ended or never was.</summary>
public sealed class DeadLetter : AllDeadLetters
{
    /// <summary>With the message, who sent it, and who should have got it.</summary>
    /// <exception cref="ArgumentNullException">Sender or recipient is null.</exception>
    public DeadLetter(object message, IActorRef sender, IActorRef recipient)
        : base(message, sender ?? throw new ArgumentNullException(nameof(sender), "DeadLetter sender may not be null"),
            recipient ?? throw new ArgumentNullException(nameof(recipient), "DeadLetter recipient may not be null"))
    {
    }
}

/// <summary>A dead letter that is of no interest.</summary>
public sealed class SuppressedDeadLetter : AllDeadLetters
{
    /// <summary>With the message, who sent it, and who should have got it.</summary>
    /// <exception cref="ArgumentNullException">Sender or recipient is null.</exception>
    public SuppressedDeadLetter(object message, IActorRef sender, IActorRef recipient)
        : base(message, sender ?? throw new ArgumentNullException(nameof(sender), "SuppressedDeadLetter sender may not be null"),
            recipient ?? throw new ArgumentNullException(nameof(recipient), "SuppressedDeadLetter recipient may not be null"))
    {
    }
}

/// <summary>A message that was dropped on purpose.</summary>
public sealed class Dropped : AllDeadLetters
{
    /// <summary>With the message, the reason, and who should have got it.</summary>
    public Dropped(object message, string reason, IActorRef recipient) : this(message, reason, ActorRefs.NoSender, recipient)
    {
    }

    /// <summary>With the message, the reason, who sent it, and who should have got it.</summary>
    public Dropped(object message, string reason, IActorRef sender, IActorRef recipient) : base(message, sender, recipient) => Reason = reason;

    /// <summary>The reason.</summary>
    public string Reason { get; }
}

/// <summary>A message that its receiver has no handler for.</summary>
public sealed class UnhandledMessage : AllDeadLetters
{
    /// <summary>With the message, who sent it, and who has no handler.</summary>
    public UnhandledMessage(object message, IActorRef sender, IActorRef recipient) : base(message, sender, recipient)
    {
    }
}
