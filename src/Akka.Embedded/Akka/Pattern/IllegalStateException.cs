using Akka.Actor;

namespace Akka.Pattern;

/// <summary>Something is in a state that it must not be in.</summary>
public class IllegalStateException : AkkaException
{
    /// <summary>An exception that says what.</summary>
    public IllegalStateException(string message) : base(message) { }

    /// <summary>An exception that says what and what it came from.</summary>
    public IllegalStateException(string message, Exception innerEx) : base(message, innerEx) { }
}
