#nullable disable
namespace Akka.Actor;

/// <summary>An actor's name is malformed or already taken.</summary>
public class InvalidActorNameException : AkkaException
{
    /// <summary>With a message.</summary>
    public InvalidActorNameException(string message) : base(message)
    {
    }

    /// <summary>With a message and its cause.</summary>
    public InvalidActorNameException(string message, Exception innerException) : base(message, innerException)
    {
    }
}

/// <summary>An Ask got no answer in time.</summary>
public class AskTimeoutException : AkkaException
{
    /// <summary>With a message.</summary>
    public AskTimeoutException(string message) : base(message)
    {
    }
}

/// <summary>A selection or path leads to no actor.</summary>
public class ActorNotFoundException : AkkaException
{
    /// <summary>Without message.</summary>
    public ActorNotFoundException()
    {
    }

    /// <summary>With a message and its cause.</summary>
    public ActorNotFoundException(string message, Exception innerException = null) : base(message, innerException)
    {
    }
}

/// <summary>An actor got the message <see cref="Kill"/>.</summary>
public class ActorKilledException : AkkaException
{
    /// <summary>Without message.</summary>
    public ActorKilledException()
    {
    }

    /// <summary>With a message.</summary>
    public ActorKilledException(string message) : base(message)
    {
    }
}

/// <summary>An operation that the actor's state does not allow, such as stashing a message twice.</summary>
public class IllegalActorStateException : AkkaException
{
    /// <summary>With a message.</summary>
    public IllegalActorStateException(string message) : base(message)
    {
    }
}

/// <summary>A message may not be sent: null.</summary>
public class InvalidMessageException : AkkaException
{
    /// <summary>Says that a message is null.</summary>
    public InvalidMessageException() : this("Message is null")
    {
    }

    /// <summary>With a message.</summary>
    public InvalidMessageException(string message) : base(message)
    {
    }
}

/// <summary>A watched actor ended and its <see cref="Terminated"/> was not handled.</summary>
public class DeathPactException : AkkaException
{
    /// <summary>For the actor that ended.</summary>
    public DeathPactException(IActorRef deadActor)
        : base("Monitored actor [" + deadActor + "] terminated") => DeadActor = deadActor;

    /// <summary>The actor that ended.</summary>
    public IActorRef DeadActor { get; }
}

/// <summary>The scheduler can't take more work: it is shut down.</summary>
public sealed class SchedulerException : AkkaException
{
    /// <summary>With a message.</summary>
    public SchedulerException(string message) : base(message)
    {
    }
}

/// <summary>A stash with limited capacity is full.</summary>
public class StashOverflowException : AkkaException
{
    /// <summary>With a message and its cause.</summary>
    public StashOverflowException(string message, Exception cause = null) : base(message, cause)
    {
    }
}

/// <summary>A logger did not start.</summary>
public class LoggerInitializationException : AkkaException
{
    /// <summary>Without message.</summary>
    public LoggerInitializationException()
    {
    }

    /// <summary>With a message.</summary>
    public LoggerInitializationException(string message) : base(message)
    {
    }

    /// <summary>With a message and its cause.</summary>
    public LoggerInitializationException(string message, Exception cause = null) : base(message, cause)
    {
    }
}

/// <summary>A path can't be an actor's.</summary>
public class IllegalActorNameException : AkkaException
{
    /// <summary>With a message.</summary>
    public IllegalActorNameException(string message) : base(message)
    {
    }
}
