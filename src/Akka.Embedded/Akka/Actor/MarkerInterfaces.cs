#nullable disable
namespace Akka.Actor;

/// <summary>Marks messages that are never serialized.</summary>
public interface INoSerializationVerificationNeeded;

/// <summary>Marks messages that the actor's cell handles itself.</summary>
public interface IAutoReceivedMessage;

/// <summary>Marks messages that a remote peer may not send.</summary>
public interface IPossiblyHarmful;

/// <summary>Marks messages that do not reset the receive timeout.</summary>
public interface INotInfluenceReceiveTimeout;

/// <summary>An actor whose received messages are logged when <c>akka.actor.debug.receive</c> is on.</summary>
public interface ILogReceive;

/// <summary>A message that carries another.</summary>
public interface IWrappedMessage
{
    /// <summary>The message inside.</summary>
    object Message { get; }
}

/// <summary>Helper for wrapped messages.</summary>
public static class WrappedMessage
{
    /// <summary>The innermost message.</summary>
    public static object Unwrap(object message)
    {
        while (message is IWrappedMessage wrapped) message = wrapped.Message;
        return message;
    }
}
