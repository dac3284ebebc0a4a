namespace Akka.Hosting;

/// <summary>What goes wrong with a registry.</summary>
public class ActorRegistryException : Exception
{
    /// <summary>An exception with a message.</summary>
    public ActorRegistryException(string message) : base(message) { }

    /// <summary>An exception with a message and its cause.</summary>
    public ActorRegistryException(string message, Exception innerException) : base(message, innerException) { }
}

/// <summary>An actor is registered already.</summary>
public sealed class DuplicateActorRegistryException : ActorRegistryException
{
    /// <summary>An exception with a message.</summary>
    public DuplicateActorRegistryException(string message) : base(message) { }

    /// <summary>An exception with a message and its cause.</summary>
    public DuplicateActorRegistryException(string message, Exception innerException) : base(message, innerException) { }
}

/// <summary>No actor is registered.</summary>
public sealed class MissingActorRegistryEntryException : ActorRegistryException
{
    /// <summary>An exception with a message.</summary>
    public MissingActorRegistryEntryException(string message) : base(message) { }

    /// <summary>An exception with a message and its cause.</summary>
    public MissingActorRegistryEntryException(string message, Exception innerException) : base(message, innerException) { }
}
