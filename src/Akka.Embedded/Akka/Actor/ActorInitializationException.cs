#nullable disable
namespace Akka.Actor;

/// <summary>An actor could not be created, or its start hook failed.</summary>
public class ActorInitializationException : AkkaException
{
    /// <summary>Without message.</summary>
    public ActorInitializationException()
    {
    }

    /// <summary>With a message.</summary>
    public ActorInitializationException(string message) : base(message)
    {
    }

    /// <summary>With a message and its cause.</summary>
    public ActorInitializationException(string message, Exception cause) : base(message, cause)
    {
    }

    /// <summary>For an actor, with a message and its cause.</summary>
    public ActorInitializationException(IActorRef actor, string message, Exception cause = null)
        : base(message, cause) => Actor = actor;

    /// <summary>The actor; null when unknown.</summary>
    public IActorRef Actor { get; set; }

    /// <inheritdoc/>
    public override string ToString() => Actor is null ? base.ToString() : Actor + ": " + base.ToString();
}

/// <summary>The hook before a restart failed.</summary>
public class PreRestartException : ActorInitializationException
{
    /// <summary>For an actor that was to restart because of <paramref name="cause"/>.</summary>
    public PreRestartException(IActorRef actor, Exception restartException, Exception cause, object optionalMessage)
        : base(actor, "Exception in PreRestart(" + (cause is null ? "null" : cause.GetType().ToString()) + ", "
            + (optionalMessage is null ? "null" : optionalMessage.GetType().ToString()) + ")", restartException)
    {
        RestartException = restartException;
        OptionalMessage = optionalMessage;
    }

    /// <summary>What the hook threw.</summary>
    public Exception RestartException { get; }

    /// <summary>The message at which the actor failed, if any.</summary>
    public object OptionalMessage { get; }
}

/// <summary>The new instance could not be created, or its hook after the restart failed.</summary>
public class PostRestartException : ActorInitializationException
{
    /// <summary>For an actor that restarted because of <paramref name="originalCause"/>.</summary>
    public PostRestartException(IActorRef actor, Exception cause, Exception originalCause)
        : base(actor, "Exception post restart (" + (originalCause is null ? "null" : originalCause.GetType().ToString()) + ")", cause) =>
        OriginalCause = originalCause;

    /// <summary>Why the actor restarted.</summary>
    public Exception OriginalCause { get; }
}
