using Akka.Actor;

namespace Akka.Persistence;

/// <summary>A recovery got nothing from its plugin for longer than <c>recovery-event-timeout</c>.</summary>
public sealed class RecoveryTimedOutException : AkkaException
{
    /// <summary>An exception without a message.</summary>
    public RecoveryTimedOutException() { }

    /// <summary>An exception that says who waited and how long.</summary>
    public RecoveryTimedOutException(string message, Exception cause = null) : base(message, cause) { }
}

/// <summary>Looks whether a recovery gets on.</summary>
public sealed class RecoveryTick
{
    /// <summary>A tick.</summary>
    public RecoveryTick(bool snapshot) => Snapshot = snapshot;

    /// <summary>Whether it looks after the snapshot, or after the events.</summary>
    public bool Snapshot { get; }
}
